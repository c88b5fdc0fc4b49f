import ical from 'ical-generator';
import { beginsAt, type PlannedMeeting } from '#features/groups/meeting-dates.ts';
import { addDays } from '#lib/calendar-day.ts';

/** How far ahead calendars tell, in days: half a year. */
export const calendarDays = 183;

/** How long a meeting is taken to last, in minutes. */
export const supposedMinutes = 90;

/** One entry of a calendar. */
export interface CalendarEntry {
  readonly groupId: string;
  readonly meeting: PlannedMeeting;
  readonly title: string;
  readonly url: string;
  readonly place: string | null;
  /** That its end is supposed. */
  readonly note: string;
}

interface Calendar {
  readonly name: string;
  readonly lang: string;
  readonly siteUrl: string;
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * An iCalendar file (RFC 5545) of single events, one a meeting, so that skipped and moved dates are right in every
 * program. A meeting with an hour begins at that instant in UTC, which no program's table of time zones can get wrong;
 * one without is a whole day. No group says how long it meets, and programs draw a meeting without an end as no time at all:
 * it is given `supposedMinutes`, and the entry says that this is supposed. An entry keeps its UID when it is moved.
 */
export function calendarFile(entries: readonly CalendarEntry[], calendar: Calendar): string {
  const { name, lang, siteUrl, timeZone, now } = calendar;
  const file = ical({ name, prodId: { company: 'Commonward', product: 'Commonward', language: lang } });
  file.x('X-WR-TIMEZONE', timeZone);
  file.ttl(6 * 3600);
  for (const { groupId, meeting, title, url, place, note } of entries) {
    const begins = beginsAt(meeting, timeZone);
    const id = `${groupId}-${meeting.rhythmDay}@${new URL(siteUrl).hostname}`;
    const event = file.createEvent({
      ...{ id, summary: title, url, stamp: now },
      ...(begins
        ? { start: begins, end: new Date(begins.getTime() + supposedMinutes * 60_000), description: note }
        : {
            allDay: true,
            start: new Date(`${meeting.day}T00:00:00Z`),
            end: new Date(`${addDays(meeting.day, 1)}T00:00:00Z`),
          }),
    });
    if (place !== null) event.location(place);
  }
  return file.toString();
}
