import type { CalendarDay, CalendarMonth, Quarter } from '#lib/calendar-day.ts';
import type { Contribution, Basis, TrajectoryTally } from './totals.ts';
import type { MeasureView, ReportSummary } from './report-view.ts';

/** What part of the town, and of its time, figures are asked for. */
export interface TownFilter {
  /** First and last month, both included. */
  fromMonth?: CalendarMonth;
  toMonth?: CalendarMonth;
  focusId?: string;
  neighborhoodId?: string;
}

/** A filter for the list behind a figure. */
export interface ReportFilter extends TownFilter {
  groupId?: string;
}

export interface MonthFigure {
  month: CalendarMonth;
  value: number;
  cases: number;
  /** Reports with a figure that month. */
  reports: number;
}

/** A catalog measure's figure for the town: a sum, a sum of latest levels, or n of d. */
export interface TownTotal {
  measure: MeasureView;
  basis: Basis;
  value: number;
  cases: number;
  /** Reports the figure opens to. */
  reports: number;
  /** What was claimed, where the headline counts what was confirmed; else null. */
  claimed: { value: number; cases: number } | null;
  /** Oldest first; only months with reports. */
  months: MonthFigure[];
}

/** A sensitive measure: quarters of the whole town, null where a quarter is hidden. */
export interface SensitiveTotal {
  measure: MeasureView;
  quarters: { quarter: Quarter; value: number | null; cases: number | null }[];
}

export interface TownImpact {
  /** False until three groups have reported; then there are no figures at all. */
  shown: boolean;
  tally: TrajectoryTally | null;
  totals: TownTotal[];
  sensitive: SensitiveTotal[];
}

/**
 * A figure opened: the reports it is made of. Over all pages the contributions, and what is unlisted, add up to
 * `value` and `cases`.
 */
export interface OpenedTotal {
  basis: Basis;
  value: number;
  cases: number;
  /** How many reports there are on all pages. */
  count: number;
  /** Reports of groups that are not public count, and are shown only together; null when there are none. */
  unlisted: { reports: number; value: number; cases: number } | null;
  contributions: (Contribution & { report: ReportSummary })[];
}

/** A week's figure opened. Over all pages what the reports add, and what is unlisted, add up to `value` and `cases`. */
export interface OpenedWeek {
  /** How many public reports there are on all pages. */
  count: number;
  value: number;
  cases: number;
  /** Reports of groups that are not public, only together; null when there are none. */
  unlisted: { reports: number; value: number; cases: number } | null;
  reports: ReportSummary[];
}

/** Seven days of the town's calendar, today included, by when reports were posted; figures as claimed. */
export interface TownWeek {
  /** First day, and last. */
  from: CalendarDay;
  to: CalendarDay;
  reports: number;
  groups: number;
  figures: { measure: MeasureView; value: number; cases: number; reports: number }[];
  /** The newest reports that say what was learned. */
  learned: ReportSummary[];
}
