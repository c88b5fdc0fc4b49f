import { daysCovered, type CalendarDay } from '#lib/calendar-day.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { groupBy } from '#lib/group-by.ts';
import type { MeasureKind } from './measure.ts';

/** One report as the trajectory reads it; only reports that count and state a result. */
export interface TrajectoryReport {
  periodStart: CalendarDay;
  periodEnd: CalendarDay;
  definition: number;
  result: number;
  /** Of how many, for a share; else null. */
  cases: number | null;
}

/** A report's place on the line; those that end on one day all stand at that day's average. */
export interface Point {
  start: CalendarDay;
  end: CalendarDay;
  /** Days covered. */
  days: number;
  result: number;
  cases: number;
}

/** The y of a point: result per day covered (count), value (level, never), n/d (share). */
export function yOf(kind: MeasureKind, point: Pick<Point, 'days' | 'result' | 'cases'>): number {
  if (kind === 'count') return point.result / point.days;
  if (kind === 'share') return point.cases > 0 ? point.result / point.cases : 0;
  return point.result;
}

/** The reports by their last day, the order within a day made meaningless by averaging it. */
export function pointsInOrder(reports: readonly TrajectoryReport[]): Point[] {
  const byDay = groupBy(reports, (report) => report.periodEnd);
  return [...byDay.keys()].sort().flatMap((end) => pointsOfDay(end, byDay.get(end) ?? []));
}

function pointsOfDay(end: CalendarDay, reports: readonly TrajectoryReport[]): Point[] {
  const average = (figures: number[]) => exactSum(figures) / reports.length;
  const start = reports.map((report) => report.periodStart).reduce((a, b) => (a < b ? a : b), end);
  const point = {
    start,
    end,
    days: average(reports.map((report) => daysCovered(report.periodStart, report.periodEnd))),
    result: average(reports.map((report) => report.result)),
    cases: average(reports.map((report) => report.cases ?? 0)),
  };
  return reports.map(() => point);
}

/** The points whose last day falls in one of the season's months (1-12); all of them without a season. */
export function inSeason(points: readonly Point[], seasonMonths: readonly number[] | null): Point[] {
  return points.filter(
    (point) => seasonMonths === null || seasonMonths.includes(Number(point.end.slice(5, 7))),
  );
}
