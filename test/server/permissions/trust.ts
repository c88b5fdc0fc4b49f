import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { checkIns, groups, hands, prompts, reflectionAnswers, reflections } from '#db/schema/index.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { action, dayFromNow } from './rows.ts';
import type { Scene } from './stage.ts';

async function writesPrompt({ db, actor, mark }: Scene, group: string) {
  const form = { key: randomUUID(), group, state: 'stuck', text: `Who has the key ${mark}?` };
  const answer = await actor.post(action('/prompts/write/', 'prompts.write'), form);
  const made = await db
    .select()
    .from(prompts)
    .where(eq(prompts.id, `own-${form.key}`));
  return { answer, took: made.length === 1 };
}

/** A town has one group of moderators, so scenes that need one take turns. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn =
  (attempt: Recipe['attempt']): Recipe['attempt'] =>
  (scene) => {
    const mine = turn.then(
      () => attempt(scene),
      () => attempt(scene),
    );
    turn = mine;
    return mine;
  };

/** A reflection of the scene's group that is open. */
async function reflection({ db, group }: Scene): Promise<string> {
  const [row] = await db
    .insert(reflections)
    .values({ groupId: group.id, since: dayFromNow(-40), dueOn: dayFromNow(2) })
    .returning();
  return row?.id ?? '';
}

/** A hand that the owner asked of the group, or the group of the organizers. */
async function hand({ db, group, owner, mark }: Scene, toWhom: 'group' | 'organizers'): Promise<string> {
  const id = randomUUID();
  await db.insert(hands).values({
    id,
    idempotencyKey: id,
    groupId: group.id,
    toWhom,
    askedBy: owner.id,
    lang: 'en',
    words: `A ladder ${mark}`,
  });
  return id;
}

const asks = (toWhom: 'group' | 'organizers'): Recipe => ({
  attempt: async ({ db, actor, group, mark }) => {
    const form = { key: randomUUID(), group: group.id, toWhom, words: `A ladder ${mark}` };
    const answer = await actor.post(action(`/groups/${group.slug}/hands/`, 'hands.ask'), form);
    const made = await db.select().from(hands).where(eq(hands.id, form.key));
    return { answer, took: made.length === 1 };
  },
});

/** The group types how it arrives, and meets every day. */
async function types({ db, group }: Scene): Promise<void> {
  const daily = { typedCheckIn: true, rhythm: 'daily', startsAt: '00:00' };
  await db.update(groups).set(daily).where(eq(groups.id, group.id));
}

