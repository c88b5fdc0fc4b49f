import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { groups, prompts, reflectionAnswers, reflections } from '#db/schema/index.ts';
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
};
