import { and, count, eq, lt } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { checkIns } from '#db/schema/index.ts';
import { asMember, type GroupRow, type GroupServices } from '#features/groups/in-group.server.ts';
import { nextMeetings } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { type CheckInView, fewestShown, mostKept, shuffled } from './check-ins.ts';

export type CheckInRefusal = 'no-such-group' | 'not-allowed' | 'switched-off' | 'no-meeting' | 'enough';

type Plan = Pick<
  GroupRow,
  | 'id'
  | 'rhythm'
  | 'weekday'
  | 'secondWeekday'
  | 'startsAt'
  | 'firstMeetingOn'
  | 'restingUntil'
  | 'closedAt'
  | 'typedCheckIn'
>;

async function meetingAhead(
  db: Queryable,
  group: Plan,
  now: Date,
  timeZone: string,
): Promise<CalendarDay | null> {
  const plan = await findPlan(db, group, calendarDayIn(now, timeZone));
  return nextMeetings(plan, now, timeZone, 1)[0] ?? null;
}

/**
 * Keeps how somebody arrives, for their group's next meeting. Neither who wrote it nor when is kept, and the rate limits,
 * which remember people, are not asked. Sent twice with the same `key`, it is kept once.
 */
export function leaveCheckIn(
  services: GroupServices,
  actor: Actor,
  left: { readonly key: string; readonly group: string; readonly words: string },
): Promise<Outcome<{ slug: string }, CheckInRefusal>> {
  return asMember<{ slug: string }, CheckInRefusal>(
    services,
    left.group,
    actor,
    'check-in',
    async ({ tx, group, now }) => {
      if (!group.typedCheckIn) return refused('switched-off');
      const forDate = await meetingAhead(tx, group, now, services.town.timeZone);
      if (forDate === null) return refused('no-meeting');
      const [kept] = await tx
        .select({ count: count() })
        .from(checkIns)
        .where(and(eq(checkIns.groupId, group.id), eq(checkIns.forDate, forDate)));
      if ((kept?.count ?? 0) >= mostKept) return refused('enough');
      await tx
        .insert(checkIns)
        .values({ id: left.key, groupId: group.id, forDate, words: left.words })
        .onConflictDoNothing();
      return done({ slug: group.slug });
    },
  );
}

/**
 * What a member may read now: nothing before the day of the meeting and nothing while fewer than `fewestShown` wrote;
 * then everything at once, shuffled anew each time.
 */
export async function readCheckIns(
  db: Queryable,
  group: Plan,
  at: { readonly now: Date; readonly timeZone: string; readonly random: () => number },
): Promise<CheckInView> {
  if (!group.typedCheckIn) return { state: 'off' };
  const today = calendarDayIn(at.now, at.timeZone);
  const rows = await db
    .select({ words: checkIns.words })
    .from(checkIns)
    .where(and(eq(checkIns.groupId, group.id), eq(checkIns.forDate, today)));
  if (rows.length >= fewestShown) {
    const words = shuffled(rows, at.random).map((row) => row.words);
    return { state: 'shown', forDate: today, words };
  }
  const forDate = await meetingAhead(db, group, at.now, at.timeZone);
  if (rows.length > 0 || forDate === today) return { state: 'too-few', forDate: today };
  return forDate === null ? { state: 'no-date' } : { state: 'not-yet', forDate };
}

/** Forgets what was typed for meetings before `today`, in every group or in one. */
export async function forgetCheckIns(db: Queryable, today: CalendarDay, groupId?: string): Promise<void> {
  const ofGroup = groupId === undefined ? undefined : eq(checkIns.groupId, groupId);
  await db.delete(checkIns).where(and(lt(checkIns.forDate, today), ofGroup));
}

/** The same every few minutes, should nobody open a meeting. */
export function sweepCheckIns({ db, now, town }: GroupServices): Promise<void> {
  return forgetCheckIns(db, calendarDayIn(now(), town.timeZone));
}

/** Forgets everything that was typed, for whatever day. */
export async function forgetEveryCheckIn(db: Queryable): Promise<void> {
  await db.delete(checkIns);
}
