import { and, asc, eq, max, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, memberships, people } from '#db/schema/index.ts';
import type { InGroup } from '#features/groups/in-group.server.ts';
import { groupTags, openPlaces } from '#features/groups/groups.ts';
import { letter, type MemberServices, writeTo } from './mails.server.ts';
import { hourMs, type MembershipState, offerHours, offerReminderHours } from './membership.ts';

/** Inside a group's lock, with a post office. */
export type Inside = InGroup & { readonly services: MemberServices };
export type MembershipRow = typeof memberships.$inferSelect;

/** Takes a membership one step on; the database refuses a step that may not be. */
export async function step(
  { tx, now }: Inside,
  membership: MembershipRow,
  state: MembershipState,
  more: Partial<typeof memberships.$inferInsert> = {},
): Promise<void> {
  const ended = state !== 'active' && state !== 'waitlisted' && state !== 'offered';
  await tx
    .update(memberships)
    .set({ state, changedAt: now, ...(ended ? { note: null } : {}), ...more })
    .where(eq(memberships.id, membership.id));
}

/** The end of the line: later than everybody who ever stood in it, even when clocks stand still or go back. */
export async function endOfLine({ tx, group, now }: Inside): Promise<Date> {
  const [row] = await tx
    .select({ last: max(memberships.waitlistedAt) })
    .from(memberships)
    .where(eq(memberships.groupId, group.id));
  return new Date(Math.max(now.getTime(), (row?.last?.getTime() ?? 0) + 1));
}

/** The group's counts as they are now, after the steps of this transaction. */
export async function countsNow({ tx, group }: Inside) {
  const [counts] = await tx
    .select({
      activeCount: groups.activeCount,
      offeredCount: groups.offeredCount,
      waitingCount: groups.waitingCount,
    })
    .from(groups)
    .where(eq(groups.id, group.id));
  if (!counts) throw new Error('the group is gone');
  return counts;
}

/** Offers each free place to the head of the waitlist, for 72 hours; a closed group offers none. */
export async function offerFreePlaces(inside: Inside): Promise<void> {
  const { tx, group, now, services } = inside;
  const counts = await countsNow(inside);
  const free = group.closedAt ? 0 : Math.min(openPlaces(counts), counts.waitingCount);
  if (free === 0) return;
  const head = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.groupId, group.id), eq(memberships.state, 'waitlisted')))
    .orderBy(asc(memberships.waitlistedAt), asc(memberships.id))
    .limit(free);
  const until = new Date(now.getTime() + offerHours * hourMs);
  for (const membership of head) {
    await step(inside, membership, 'offered', { offerExpiresAt: until });
    const values = { until: until.toISOString(), zone: services.town.timeZone };
    const path = `/groups/${group.slug}/join/`;
    const about = `${membership.id}:${until.getTime()}`;
    await writeTo(
      services,
      tx,
      membership.personId,
      letter('offered', about, group, values, { path, after: true }),
    );
    const job = { membershipId: membership.id };
    const remindAt = new Date(now.getTime() + offerReminderHours * hourMs);
    await services.enqueue(tx, 'offer-reminder', job, {
      startAfter: remindAt,
      singletonKey: `offer-reminder:${about}`,
    });
    await services.enqueue(tx, 'offer-lapse', job, {
      startAfter: until,
      singletonKey: `offer-lapse:${about}`,
    });
  }
}

/** Where somebody stands in line, from 1. */
export async function placeInLine(
  { tx, group }: { readonly tx: Queryable; readonly group: { readonly id: string } },
  membershipId: string,
): Promise<number> {
  const [row] = await tx
    .select({ place: sql<number>`count(*)`.mapWith(Number) })
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, group.id),
        eq(memberships.state, 'waitlisted'),
        sql`(${memberships.waitlistedAt}, ${memberships.id}) <= (select m.waitlisted_at, m.id from memberships m where m.id = ${membershipId})`,
      ),
    );
  return row?.place ?? 0;
}

/** A person's name as their group may know it. */
export async function nameOf({ tx }: Inside, personId: string): Promise<string> {
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, personId));
  return person?.name ?? '';
}

/** Every page that shows the group is out of date when this commits. */
export async function clearGroup({ tx, services, group }: Inside): Promise<void> {
  await services.clearTags(tx, groupTags(group));
}
