import { daysCovered } from '#lib/calendar-day.ts';
import { ease, type Ease } from './ease.ts';
import { needsConfirmation } from './measure.ts';
import type { Audience, LinePoint, MeasureView, ReportSummary } from './report-view.ts';
import { keepsFigures } from './report-view.ts';
import { yOf, type TrajectoryReport } from './series.ts';
import { groupFigure, type Basis, type LedgerEntry } from './totals.ts';
import { reportsNeeded, trajectory, windowSize, type Trajectory } from './trajectory.ts';
import { daysPerMonth } from './window-figure.ts';

/** A group's measure with everything its impact page tells. */
export interface MeasureImpact {
  measure: MeasureView;
  baseline: number | null;
  target: number | null;
  /** Whether the group has stopped counting it. */
  ended: boolean;
  /** The rest is empty where the figures of a sensitive measure are kept to the group. */
  figuresKept: boolean;
  trajectory: Trajectory | null;
  /** The reports under the present definition that the trajectory is told from, oldest first. */
  line: LinePoint[];
  /** Sum, pooled share, or latest value, of all the group's reports. */
  figure: { basis: Basis; value: number; cases: number; reports: number } | null;
  /** Over the latest six reports, for the group, and for all if it wants to show it. */
  ease: Ease | null;
}

export interface ChosenMeasureView {
  measure: MeasureView;
  baseline: number | null;
  target: number | null;
  ended: boolean;
}

/**
 * What a group's own reports say about one of its measures. `reports` are the group's, newest amendments,
 * with their figures; results another group reported and shared are not among them.
 */
export function measureImpact(
  chosen: ChosenMeasureView,
  reports: readonly ReportSummary[],
  reader: { audience: Audience; showsEase: boolean },
): MeasureImpact {
  const { measure } = chosen;
  if (keepsFigures(measure, reader.audience)) {
    return { ...chosen, figuresKept: true, trajectory: null, line: [], figure: null, ease: null };
  }
  const standing = reports.filter((report) => report.measureId === measure.id && !report.withdrawn);
  const told = standing.flatMap((report) => toPoint(measure, report));
  const series = told.map(({ point }) => point);
  const seesEase = reader.audience === 'group' || reader.showsEase;
  return {
    ...chosen,
    figuresKept: false,
    trajectory: trajectory(measure, series),
    line: lineOf(measure, told),
    figure: groupFigure(measure, standing.map(toEntry)),
    ease: seesEase ? ease(measure.kind, latestEfforts(standing)) : null,
  };
}

interface Told {
  reportId: string;
  point: TrajectoryReport;
}

function toPoint(measure: MeasureView, report: ReportSummary): Told[] {
  const { periodStart, periodEnd } = report.figures;
  const figure = needsConfirmation(measure) ? report.confirmed : report.figures;
  if (figure?.value == null) return [];
  const point = {
    periodStart,
    periodEnd,
    definition: report.definition,
    result: figure.value,
    cases: figure.cases,
  };
  return [{ reportId: report.id, point }];
}

function lineOf(measure: MeasureView, told: readonly Told[]): LinePoint[] {
  const months = measure.seasonMonths;
  const shown = told
    .filter(({ point }) => point.definition === measure.definition)
    .filter(({ point }) => months === null || months.includes(Number(point.periodEnd.slice(5, 7))))
    .sort((a, b) => (a.point.periodEnd < b.point.periodEnd ? -1 : 1));
  const latestFrom = Math.max(reportsNeeded, shown.length) - windowSize;
  return shown.map(({ reportId, point }, index) => ({
    reportId,
    periodEnd: point.periodEnd,
    y: shownY(measure, point),
    window: index < windowSize ? 'first' : index >= latestFrom ? 'latest' : null,
  }));
}

function shownY(measure: MeasureView, point: TrajectoryReport): number {
  const days = daysCovered(point.periodStart, point.periodEnd);
  const y = yOf(measure.kind, { days, result: point.result, cases: point.cases ?? 0 });
  return measure.kind === 'count' ? y * daysPerMonth : y;
}

function latestEfforts(standing: readonly ReportSummary[]) {
  return [...standing]
    .sort((a, b) => (a.figures.periodEnd < b.figures.periodEnd ? -1 : 1))
    .slice(-windowSize)
    .map(({ figures }) => ({ result: figures.value, hours: figures.hours, money: figures.money }));
}

function toEntry(report: ReportSummary): LedgerEntry {
  const { periodEnd, value, cases } = report.figures;
  const { groupId, focusId, neighborhoodId, postedAt, confirmed, withdrawn } = report;
  const where = { groupId, focusId, neighborhoodId, measureId: report.measureId ?? '', ownArea: true };
  return { reportId: report.id, ...where, periodEnd, postedAt, value, cases, confirmed, withdrawn };
}
