import type { LineMark } from '#features/impact/report-view.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import type { TakenUp } from './approach-view.ts';

/** Approaches that a group took up, as marks on its line: when it did, never what it caused. */
export function marksOfTaken(taken: readonly TakenUp[], timeZone: string): LineMark[] {
  return taken.map(({ approach, adoptedAt }) => ({
    day: calendarDayIn(adoptedAt, timeZone),
    title: approach.title,
    lang: approach.lang,
    path: `/approaches/${approach.slug}/`,
  }));
}
