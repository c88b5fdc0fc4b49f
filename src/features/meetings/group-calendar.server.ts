import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { meetingsBetween, type PlannedMeeting } from '#features/groups/meeting-dates.ts';
import { changesSince, planColumns, planOf } from '#features/groups/meeting-plan.server.ts';
import { isPublic, publicColumns } from '#features/groups/public-groups.server.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { calendarDays } from './calendar.server.ts';

/** What the public calendar of a group is made of. */
export interface GroupDates {
  readonly id: string;
  readonly name: string;
  readonly neighborhoodId: string;
  readonly focusId: string | null;
  /** Null unless it is a public venue. */
  readonly place: string | null;
  /** Without an hour unless the group shows its exact time. */
  readonly meetings: readonly PlannedMeeting[];
}

/** The public dates of a group's next half year; null when there is no such group that is public. One query. */
export async function findGroupDates(
  db: Queryable,
  slug: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<GroupDates | null> {
  const today = calendarDayIn(now, timeZone);
  const [found] = await db
    .select({
      id: groups.id,
      name: groups.name,
      neighborhoodId: groups.neighborhoodId,
      focusId: groups.focusId,
      place: publicColumns.place,
      showsExactTime: groups.showsExactTime,
      plan: planColumns,
      changes: changesSince(today),
    })
    .from(groups)
    .where(and(eq(groups.slug, slug), isPublic()));
  if (!found) return null;
  const { plan, changes, showsExactTime, ...group } = found;
  const meetings = meetingsBetween(planOf(plan, changes), today, addDays(today, calendarDays));
  return {
    ...group,
    meetings: showsExactTime ? meetings : meetings.map((meeting) => ({ ...meeting, startsAt: null })),
  };
}
