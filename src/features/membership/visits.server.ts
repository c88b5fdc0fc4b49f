import { and, eq, gt, gte, inArray, ne, type SQL } from 'drizzle-orm';
import { visits } from '#db/schema/index.ts';
import type { DoorKey } from '#features/account/sign-in.server.ts';
import { isPublicGroup, visitDatesAhead } from '#features/groups/groups.ts';
import { findRole, inGroup } from '#features/groups/in-group.server.ts';
import { nextMeetings } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { addDays, calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { findPurpose, type Purpose, withPurpose } from './visit-purpose.server.ts';
import type { MemberServices } from './mails.server.ts';
import type { MembershipRefusal } from './membership.ts';
import type { Inside } from './places.server.ts';
import { tellConveners, tellDeclined, tellVisitor } from './visit-mails.server.ts';

type VisitRow = typeof visits.$inferSelect;
type Result = Promise<
  Outcome<{ visitId: string; state: 'asked' | 'arranged' | 'declined' | 'cancelled' }, MembershipRefusal>
>;

/** A visit that somebody wants: perhaps to see an approach of the group, perhaps from a group of their own. */
interface Wanted {
  readonly groupId: string;
  readonly personId: string;
  readonly date: CalendarDay;
  readonly approachId?: string | null | undefined;
  readonly fromGroupId?: string | null | undefined;
}

/**
 * Arranges that a person comes once, on one of the group's next dates. Where the venue is public it is settled at once,
 * and the mail says date, place and whom to ask for; elsewhere a convener says yes first. Asking twice for a date
 * changes nothing. Somebody signed in comes once: choosing another date calls the one before off, and a member of the
 * group is expected anyway. Whoever writes an address without being signed in learns neither and changes no other visit.
 * @param doorKey makes the link and code of the mail, inside the transaction; null for somebody signed in
 */
export function arrangeVisit(
  services: MemberServices,
  visit: Wanted,
  doorKey: ((tx: Inside['tx']) => Promise<DoorKey>) | null,
): Result {
  return inGroup(services, visit.groupId, null, async (given) => {
    const inside = { ...given, services };
    const { tx, group, now } = inside;
    if (group.closedAt || !isPublicGroup(group)) return refused<MembershipRefusal>('group-closed');
    if (group.kind === 'interest') return refused<MembershipRefusal>('no-membership-here');
    if (!group.welcomesVisitors) return refused<MembershipRefusal>('not-welcoming-visitors');
    if (!doorKey && (await findRole(tx, group.id, visit.personId)) !== null)
      return refused<MembershipRefusal>('member-already');
    const before = await findVisit(inside, visit.personId, visit.date);
    const { timeZone } = services.town;
    const plan = await findPlan(tx, group, calendarDayIn(now, timeZone));
    const dates = nextMeetings(plan, now, timeZone, visitDatesAhead);
    if (!before && !dates.includes(visit.date)) return refused<MembershipRefusal>('no-such-date');
    const purpose = await findPurpose(inside, visit);
    if (!doorKey) await callOffOthers(inside, visit);
    const row = before
      ? await withPurpose(inside, before, purpose)
      : await insertVisit(inside, visit, purpose);
    if (row.state === 'arranged') await tellVisitor(inside, row, doorKey ? await doorKey(tx) : null);
    if (!before) await tellConveners(inside, row, row.state === 'asked' ? 'visit-asked' : 'visit-expected');
    return done({ visitId: row.id, state: row.state as 'asked' | 'arranged' });
  });
}

/** Calls off what a person had arranged or asked for on other days to come. */
async function callOffOthers(inside: Inside, { personId, date }: Wanted): Promise<void> {
  const today = calendarDayIn(inside.now, inside.services.town.timeZone);
  await callOffThose(inside, personId, and(ne(visits.onDate, date), gt(visits.onDate, today)));
}

/** Calls off every visit of a person to this group that is still to come; conveners who count on one are told. */
export async function callOffComing(inside: Inside, personId: string): Promise<void> {
  const today = calendarDayIn(inside.now, inside.services.town.timeZone);
  await callOffThose(inside, personId, gte(visits.onDate, today));
}

async function callOffThose(inside: Inside, personId: string, which: SQL | undefined): Promise<void> {
  const { tx, group } = inside;
  const expected = and(
    eq(visits.groupId, group.id),
    eq(visits.personId, personId),
    inArray(visits.state, ['asked', 'arranged']),
  );
  const those = await tx.select().from(visits).where(and(expected, which));
  for (const visit of those) await callOff(inside, visit);
}

async function callOff(inside: Inside, visit: VisitRow): Promise<void> {
  const { tx, now } = inside;
  await tx.update(visits).set({ state: 'cancelled', changedAt: now }).where(eq(visits.id, visit.id));
  if (visit.state === 'arranged') await tellConveners(inside, visit, 'visit-off');
}

async function insertVisit(
  { tx, group, now }: Inside,
  { personId, date }: Wanted,
  purpose: Purpose,
): Promise<VisitRow> {
  const state = group.placeIsPublic ? 'arranged' : 'asked';
  const [row] = await tx
    .insert(visits)
    .values({ groupId: group.id, personId, onDate: date, state, createdAt: now, changedAt: now, ...purpose })
    .returning();
  if (!row) throw new Error('the visit was not kept');
  return row;
}

async function findVisit(
  { tx, group }: Inside,
  personId: string,
  date: CalendarDay,
): Promise<VisitRow | undefined> {
  const [row] = await tx
    .select()
    .from(visits)
    .where(
      and(
        eq(visits.groupId, group.id),
        eq(visits.personId, personId),
        eq(visits.onDate, date),
        inArray(visits.state, ['asked', 'arranged']),
      ),
    );
  return row;
}

/** A convener says yes or no to a visit that was asked for. Again: nothing changes. */
export function answerVisit(services: MemberServices, actor: Actor, visitId: string, yes: boolean): Result {
  return onVisit(services, actor, visitId, async (inside, visit) => {
    const state = yes ? 'arranged' : 'declined';
    if (!inside.may('answer-visit')) return refused('not-allowed');
    if (visit.state === state) return done({ visitId, state });
    if (visit.state !== 'asked') return refused('no-such-visit');
    await inside.tx.update(visits).set({ state, changedAt: inside.now }).where(eq(visits.id, visitId));
    if (yes) await tellVisitor(inside, visit, null);
    else await tellDeclined(inside, visit);
    return done({ visitId, state });
  });
}

/** The visitor calls it off, without a reason; the conveners, who count on them, are told. Again: nothing changes. */
export function cancelVisit(services: MemberServices, actor: Actor, visitId: string): Result {
  return onVisit(services, actor, visitId, async (inside, visit) => {
    if (!inside.may('cancel-visit', visit.personId)) return refused('not-allowed');
    if (visit.state === 'cancelled') return done({ visitId, state: 'cancelled' });
    await callOff(inside, visit);
    return done({ visitId, state: 'cancelled' });
  });
}

async function onVisit(
  services: MemberServices,
  actor: Actor,
  visitId: string,
  work: (inside: Inside, visit: VisitRow) => Result,
): Result {
  const [found] = await services.db
    .select({ groupId: visits.groupId })
    .from(visits)
    .where(eq(visits.id, visitId));
  if (!found) return refused('no-such-visit');
  return inGroup(services, found.groupId, actor, async (inside) => {
    const [visit] = await inside.tx.select().from(visits).where(eq(visits.id, visitId));
    if (!visit || visit.onDate < addDays(inside.now.toISOString().slice(0, 10), -1))
      return refused<MembershipRefusal>('no-such-visit');
    return work({ ...inside, services }, visit);
  });
}
