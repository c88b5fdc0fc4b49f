import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { adoptions, answers, approaches, approachTexts, questions } from '#db/schema/index.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { action, adoption, answerTo, approachElsewhere, approachOf, question } from './rows.ts';
import type { Scene } from './stage.ts';

const ask = (forGroup: boolean): Recipe => ({
  attempt: async ({ db, actor, group, mark }) => {
    const form = { key: randomUUID(), group: forGroup ? group.id : '', text: `Who has a ladder ${mark}?` };
    const answer = await actor.post(action('/questions/ask/', 'questions.ask'), form);
    const made = await db.select().from(questions).where(eq(questions.idempotencyKey, form.key));
    return { answer, took: made.length === 1 };
  },
});

const give = (forGroup: boolean): Recipe => ({
  attempt: async (scene) => {
    const id = await question(scene, {});
    const group = forGroup ? scene.group.id : '';
    const form = { key: randomUUID(), question: id, group, text: 'We have one.' };
    const answer = await scene.actor.post(action(`/questions/${id}/answer/`, 'questions.answer'), form);
    const made = await scene.db.select().from(answers).where(eq(answers.idempotencyKey, form.key));
    return { answer, took: made.length === 1 };
  },
});

/** A question as far as the role is concerned: one's own for `self`, the group's for everybody else. */
const questionFor = (scene: Scene) =>
  question(scene, scene.role === 'self' ? { person: scene.owner.id } : { group: true });

/** Questions, answers and approaches. */
export const learning: Recipes = {
  'ask-question': ask(false),
  'ask-for-group': ask(true),
  'answer-question': give(false),
  'answer-for-group': give(true),
  'withdraw-answer': {
    attempt: async (scene) => {
      const { db, actor, owner } = scene;
      const asked = await question(scene, {});
      const id = await answerTo(scene, asked, owner.id);
      const page = `/questions/${asked}/answer/`;
      const answer = await actor.post(action(page, 'questions.withdraw'), { answer: id });
      const [row] = await db.select().from(answers).where(eq(answers.id, id));
      return { answer, took: row?.withdrawnAt !== null };
    },
  },
  'say-it-helped': {
    attempt: async (scene) => {
      const asked = await questionFor(scene);
      const form = { answer: await answerTo(scene, asked), helped: 'yes', cameOfIt: 'We borrowed it.' };
      const page = `/questions/${asked}/mine/`;
      const answer = await scene.actor.post(action(page, 'questions.helped'), form);
      const [row] = await scene.db.select().from(answers).where(eq(answers.id, form.answer));
      return { answer, took: row?.helpedAt !== null };
    },
  },
  'resolve-question': {
    attempt: async (scene) => {
      const asked = await questionFor(scene);
      const form = { question: asked, resolved: 'yes' };
      const page = `/questions/${asked}/mine/`;
      const answer = await scene.actor.post(action(page, 'questions.resolve'), form);
      const [row] = await scene.db.select().from(questions).where(eq(questions.id, asked));
      return { answer, took: row?.resolvedAt !== null };
    },
  },
  'write-approach': {
    attempt: async ({ db, actor, group, mark }) => {
      const form = {
        key: randomUUID(),
        group: group.id,
        title: `Ring twice ${mark}`,
        whatToDo: 'Ring before supper.',
      };
      const page = `/groups/${group.slug}/what-works/write/`;
      const answer = await actor.post(action(page, 'approaches.write'), form);
      const made = await db.select().from(approaches).where(eq(approaches.id, form.key));
      return { answer, took: made.length === 1 };
    },
  },
  'edit-approach': {
    attempt: async (scene) => {
      const { db, actor, group, mark } = scene;
      const id = await approachOf(scene, group.id);
      const written = eq(approachTexts.approachId, id);
      const [before] = await db.select().from(approachTexts).where(written);
      const form = {
        id,
        lang: 'en',
        seen: before?.changedAt.toISOString() ?? '',
        title: `Ring thrice ${mark}`,
        whatToDo: 'Ring before supper.',
      };
      const answer = await actor.post(action(`/approaches/approach-${id}/edit/`, 'approaches.edit'), form);
      const [after] = await db.select().from(approachTexts).where(written);
      return { answer, took: after?.title === form.title };
    },
  },
  'adopt-approach': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      const approach = await approachElsewhere(scene);
      const page = `/approaches/approach-${approach}/try/`;
      const answer = await actor.post(action(page, 'approaches.adopt'), { approach, group: group.id });
      const made = await db.select().from(adoptions).where(eq(adoptions.approachId, approach));
      return { answer, took: made.length === 1 };
    },
  },
  'tell-adoption': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      const id = await adoption(scene);
      const form = { adoption: id, outcome: 'kept', line: 'It works after supper, too.' };
      const page = `/groups/${group.slug}/what-works/`;
      const answer = await actor.post(action(page, 'approaches.tell'), form);
      const [row] = await db.select().from(adoptions).where(eq(adoptions.id, id));
      return { answer, took: row?.outcome === 'kept' };
    },
  },
};
