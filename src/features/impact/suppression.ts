import { addDays, quarterEnd, type CalendarDay, type Quarter } from '#lib/calendar-day.ts';
import type { Measure } from './measure.ts';

/** People (or cases) below which a quarter of a sensitive measure is not told. */
export const smallestShownCell = 5;
/** Groups that must stand behind a published quarter, so that none can subtract itself and read another. */
export const groupsBehindCell = 3;
/** Days after a quarter (and its confirmations) until it is published, for late reports and corrections. */
export const publicationDelayDays = 28;

/** What the ledger holds for one sensitive measure, in the whole town, in one quarter, when it is published. */
export interface QuarterCell {
  value: number;
  /** The d of a share; else 0. */
  cases: number;
  groups: number;
}

export interface PublishedQuarter {
  value: number;
  cases: number;
}

/**
 * What is published of a sensitive measure's quarter: its figure, or null when it is hidden.
 *
 * A measure is sensitive when a small number would point at people. Four things keep a hidden quarter hidden:
 *
 * 1. Quarters of the whole town are the only outputs. No neighborhood, focus, month, group or report shows a
 *    figure, and no total over several quarters is ever formed. Published cells never overlap, so there is
 *    nothing to subtract one from another.
 * 2. One basis only: confirmed results where the measure is confirmed later, else claimed ones; their
 *    difference would be a small cell of its own. A share is shown only if both n and d - n are large enough.
 * 3. A quarter is decided once, after a delay for corrections, and stays as it was. Had amendments,
 *    withdrawals or late reports moved it, comparing yesterday's page with today's would tell that one report.
 * 4. At least three groups stand behind a shown quarter. Hidden says nothing else: none, one to four, and too
 *    few groups look the same.
 *
 * So any two ledgers that differ only in hidden cells give the same public outputs.
 */
export function publishQuarter(
  { kind, readAs }: Pick<Measure, 'kind' | 'readAs'>,
  cell: QuarterCell,
): PublishedQuarter | null {
  if (kind === 'never' || cell.groups < groupsBehindCell || cell.value < smallestShownCell) return null;
  const rest = cell.cases - cell.value;
  if (kind === 'share' && readAs === 'percent' && rest < smallestShownCell) return null;
  return { value: cell.value, cases: kind === 'share' ? cell.cases : 0 };
}

/** The first day on which a quarter is decided. */
export function publicationDay(quarter: Quarter, confirmAfterDays: number | null): CalendarDay {
  return addDays(quarterEnd(quarter), publicationDelayDays + (confirmAfterDays ?? 0));
}

/** The quarters from `first` on that are due for publication on `today`, oldest first. */
export function quartersDue(first: Quarter, confirmAfterDays: number | null, today: CalendarDay): Quarter[] {
  const due: Quarter[] = [];
  for (
    let quarter = first;
    publicationDay(quarter, confirmAfterDays) <= today;
    quarter = quarterAfter(quarter)
  ) {
    due.push(quarter);
  }
  return due;
}

export function quarterAfter(quarter: Quarter): Quarter {
  const year = Number(quarter.slice(0, 4));
  const number = Number(quarter.slice(6));
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
}
