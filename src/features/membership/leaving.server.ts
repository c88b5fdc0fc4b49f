import { and, asc, eq, inArray } from 'drizzle-orm';
import { memberships, visits } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import { done } from '#lib/outcome.ts';
import type { MemberServices } from './mails.server.ts';
import { liveStates } from './membership.ts';
import { clearGroup, type Inside, offerFreePlaces, step } from './places.server.ts';

/**
 * Ends everything a person has in groups, as when their account goes: requests and places in line are withdrawn,
 * memberships left. Where they were the last convener, the longest-standing moderator, else member, inherits.
 */
export async function leaveEverything(services: MemberServices, personId: string): Promise<void> {
  const mine = await services.db
    .select({ groupId: memberships.groupId })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), inArray(memberships.state, [...liveStates])));
  for (const { groupId } of mine) {
    await inGroup(services, groupId, null, async (inside) => {
      await leaveOne({ ...inside, services }, personId);
      return done(null);
    });
  }
  await services.db
    .update(visits)
    .set({ state: 'cancelled', changedAt: services.now() })
    .where(and(eq(visits.personId, personId), inArray(visits.state, ['asked', 'arranged'])));
}

async function leaveOne(inside: Inside, personId: string): Promise<void> {
  const { tx, group } = inside;
  const live = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.groupId, group.id), inArray(memberships.state, [...liveStates])))
    .orderBy(asc(memberships.activeSince));
  const own = live.find((each) => each.personId === personId);
  if (!own) return;
  if (own.state === 'active' && own.role === 'convener') await passOn(inside, live, personId);
  await step(inside, own, own.state === 'active' ? 'left' : 'withdrawn', { role: 'member' });
  await offerFreePlaces(inside);
  await clearGroup(inside);
}

async function passOn(
  { tx }: Inside,
  live: (typeof memberships.$inferSelect)[],
  personId: string,
): Promise<void> {
  const others = live.filter((each) => each.state === 'active' && each.personId !== personId);
  if (others.some((each) => each.role === 'convener')) return;
  const heir = others.find((each) => each.role === 'moderator') ?? others[0];
  if (heir) await tx.update(memberships).set({ role: 'convener' }).where(eq(memberships.id, heir.id));
}
