import { beginsAt, type PlannedMeeting } from '#features/groups/meeting-dates.ts';
import { addDays, type CalendarDay, calendarDayIn } from '#lib/calendar-day.ts';
import { type ClockTime, instantOf } from '#lib/zoned-time.ts';

/** From this hour on, on the town's clock, mails about tomorrow and yesterday go out: nobody is woken. */
const mailHour: ClockTime = '10:00';
/** For how many days after a meeting a missing report is asked for, should nothing have run on the first. */
const askWithinDays = 3;

/** The days whose meetings are reminded of now: tomorrow from ten in the morning on, and today while they are ahead. */
export function daysAhead(now: Date, timeZone: string): CalendarDay[] {
  const today = calendarDayIn(now, timeZone);
  return now >= instantOf(today, mailHour, timeZone) ? [today, addDays(today, 1)] : [today];
}

/** The days whose meetings should have been reported by now: yesterday from ten in the morning on, and two before it. */
export function daysPast(now: Date, timeZone: string): CalendarDay[] {
  const today = calendarDayIn(now, timeZone);
  const latest = now >= instantOf(today, mailHour, timeZone) ? 1 : 2;
  return Array.from({ length: askWithinDays - latest + 1 }, (_, index) => addDays(today, -latest - index));
}

/** Whether a meeting is still ahead, as far as its hour is known. */
export function isAhead(meeting: PlannedMeeting, now: Date, timeZone: string): boolean {
  return (beginsAt(meeting, timeZone) ?? instantOf(meeting.day, '00:00', timeZone)) > now;
}

/** Whether nothing was reported on the day of a meeting or since: a group may begin, and report, before its hour. */
export function isUnreported(meeting: PlannedMeeting, lastReportAt: Date | null, timeZone: string): boolean {
  return lastReportAt === null || lastReportAt < instantOf(meeting.day, '00:00', timeZone);
}

/** Kinds of mails about meetings; each names the group's id first and, but for `quiet-ask`, the day of the meeting. */
export const meetingMails = ['meeting-soon', 'report-missing', 'quiet-ask'] as const;
export type MeetingMail = (typeof meetingMails)[number];

/** The key under which a mail about a meeting is made once a person. */
export function onceKeyOf(kind: MeetingMail, groupId: string, day: CalendarDay): string {
  return `${kind}:${groupId}:${day}`;
}

/** What `onceKeyOf` put together; null for any other key. */
export function readOnceKey(
  onceKey: string | null,
): { groupId: string; day: CalendarDay; personId: string } | null {
  const match = /^[a-z-]+:([0-9a-f-]{36}):(\d{4}-\d{2}-\d{2}):([0-9a-f-]{36})$/.exec(onceKey ?? '');
  const [, groupId, day, personId] = match ?? [];
  return groupId && day && personId ? { groupId, day, personId } : null;
}
