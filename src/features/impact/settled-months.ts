import { addDays, type CalendarDay, type CalendarMonth } from '#lib/calendar-day.ts';

/**
 * The months whose figures no longer grow by themselves: over, and, where results are confirmed later, long enough ago.
 * A line drawn through the others would fall at its end whatever a town does.
 */
export function settledMonths<Month extends { month: CalendarMonth }>(
  months: readonly Month[],
  confirmAfterDays: number | null,
  today: CalendarDay,
): Month[] {
  return months.filter(({ month }) => addDays(firstDayAfter(month), confirmAfterDays ?? 0) <= today);
}

function firstDayAfter(month: CalendarMonth): CalendarDay {
  return `${addDays(`${month}-01`, 31).slice(0, 7)}-01`;
}
