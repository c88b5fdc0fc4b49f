import type { CalendarDay } from '#lib/calendar-day.ts';
import type { Measure } from './measure.ts';
import { inSeason, pointsInOrder, type TrajectoryReport } from './series.ts';
import {
  casesIn,
  casesNeeded,
  clearlyBetterAt,
  clearlyLessAt,
  favorablePairs,
  windowSize,
} from './trajectory.ts';
import { windowFigure, type WindowFigure } from './window-figure.ts';

export type BeforeAfter =
  | { state: 'too-early'; before: number; after: number }
  | {
      state: 'better-since' | 'less-since' | 'no-clear-change';
      before: WindowFigure;
      after: WindowFigure;
    };

/**
 * A group's last six reports until `day` beside its first six after it, by the count of pairs of the trajectory's
 * rule (`trajectory`): 29 of 36 in favor, or 7. Looked at once, five of a hundred groups whose results did not
 * change would seem better, and five less. It tells what came before and after, never what caused it.
 */
export function beforeAndAfter(
  measure: Pick<Measure, 'kind' | 'better' | 'definition' | 'seasonMonths'>,
  reports: readonly TrajectoryReport[],
  day: CalendarDay,
): BeforeAfter {
  const current = reports.filter((report) => report.definition === measure.definition);
  const points = inSeason(pointsInOrder(current), measure.seasonMonths);
  const before = points.filter(({ end }) => end <= day).slice(-windowSize);
  const after = points.filter(({ end }) => end > day).slice(0, windowSize);
  if (Math.min(before.length, after.length) < windowSize)
    return { state: 'too-early', before: before.length, after: after.length };
  const pairs = favorablePairs(measure, before, after);
  const fewCases = measure.kind === 'share' && Math.min(casesIn(before), casesIn(after)) < casesNeeded;
  const clear = pairs >= clearlyBetterAt ? 'better-since' : pairs <= clearlyLessAt ? 'less-since' : null;
  return {
    state: fewCases ? 'no-clear-change' : (clear ?? 'no-clear-change'),
    before: windowFigure(measure.kind, before),
    after: windowFigure(measure.kind, after),
  };
}
