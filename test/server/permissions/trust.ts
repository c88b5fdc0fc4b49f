import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { groups, prompts } from '#db/schema/index.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { action } from './rows.ts';
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
};
