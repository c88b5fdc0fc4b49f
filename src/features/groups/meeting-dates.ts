import { addDays, calendarDayIn, daysBetween, type CalendarDay } from '#lib/calendar-day.ts';
import { instantOf, type ClockTime } from '#lib/zoned-time.ts';
import type { PartOfDay, Rhythm } from './groups.ts';

/** A date of the rhythm that is skipped, or moved to another day or hour. */
export interface MeetingChange {
  /** The day on which the group would meet by its rhythm. */
  readonly onDate: CalendarDay;
  /** The day it meets instead; null: it does not meet. */
  readonly movedTo: CalendarDay | null;
  /** Null: at the usual time. */
  readonly movedToTime: ClockTime | null;
}

/** When a group meets, as far as it has said. */
export interface MeetingPlan {
  readonly rhythm: Rhythm | null;
  /** ISO weekday, 1 Monday to 7 Sunday. */
  readonly weekday: number | null;
  readonly secondWeekday: number | null;
  /** In the town's time zone. */
  readonly startsAt: ClockTime | null;
  readonly firstMeetingOn: CalendarDay | null;
  readonly restingUntil: CalendarDay | null;
  readonly closedAt: Date | null;
  /** Dates that are skipped or moved; whoever proposes a date must have read them (`withChanges`). */
  readonly changes: readonly MeetingChange[];
}

/** One meeting that follows from a plan. */
export interface PlannedMeeting {
  readonly day: CalendarDay;
  /** On the town's clock; null while the group has named no hour. */
  readonly startsAt: ClockTime | null;
  /** The day it would be on by the rhythm; the same as `day` unless it was moved. */
  readonly rhythmDay: CalendarDay;
}

/** A Monday far back, from which fortnights count when a group named no first meeting. */
const anyMonday = '1970-01-05';
/** How far ahead dates are looked for, in days. */
const horizonDays = 400;

/** The part of the day a meeting at `time` falls into: morning until noon, evening from six. */
export function partOfDayAt(time: ClockTime): PartOfDay {
  if (time < '12:00') return 'morning';
  return time < '18:00' ? 'afternoon' : 'evening';
}

/** ISO weekday of a day, 1 Monday to 7 Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The Monday of a day's week. */
export function mondayOf(day: CalendarDay): CalendarDay {
  return addDays(day, 1 - weekdayOf(day));
}

/** Whether `day` is one of the rhythm's: the first meeting, and then as it says; never while the group rests. */
export function inRhythm(plan: Omit<MeetingPlan, 'changes'>, day: CalendarDay): boolean {
  if (isAway(plan, day)) return false;
  if (day === plan.firstMeetingOn) return true;
  if (plan.firstMeetingOn !== null && day < plan.firstMeetingOn) return false;
  if (plan.rhythm === 'daily') return true;
  const weekday = weekdayOf(day);
  if (plan.rhythm === 'twice-weekly') return weekday === plan.weekday || weekday === plan.secondWeekday;
  if (weekday !== plan.weekday) return false;
  return plan.rhythm === 'weekly' || (plan.rhythm === 'fortnightly' && isOwnFortnight(plan, day));
}

function isAway(plan: Pick<MeetingPlan, 'restingUntil' | 'closedAt'>, day: CalendarDay): boolean {
  return plan.closedAt !== null || (plan.restingUntil !== null && day < plan.restingUntil);
}

function isOwnFortnight(plan: Pick<MeetingPlan, 'firstMeetingOn'>, day: CalendarDay): boolean {
  const weeks = daysBetween(mondayOf(plan.firstMeetingOn ?? anyMonday), mondayOf(day)) / 7;
  return weeks % 2 === 0;
}

/**
 * The meetings from `from` to `to`, both included, soonest first and at most one a day: the rhythm's days without
 * those that are skipped or moved, and the days they are moved to. A change stands as long as its day is one of the
 * rhythm's: when the group meets on another weekday from now on, what it had skipped before means nothing any more.
 */
export function meetingsBetween(plan: MeetingPlan, from: CalendarDay, to: CalendarDay): PlannedMeeting[] {
  const changed = new Map(plan.changes.map((change) => [change.onDate, change]));
  const found = new Map<CalendarDay, PlannedMeeting>();
  for (const { onDate, movedTo, movedToTime } of plan.changes) {
    if (movedTo === null || movedTo < from || movedTo > to) continue;
    if (inRhythm(plan, onDate) && !isAway(plan, movedTo))
      found.set(movedTo, { day: movedTo, startsAt: movedToTime ?? plan.startsAt, rhythmDay: onDate });
  }
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (changed.has(day) || found.has(day) || !inRhythm(plan, day)) continue;
    found.set(day, { day, startsAt: plan.startsAt, rhythmDay: day });
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The meeting on a day; null when the group does not meet then. */
export function meetingOn(plan: MeetingPlan, day: CalendarDay): PlannedMeeting | null {
  return meetingsBetween(plan, day, day)[0] ?? null;
}

/** Whether the group meets on `day`. */
export function meetsOn(plan: MeetingPlan, day: CalendarDay): boolean {
  return meetingOn(plan, day) !== null;
}

/** The instant at which a meeting begins; null while its hour is not known. */
export function beginsAt({ day, startsAt }: PlannedMeeting, timeZone: string): Date | null {
  return startsAt === null ? null : instantOf(day, startsAt, timeZone);
}

/**
 * The next `count` meetings, soonest first; fewer when the group has said less. Today's counts until it begins;
 * without a known time, today is too late to plan for.
 */
export function upcomingMeetings(
  plan: MeetingPlan,
  now: Date,
  timeZone: string,
  count: number,
): PlannedMeeting[] {
  const today = calendarDayIn(now, timeZone);
  const ahead: PlannedMeeting[] = [];
  // In steps, so that the next four dates of a weekly group do not take a year of days.
  const begin = [plan.firstMeetingOn, plan.restingUntil].reduce<CalendarDay>(
    (latest, day) => (day !== null && day > latest ? day : latest),
    today,
  );
  const earliestMove = plan.changes.some(({ movedTo }) => movedTo !== null && movedTo < begin);
  let from = earliestMove ? today : begin;
  const last = addDays(begin, horizonDays);
  while (ahead.length < count && from <= last) {
    const to = addDays(from, 31);
    ahead.push(...meetingsBetween(plan, from, to).filter((meeting) => isAhead(meeting, now, timeZone)));
    from = addDays(to, 1);
  }
  return ahead.slice(0, count);
}

function isAhead(meeting: PlannedMeeting, now: Date, timeZone: string): boolean {
  const begins = beginsAt(meeting, timeZone);
  return begins === null ? meeting.day > calendarDayIn(now, timeZone) : begins > now;
}

/** The days of the next `count` meetings. */
export function nextMeetings(plan: MeetingPlan, now: Date, timeZone: string, count: number): CalendarDay[] {
  return upcomingMeetings(plan, now, timeZone, count).map(({ day }) => day);
}
