import { meetingsBetween, mondayOf, type MeetingPlan } from '#features/groups/meeting-dates.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';

/** Of how many of its latest weeks a group's rhythm is told. */
export const weeksTold = 12;
/** With fewer, nothing is told: a rhythm needs a few weeks to be one. */
const weeksNeeded = 3;
/** How far back signs of meetings are looked for: twelve fortnights, and some that were skipped. */
export const keptDays = 196;

/** “Met 9 of the last 12”. */
export interface KeptRhythm {
  readonly met: number;
  readonly of: number;
}

/**
 * How a group kept its rhythm over its latest twelve weeks, or fortnights, in which it meant to meet. A week is met when
 * a meeting was noted in it or a report's period ends in it. Weeks that were skipped beforehand, those before the first
 * meeting or before the end of the latest rest are not counted at all, and the present week only once it is met.
 * @param signs days of meetings that were noted, and last days of standing reports
 * @returns null while fewer than three weeks can be told, and for groups that rest, closed or have no rhythm
 */
export function keptRhythm(
  plan: MeetingPlan,
  signs: readonly CalendarDay[],
  { since, today }: { since: CalendarDay; today: CalendarDay },
): KeptRhythm | null {
  if (plan.rhythm === null || plan.closedAt) return null;
  if (plan.restingUntil !== null && plan.restingUntil > today) return null;
  const earliest = addDays(today, -keptDays);
  const weeks = plannedWeeks(plan, since > earliest ? since : earliest, today);
  const thisWeek = mondayOf(today);
  const told = weeks
    .map((week, index) => ({ week, met: isMet(week, weeks[index + 1], signs) }))
    .filter(({ week, met }) => week < thisWeek || met)
    .slice(-weeksTold);
  if (told.length < weeksNeeded) return null;
  return { met: told.filter(({ met }) => met).length, of: told.length };
}

/** Mondays of the weeks in which the group meant to meet, the present one included. */
function plannedWeeks(plan: MeetingPlan, from: CalendarDay, today: CalendarDay): CalendarDay[] {
  const sunday = addDays(mondayOf(today), 6);
  return [...new Set(meetingsBetween(plan, from, sunday).map(({ day }) => mondayOf(day)))];
}

/** A week lasts until the next one in which the group meant to meet, so that a fortnight is one. */
function isMet(week: CalendarDay, next: CalendarDay | undefined, signs: readonly CalendarDay[]): boolean {
  return signs.some((day) => day >= week && (next === undefined || day < next));
}