/** Questions to ask, reflection, hands and check-ins. */
export const trust: Recipes = {
  'write-prompt': { attempt: (scene) => writesPrompt(scene, scene.group.id) },
  'write-town-prompt': {
    attempt: inTurn(async (scene) => {
      const { db, group } = scene;
      await db.update(groups).set({ forModerators: false }).where(eq(groups.forModerators, true));
      await db.update(groups).set({ forModerators: true }).where(eq(groups.id, group.id));
      return writesPrompt(scene, '');
    }),
  },
  'open-reflection': {
    attempt: async ({ db, actor, group }) => {
      const page = `/groups/${group.slug}/reflect/`;
      const answer = await actor.post(action(page, 'reflections.open'), { group: group.id });
      const made = await db.select().from(reflections).where(eq(reflections.groupId, group.id));
      return { answer, took: made.length === 1 };
    },
  },
  'answer-reflection': {
    attempt: async (scene) => {
      const { db, actor, group, mark } = scene;
      const id = await reflection(scene);
      const page = `/groups/${group.slug}/reflect/`;
      const form = { reflection: id, learned: `Chalk fades ${mark}.` };
      const answer = await actor.post(action(page, 'reflections.save'), form);
      const made = await db.select().from(reflectionAnswers).where(eq(reflectionAnswers.reflectionId, id));
      return { answer, took: made.length === 1 };
    },
  },
  'read-private-notes': {
    attempt: async (scene) => {
      const { db, actor, group, mark } = scene;
      const id = await reflection(scene);
      const note = { reflectionId: id, lang: 'en' };
      await db.insert(reflectionAnswers).values([
        { ...note, step: 'learned', text: `Chalk fades ${mark}.` },
        { ...note, step: 'worked', text: `Paint holds ${mark}.`, shared: true, sharedAt: new Date() },
      ]);
      const shared = await actor.get(`/reflections/${id}/`);
      if (shared.text.includes('Chalk fades') || !shared.text.includes('Paint holds'))
        throw new Error('what was shared is not all that stands on a public page');
      const answer = await actor.get(`/groups/${group.slug}/reflect/`);
      return { answer, took: answer.text.includes(`Chalk fades ${mark}`) };
    },
  },
  'read-hands': {
    attempt: async (scene) => {
      await hand(scene, 'group');
      const answer = await scene.actor.get(`/groups/${scene.group.slug}/hands/`);
      return { answer, took: answer.text.includes(`ladder ${scene.mark}`) };
    },
  },
  'ask-for-a-hand': asks('group'),
  'ask-organizers': asks('organizers'),
  'pass-hand-on': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      const form = { hand: await hand(scene, 'group'), passedOn: 'A long ladder is wanted.' };
      const answer = await actor.post(action(`/groups/${group.slug}/hands/`, 'hands.passOn'), form);
      const [row] = await db.select().from(hands).where(eq(hands.id, form.hand));
      return { answer, took: row?.passedOnWords === form.passedOn };
    },
  },
  'settle-hand': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      const form = { hand: await hand(scene, 'organizers'), cameOfIt: 'The key is there.' };
      const answer = await actor.post(action(`/groups/${group.slug}/hands/`, 'hands.settle'), form);
      const [row] = await db.select().from(hands).where(eq(hands.id, form.hand));
      return { answer, took: row?.settledAt !== null };
    },
  },
  'read-asked-hands': {
    attempt: async (scene) => {
      const id = await hand(scene, 'organizers');
      // The longest wait stands first on a list of a hundred.
      await scene.db
        .update(hands)
        .set({ askedAt: new Date(0) })
        .where(eq(hands.id, id));
      const answer = await scene.actor.get('/organize/hands/');
      return { answer, took: answer.text.includes(`ladder ${scene.mark}`) };
    },
  },
  'check-in': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      await types(scene);
      const form = { key: randomUUID(), group: group.id, words: 'Tired, and glad.' };
      const answer = await actor.post(action(`/groups/${group.slug}/check-in/`, 'checkIns.leave'), form);
      const made = await db.select().from(checkIns).where(eq(checkIns.groupId, group.id));
      return { answer, took: made.length === 1 };
    },
  },
  'read-check-ins': {
    attempt: async (scene) => {
      const { db, actor, group, mark } = scene;
      await types(scene);
      // Whatever day it is where the town is.
      for (const days of [-1, 0, 1])
        for (const each of [1, 2, 3])
          await db
            .insert(checkIns)
            .values({ groupId: group.id, forDate: dayFromNow(days), words: `${each} ${mark}` });
      const answer = await actor.get(`/groups/${group.slug}/check-in/`);
      return { answer, took: answer.text.includes(`2 ${mark}`) };
    },
  },
  'read-moderation': {
    attempt: async ({ actor, group }) => {
      const answer = await actor.get(`/groups/${group.slug}/moderate/`);
      return { answer, took: answer.text.includes(`/prompts/write/?group=${group.id}`) };
    },
  },
  'choose-moderators': {
    attempt: inTurn(async ({ db, actor, group }) => {
      const form = { group: group.id };
      const answer = await actor.post(action('/organize/people/', 'moderation.choose'), form);
      const [row] = await db.select().from(groups).where(eq(groups.id, group.id));
      return { answer, took: row?.forModerators === true };
    }),
  },
};
