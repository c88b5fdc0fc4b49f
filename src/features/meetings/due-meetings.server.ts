import { and, eq, exists, isNull, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups, meetingChanges } from '#db/schema/index.ts';
import type { GroupRow } from '#features/groups/in-group.server.ts';
import { meetingOn, type PlannedMeeting, weekdayOf } from '#features/groups/meeting-dates.ts';
import { changesSince, planOf } from '#features/groups/meeting-plan.server.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { moveDaysMax } from './meetings.ts';

/** A meeting that a mail is about. */
export interface DueMeeting {
  readonly group: GroupRow;
  readonly exactPlace: string | null;
  readonly meeting: PlannedMeeting;
}

/** The groups that meet on a day, but for those that meet daily. The query finds those that may, the rule decides. One query. */
export async function findMeetingsOn(db: Queryable, day: CalendarDay): Promise<DueMeeting[]> {
  const weekday = weekdayOf(day);
  const movedHere = db
    .select({ one: sql`1` })
    .from(meetingChanges)
    .where(and(eq(meetingChanges.groupId, groups.id), eq(meetingChanges.movedTo, day)));
  const rows = await db
    .select({
      group: groups,
      exactPlace: groupPlaces.exactPlace,
      changes: changesSince(addDays(day, -moveDaysMax)),
    })
    .from(groups)
    .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
    .where(
      and(
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
        or(isNull(groups.rhythm), ne(groups.rhythm, 'daily')),
        or(
          eq(groups.weekday, weekday),
          eq(groups.secondWeekday, weekday),
          eq(groups.firstMeetingOn, day),
          exists(movedHere),
        ),
      ),
    );
  return rows.flatMap(({ group, exactPlace, changes }) => {
    const meeting = meetingOn(planOf(group, changes), day);
    return meeting ? [{ group, exactPlace, meeting }] : [];
  });
}
