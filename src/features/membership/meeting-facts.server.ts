import { eq } from 'drizzle-orm';
import { groupPlaces } from '#db/schema/index.ts';
import type { Rhythm } from '#features/groups/groups.ts';
import { nextMeetings } from '#features/groups/meeting-dates.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
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

/** The next day on which the group meets; null when it has not said, rests or is closed. */
export function nextMeetingOf({ group, now, services }: Inside): CalendarDay | null {
  const plan = { ...group, rhythm: group.rhythm as Rhythm | null };
  return nextMeetings(plan, now, services.town.timeZone, 1)[0] ?? null;
}
