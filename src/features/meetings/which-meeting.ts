import {
  meetingOn,
  meetingsBetween,
  type MeetingPlan,
  type PlannedMeeting,
  upcomingMeetings,
} from '#features/groups/meeting-dates.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';

/** For how long after it a meeting is still the one that is typed in, in days. */
const typedInDays = 7;

/**
 * The meeting that a group's page on the table is about: today's, whether it follows from the rhythm or something was
 * noted today already; else the last of the past week, to be typed in. Null when there was none.
 * @param noted days on which something was noted
 */
export function whichMeeting(
  plan: MeetingPlan,
  today: CalendarDay,
  noted: readonly CalendarDay[],
): CalendarDay | null {
  if (meetingOn(plan, today) !== null || noted.includes(today)) return today;
  const planned = meetingsBetween(plan, addDays(today, -typedInDays), today).map(({ day }) => day);
  const past = [...planned, ...noted].filter((day) => day >= addDays(today, -typedInDays) && day < today);
  return past.sort().at(-1) ?? null;
}

/** When the group sees each other again after the meeting of `date`, which may not have begun by the clock. */
export function seeYouOn(
  plan: MeetingPlan,
  date: CalendarDay,
  { now, timeZone }: { now: Date; timeZone: string },
): PlannedMeeting | null {
  return upcomingMeetings(plan, now, timeZone, 2).find(({ day }) => day > date) ?? null;
}
