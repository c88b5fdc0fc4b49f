import { addDays, type CalendarDay } from '#lib/calendar-day.ts';

/** `day` itself or the next day that falls on an ISO weekday. */
export function nextWeekday(day: CalendarDay, weekday: number): CalendarDay {
  const iso = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return addDays(day, (weekday - iso + 7) % 7);
}
