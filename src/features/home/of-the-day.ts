import { type CalendarDay, daysBetween } from '#lib/calendar-day.ts';

const firstDay = '1970-01-01';

/** Days since a fixed one: what turns with the days counts from here. */
const dayNumber = (day: CalendarDay): number => daysBetween(firstDay, day);

/** The one of these whose day it is; the next one tomorrow, each in its turn. */
export function ofTheDay<T>(items: readonly T[], day: CalendarDay): T | undefined {
  return items[dayNumber(day) % items.length];
}

/**
 * Where in a list of `total` the `shown` entries of a day begin; tomorrow those after them, so that each entry has
 * its day, whatever its name begins with.
 */
export function offsetOfTheDay(total: number, shown: number, day: CalendarDay): number {
  const turns = Math.max(1, Math.ceil(total / shown));
  return Math.max(0, Math.min((dayNumber(day) % turns) * shown, total - shown));
}
