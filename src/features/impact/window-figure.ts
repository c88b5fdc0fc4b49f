import type { CalendarDay } from '#lib/calendar-day.ts';
import type { MeasureKind } from './measure.ts';
import type { Point } from './series.ts';

/** Mean length of a month in days, for “31 a month”. */
export const daysPerMonth = 365.25 / 12;

/** What a window of reports comes to, in the words of its kind. */
export interface WindowFigure {
  from: CalendarDay;
  to: CalendarDay;
  /** Count: a month's worth at the window's pace. Level and never: the mean. Share: pooled n/d, 0 to 1. */
  value: number;
  /** Σ of results (n, for a share). */
  result: number;
  /** Σ of cases (d) of a share; else 0. */
  cases: number;
  days: number;
}

/** The figure of a window with at least one point. A share is pooled, never a mean of shares. */
export function windowFigure(kind: MeasureKind, points: readonly Point[]): WindowFigure {
  const sum = (pick: (point: Point) => number) => points.reduce((total, point) => total + pick(point), 0);
  const result = sum((point) => point.result);
  const cases = sum((point) => point.cases);
  const days = sum((point) => point.days);
  const starts = points.map((point) => point.start).sort();
  const value =
    kind === 'count'
      ? (result / days) * daysPerMonth
      : kind === 'share'
        ? result / cases
        : result / points.length;
  return { from: starts[0] ?? '', to: points.at(-1)?.end ?? '', value, result, cases, days };
}
