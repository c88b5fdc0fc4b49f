import { eq } from 'drizzle-orm';
import { groupPlaces } from '#db/schema/index.ts';
import { type PlannedMeeting, upcomingMeetings } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import { type CalendarDay, calendarDayIn } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import type { Inside } from './places.server.ts';

/** Day and, where it is known, the hour, as they are said in `lang`. */
export function whenText(date: CalendarDay, startsAt: string | null, timeZone: string, lang: string): string {
  if (startsAt === null)
    return new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeZone: 'UTC' }).format(
      new Date(`${date}T00:00:00Z`),
    );
  return new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(
    instantOf(date, startsAt, timeZone),
  );
}

/** Where the group meets, as exactly as its members know it; null when it has not said. */
export async function placeOf({ tx, group }: Inside): Promise<string | null> {
  const [exact] = await tx
    .select({ place: groupPlaces.exactPlace })
    .from(groupPlaces)
    .where(eq(groupPlaces.groupId, group.id));
  return exact?.place ?? group.place;
}

/** The group's next meeting; null when it has not said, rests or is closed. */
export async function nextMeetingOf({ tx, group, now, services }: Inside): Promise<PlannedMeeting | null> {
  const { timeZone } = services.town;
  const plan = await findPlan(tx, group, calendarDayIn(now, timeZone));
  return upcomingMeetings(plan, now, timeZone, 1)[0] ?? null;
}
