import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { groups, memberships, people, visits } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import { done } from '#lib/outcome.ts';
import type { MemberServices } from './mails.server.ts';
import { liveStates } from './membership.ts';
import { clearGroup, type Inside, offerFreePlaces, step } from './places.server.ts';
import { callOffComing } from './visits.server.ts';

/**
 * Ends everything a person has in groups, as when their account goes: requests and places in line are withdrawn,
 * memberships left, visits called off, of which the conveners are told. Where they were the last convener, the longest-standing moderator, else member, who can sign in
 * inherits.
 */
export async function leaveEverything(services: MemberServices, personId: string): Promise<void> {
  const expected = and(eq(visits.personId, personId), inArray(visits.state, ['asked', 'arranged']));
  const mine = await services.db
    .select({ groupId: memberships.groupId })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), inArray(memberships.state, [...liveStates])))
    .union(services.db.select({ groupId: visits.groupId }).from(visits).where(expected))
    // In the order of the groups, so that two people who go at once do not wait for each other.
    .orderBy(asc(memberships.groupId));
  for (const { groupId } of mine) {
    await inGroup(services, groupId, null, async (given) => {
      const inside = { ...given, services };
      await leaveOne(inside, personId);
      await callOffComing(inside, personId);
      return done(null);
    });
  }
  await services.db.update(visits).set({ state: 'cancelled', changedAt: services.now() }).where(expected);
}

async function leaveOne(inside: Inside, personId: string): Promise<void> {
  const { tx, group } = inside;
  const live = await tx
    .select({ ...getTableColumns(memberships), email: people.email })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.groupId, group.id), inArray(memberships.state, [...liveStates])))
    .orderBy(asc(memberships.activeSince));
  const own = live.find((each) => each.personId === personId);
  if (!own) return;
  if (own.state === 'active' && own.role === 'convener') await passOn(inside, live, personId);
  if (own.role === 'convener') await forgetContact(inside, personId);
  await step(inside, own, own.state === 'active' ? 'left' : 'withdrawn', { role: 'member' });
  await offerFreePlaces(inside);
  await clearGroup(inside);
}

/** A group does not go on naming somebody who is gone. */
async function forgetContact({ tx, group }: Inside, personId: string): Promise<void> {
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, personId));
  const isTheirs = group.contactName !== null && person?.name.startsWith(group.contactName);
  if (isTheirs) await tx.update(groups).set({ contactName: null }).where(eq(groups.id, group.id));
}

async function passOn(
  { tx }: Inside,
  live: (typeof memberships.$inferSelect & { email: string | null })[],
  personId: string,
): Promise<void> {
  const others = live.filter((each) => each.state === 'active' && each.personId !== personId);
  if (others.some((each) => each.role === 'convener')) return;
  // Somebody without an email address could never sign in to convene it.
  const able = others.filter((each) => each.email !== null);
  const heir = able.find((each) => each.role === 'moderator') ?? able[0];
  if (heir) await tx.update(memberships).set({ role: 'convener' }).where(eq(memberships.id, heir.id));
}
