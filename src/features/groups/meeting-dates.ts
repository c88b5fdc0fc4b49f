import { addDays, calendarDayIn, daysBetween, type CalendarDay } from '#lib/calendar-day.ts';
import { instantOf, type ClockTime } from '#lib/zoned-time.ts';
import type { PartOfDay, Rhythm } from './groups.ts';

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

/** Whether the group meets on `day`: its first meeting, and then as its rhythm says; never while it rests. */
export function meetsOn(plan: MeetingPlan, day: CalendarDay): boolean {
  if (plan.closedAt || (plan.restingUntil !== null && day < plan.restingUntil)) return false;
  if (day === plan.firstMeetingOn) return true;
  if (plan.firstMeetingOn !== null && day < plan.firstMeetingOn) return false;
  if (plan.rhythm === 'daily') return true;
  const weekday = weekdayOf(day);
  if (plan.rhythm === 'twice-weekly') return weekday === plan.weekday || weekday === plan.secondWeekday;
  if (weekday !== plan.weekday) return false;
  return plan.rhythm === 'weekly' || (plan.rhythm === 'fortnightly' && isOwnFortnight(plan, day));
}

function isOwnFortnight(plan: MeetingPlan, day: CalendarDay): boolean {
  const weeks = daysBetween(mondayOf(plan.firstMeetingOn ?? anyMonday), mondayOf(day)) / 7;
  return weeks % 2 === 0;
}

function mondayOf(day: CalendarDay): CalendarDay {
  return addDays(day, 1 - weekdayOf(day));
}

/**
 * The next `count` days on which the group meets, soonest first; fewer when it has said less. Today counts until
 * the meeting begins; without a known time, today is too late to plan for.
 */
export function nextMeetings(plan: MeetingPlan, now: Date, timeZone: string, count: number): CalendarDay[] {
  const today = calendarDayIn(now, timeZone);
  const stillToday = plan.startsAt !== null && instantOf(today, plan.startsAt, timeZone) > now;
  const earliest = stillToday ? today : addDays(today, 1);
  const begin = [earliest, plan.firstMeetingOn, plan.restingUntil]
    .filter((day) => day !== null)
    .reduce((latest, day) => (day > latest ? day : latest));
  const days: CalendarDay[] = [];
  for (let ahead = 0; ahead < horizonDays && days.length < count; ahead += 1) {
    const day = addDays(begin, ahead);
    if (meetsOn(plan, day)) days.push(day);
  }
  return days;
}
