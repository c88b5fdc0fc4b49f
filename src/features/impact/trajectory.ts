import type { Direction, Measure } from './measure.ts';
import { inSeason, pointsInOrder, yOf, type Point, type TrajectoryReport } from './series.ts';
import { windowFigure, type WindowFigure } from './window-figure.ts';

/** Reports in each window, and so twice as many before anything is said. */
export const windowSize = 6;
export const reportsNeeded = 2 * windowSize;
/** Of the 36 pairs, how many must favor the latest window; its mirror image is `clearlyLessAt`. */
export const clearlyBetterAt = 29;
export const clearlyLessAt = windowSize * windowSize - clearlyBetterAt;
/** Cases a share needs in each window. */
export const casesNeeded = 30;

export const trajectoryStates = ['clearly-better', 'no-clear-change', 'clearly-less', 'too-early'] as const;
export type TrajectoryState = (typeof trajectoryStates)[number];

export type Trajectory =
  | { state: 'too-early'; reports: number; needed: number }
  | {
      state: 'clearly-better' | 'clearly-less' | 'no-clear-change';
      /** Reports under the present definition (and in season). */
      reports: number;
      /** Pairs in which the latest window is better, ties half, of 36. */
      pairs: number;
      /** True when a share has too few cases for a verdict. */
      fewCases: boolean;
      first: WindowFigure;
      latest: WindowFigure;
    };

type TrajectoryMeasure = Pick<Measure, 'kind' | 'better' | 'definition' | 'seasonMonths'>;

/**
 * How a group's results compare with its own beginning: the one rule, used everywhere.
 *
 * y of a report is its result per day covered (count), its value (level, never) or n/d (share). B is the first
 * six reports under the present definition, C the latest six; they never overlap, so twelve are needed. S is
 * the number of the 36 pairs (one of B, one of C) in which C is better, a tie counting half: the Mann-Whitney
 * U. *Clearly better* is S ≥ 29 after this report and after the one before, *clearly less* S ≤ 7 likewise;
 * 29 is the one-sided 5 % point for six against six. A share also needs 30 cases in each window.
 *
 * Of a seasonal measure only reports that end in its season's months are compared, so that a season meets a
 * season. A new definition begins anew. Reports that end on one day each stand for that day's average, so that
 * their order cannot matter. Where results are confirmed later, pass the confirmed ones.
 *
 * Limits, measured by simulation on unchanged results: over 26 reports it calls 13 % of groups clearly better
 * at some time, over 52 about 24 %, because it is asked again at each report (comparing the mean of the latest
 * six with the first six without such a rule: 85 %). It assumes reports that do not lean on one another; a
 * slow drift in the weather looks like a change. It says nothing about causes, nor about size.
 *
 * Source: Mann & Whitney 1947, Ann. Math. Statist. 18, 50-60 (U ≤ 7 for n = m = 6, one-sided 5 %).
 */
export function trajectory(measure: TrajectoryMeasure, reports: readonly TrajectoryReport[]): Trajectory {
  const current = reports.filter((report) => report.definition === measure.definition);
  const points = inSeason(pointsInOrder(current), measure.seasonMonths);
  const now = compare(measure, points);
  if (now.state === 'too-early') return now;
  const before = compare(measure, points.slice(0, -1));
  const previous = before.state === 'too-early' ? null : before;
  return { ...now, state: verdict(now, previous) };
}

type Comparison = Exclude<Trajectory, { state: 'too-early' }>;

function verdict(now: Comparison, previous: Comparison | null): Comparison['state'] {
  if (!previous || now.fewCases || previous.fewCases) return 'no-clear-change';
  if (now.pairs >= clearlyBetterAt && previous.pairs >= clearlyBetterAt) return 'clearly-better';
  if (now.pairs <= clearlyLessAt && previous.pairs <= clearlyLessAt) return 'clearly-less';
  return 'no-clear-change';
}

function compare(measure: TrajectoryMeasure, points: readonly Point[]): Trajectory {
  if (points.length < reportsNeeded) {
    return { state: 'too-early', reports: points.length, needed: reportsNeeded };
  }
  const first = points.slice(0, windowSize);
  const latest = points.slice(-windowSize);
  return {
    state: 'no-clear-change',
    reports: points.length,
    pairs: favorablePairs(measure, first, latest),
    fewCases: measure.kind === 'share' && Math.min(casesIn(first), casesIn(latest)) < casesNeeded,
    first: windowFigure(measure.kind, first),
    latest: windowFigure(measure.kind, latest),
  };
}

/** How many of the pairs (one of `first`, one of `latest`) have the latest better, ties half. */
export function favorablePairs(
  measure: Pick<Measure, 'kind' | 'better'>,
  first: readonly Point[],
  latest: readonly Point[],
): number {
  const ofLatest = latest.map((point) => yOf(measure.kind, point));
  return first
    .map((point) => yOf(measure.kind, point))
    .flatMap((b) => ofLatest.map((c) => favor(measure.better, b, c)))
    .reduce((sum, pair) => sum + pair, 0);
}

/** 1 when c is better than b, ½ when they tie; a difference too small to have been counted is a tie. */
function favor(better: Direction, b: number, c: number): number {
  if (Math.abs(c - b) <= 1e-9 * Math.max(Math.abs(b), Math.abs(c))) return 0.5;
  return c > b === (better === 'more') ? 1 : 0;
}

/** Cases that the points of a window rest on. */
export function casesIn(window: readonly Point[]): number {
  return window.reduce((sum, point) => sum + point.cases, 0);
}
