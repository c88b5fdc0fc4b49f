import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { divisionChoices, divisions, explorations, groups } from '#db/schema/index.ts';
import { fillGroup } from '#test/support/belonging.ts';
import type { Recipes } from './recipe.ts';
import { action, dayFromNow } from './rows.ts';
import type { Scene } from './stage.ts';

/** A proposal to divide the scene's group, which is full; a further member convenes the new one, another may go along. */
export async function proposed({ db, group }: Scene) {
  const [convener, other] = await fillGroup(db, group.id);
  if (!convener || !other) throw new Error('the group was full');
  const { personId } = convener;
  const [row] = await db
    .insert(divisions)
    .values({
      groupId: group.id,
      name: 'Half',
      about: 'Us.',
      neighborhoodId: group.neighborhoodId,
      convenerId: personId,
    })
    .returning();
  return { id: row?.id ?? '', convenerId: personId, otherId: other.personId };
}

/** Growing: trials, dividing, and what somebody would explore. */
export const growth: Recipes = {
  'try-as-group': {
    attempt: async ({ db, group, actor, mark }) => {
      await db.update(groups).set({ kind: 'interest' }).where(eq(groups.id, group.id));
      const form = {
        key: randomUUID(),
        as: 'trial',
        origin: group.id,
        name: `Trial ${mark}`,
        about: 'We count drains.',
        neighborhoodId: 'saltpans',
        firstMeetingOn: dayFromNow(7),
      };
      const answer = await actor.post(action('/start/', 'groups.found'), form);
      return { answer, took: (await db.$count(groups, eq(groups.grownFromId, group.id))) === 1 };
    },
  },
  'decide-trial': {
    attempt: async ({ db, group, actor }) => {
      await db
        .update(groups)
        .set({ trialEndsOn: dayFromNow(3) })
        .where(eq(groups.id, group.id));
      const page = `/groups/${group.slug}/trial/`;
      const answer = await actor.post(action(page, 'growth.decideTrial'), {
        id: group.id,
        decision: 'continued',
      });
      const decided = and(eq(groups.id, group.id), eq(groups.trialDecision, 'continued'));
      return { answer, took: (await db.$count(groups, decided)) === 1 };
    },
  },
  'divide-group': {
    attempt: async (scene) => {
      const { db, group, actor } = scene;
      const { id, convenerId, otherId } = await proposed(scene);
      await db.insert(divisionChoices).values([
        { divisionId: id, personId: convenerId, side: 'goes' },
        { divisionId: id, personId: otherId, side: 'goes' },
      ]);
      const page = `/groups/${group.slug}/divide/`;
      const answer = await actor.post(action(page, 'growth.divide'), { id: group.id, division: id });
      return { answer, took: (await db.$count(groups, eq(groups.dividedFromId, group.id))) === 1 };
    },
  },
  'choose-side': {
    attempt: async (scene) => {
      const { db, group, actor, actorId } = scene;
      const { id } = await proposed(scene);
      const form = { id: group.id, side: 'goes' };
      const answer = await actor.post(action(`/groups/${group.slug}/divide/`, 'growth.side'), form);
      const mine = and(eq(divisionChoices.divisionId, id), eq(divisionChoices.personId, actorId ?? id));
      return { answer, took: (await db.$count(divisionChoices, mine)) === 1 };
    },
  },
  'say-what-i-explore': {
    // The form can only keep what its sender explores: everybody else's stays as it was.
    refusal: [303],
    attempt: async ({ db, owner, actor }) => {
      const answer = await actor.post(action('/me/explore/', 'growth.explore'), { words: 'drains' });
      return { answer, took: (await db.$count(explorations, eq(explorations.personId, owner.id))) === 1 };
    },
  },
};
