import { and, eq, gte, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, meetingChanges } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { Rhythm } from './groups.ts';
import type { MeetingChange, MeetingPlan } from './meeting-dates.ts';

type PlanRow = Pick<
  typeof groups.$inferSelect,
  'weekday' | 'secondWeekday' | 'startsAt' | 'firstMeetingOn' | 'restingUntil' | 'closedAt'
> & { readonly rhythm: string | null };

/** The columns of a group that its dates follow from. */
export const planColumns = {
  rhythm: groups.rhythm,
  weekday: groups.weekday,
  secondWeekday: groups.secondWeekday,
  startsAt: groups.startsAt,
  firstMeetingOn: groups.firstMeetingOn,
  restingUntil: groups.restingUntil,
  closedAt: groups.closedAt,
};

/** A group's changed dates from `since` on, as a column of a query on groups. */
export function changesSince(since: CalendarDay) {
  return sql<MeetingChange[]>`(
    select coalesce(json_agg(json_build_object(
      'onDate', c.on_date, 'movedTo', c.moved_to, 'movedToTime', c.moved_to_time)), '[]')
    from ${meetingChanges} c
    where c.group_id = groups.id and (c.on_date >= ${since}::date or c.moved_to >= ${since}::date))`;
}

/** A group's changed dates from `since` on. */
export function findChanges(db: Queryable, groupId: string, since: CalendarDay): Promise<MeetingChange[]> {
  return db
    .select({
      onDate: meetingChanges.onDate,
      movedTo: meetingChanges.movedTo,
      movedToTime: meetingChanges.movedToTime,
    })
    .from(meetingChanges)
    .where(
      and(
        eq(meetingChanges.groupId, groupId),
        or(gte(meetingChanges.onDate, since), gte(meetingChanges.movedTo, since)),
      ),
    );
}

/** A group's plan from its row and its changed dates. */
export function planOf(group: PlanRow, changes: readonly MeetingChange[]): MeetingPlan {
  const { weekday, secondWeekday, startsAt, firstMeetingOn, restingUntil, closedAt } = group;
  const rhythm = group.rhythm as Rhythm | null;
  return { rhythm, weekday, secondWeekday, startsAt, firstMeetingOn, restingUntil, closedAt, changes };
}

/** A group's plan, its changed dates read. One query. */
export async function findPlan(
  db: Queryable,
  group: PlanRow & { readonly id: string },
  since: CalendarDay,
): Promise<MeetingPlan> {
  return planOf(group, await findChanges(db, group.id, since));
}
