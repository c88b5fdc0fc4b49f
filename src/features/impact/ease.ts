import { exactSum } from '#lib/exact-sum.ts';
import type { MeasureKind } from './measure.ts';

/** What one report says it took. Null where it is not stated; `result` null for “nothing to count this time”. */
export interface EffortReport {
  result: number | null;
  hours: number | null;
  money: number | null;
}

/** Result per hour and per unit of money over a window; null where it cannot be said. */
export interface Ease {
  perHour: number | null;
  perMoney: number | null;
  hours: number | null;
  money: number | null;
}

/**
 * Σ result / Σ hours (and / Σ money) over a window: never a mean of ratios, and only when every report in it
 * states its hours (its money). A meeting with nothing to count still took its hours. Levels and measures
 * that are never added have no ease: a level is not made by the hour.
 */
export function ease(kind: MeasureKind, window: readonly EffortReport[]): Ease {
  const hours = statedSum(window.map((report) => report.hours));
  const money = statedSum(window.map((report) => report.money));
  const adds = kind === 'count' || kind === 'share';
  const counted = window.some((report) => report.result !== null);
  const result = adds && counted ? exactSum(window.map((report) => report.result ?? 0)) : null;
  return { perHour: ratio(result, hours), perMoney: ratio(result, money), hours, money };
}

function statedSum(figures: readonly (number | null)[]): number | null {
  const stated = figures.filter((figure) => figure !== null);
  return stated.length === figures.length && stated.length > 0 ? exactSum(stated) : null;
}

function ratio(result: number | null, effort: number | null): number | null {
  return result === null || effort === null || effort <= 0 ? null : result / effort;
}
