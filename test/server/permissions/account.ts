import { eq } from 'drizzle-orm';
import { people, sessions } from '#db/schema/index.ts';
import { openSession } from '#test/support/session.ts';
import type { Recipes } from './recipe.ts';
import { action } from './rows.ts';
import type { Scene } from './stage.ts';

async function ownerRow({ db, owner }: Scene) {
  const [row] = await db.select().from(people).where(eq(people.id, owner.id));
  return row;
}

const sessionsOf = ({ db, owner }: Scene) =>
  db.select().from(sessions).where(eq(sessions.personId, owner.id));

/** One's own account. These forms name nobody: they touch their sender, so that 303 is how nothing happens to others. */
export const account: Recipes = {
  'edit-my-account': {
    attempt: async (scene) => {
      const form = { name: `Renamed ${scene.mark}`, lang: 'es' };
      const answer = await scene.actor.post(action('/me/', 'account.rename'), form);
      return { answer, took: (await ownerRow(scene))?.name === form.name };
    },
    refusal: [303],
  },
  'end-my-sessions': {
    attempt: async (scene) => {
      await openSession(scene.db, 'http://127.0.0.1', scene.owner.id);
      const [row] = await sessionsOf(scene);
      const answer = await scene.actor.post(action('/me/', 'account.endSession'), { session: row?.id ?? '' });
      const left = await sessionsOf(scene);
      return { answer, took: left.every(({ id }) => id !== row?.id) };
    },
    refusal: [303],
  },
  'delete-my-account': {
    attempt: async (scene) => {
      const answer = await scene.actor.post(action('/me/', 'account.remove'), { sure: 'yes' });
      return { answer, took: (await ownerRow(scene))?.deletedAt !== null };
    },
    refusal: [303],
  },
};
