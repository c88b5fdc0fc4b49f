import type { CalendarDay } from '#lib/calendar-day.ts';
import type { Measure } from './measure.ts';
import type { ReportFigures, ReportOutcome, ReportWords } from './report.ts';

/** Who reads: members of the report's group see what the group keeps to itself, such as sensitive figures. */
export type Audience = 'public' | 'group';

/** A measure with the texts of its catalog entry, by language. */
export interface MeasureView extends Measure {
  name: Record<string, string>;
  unit: Record<string, string>;
  outOf: Record<string, string> | null;
  focusId: string | null;
  /** The unit is the town's currency. */
  money: boolean;
}

/** A group as a report names it. */
export interface GroupName {
  id: string;
  slug: string;
  name: string;
  lang: string;
}

/** A report as lists, exports and totals show it: the newest amendment. */
export interface ReportSummary {
  id: string;
  /** Null when the reader may not know of the group. */
  group: GroupName | null;
  groupId: string;
  measureId: string | null;
  /** The group's definition of the measure when it was posted. */
  definition: number;
  outcome: ReportOutcome;
  focusId: string | null;
  neighborhoodId: string;
  lang: string;
  postedAt: Date;
  /** 1 for a report as first posted, more when amended. */
  version: number;
  /** The period always; the rest empty where the figures are kept to the group (a sensitive measure). */
  figures: ReportFigures;
  figuresKept: boolean;
  confirmed: { value: number; cases: number | null; at: Date } | null;
  /** Null when the report is hidden or withdrawn. */
  words: ReportWords | null;
  /** Whether words were removed. */
  redacted: boolean;
  hidden: boolean;
  withdrawn: boolean;
}

/** One step of a report's ledger. */
export interface VersionView {
  version: number;
  postedAt: Date;
  figures: ReportFigures;
  words: ReportWords | null;
  /** Why it was amended; null for the first, and where removed. */
  reason: string | null;
  redacted: boolean;
}

/** A report's page: the newest figures and words, and the whole ledger behind them. */
export interface ReportPage {
  report: ReportSummary;
  measure: MeasureView | null;
  /** Oldest first; the last one counts. */
  ledger: VersionView[];
  confirmations: { version: number; value: number | null; cases: number | null; at: Date; stands: boolean }[];
  sharedWith: GroupName[];
  withdrawal: { at: Date; reason: string | null } | null;
  hiddenReason: string | null;
}

const noFigures = { expected: null, value: null, cases: null, hours: null, money: null };

/** Figures as an audience may see them: of a sensitive measure the public sees the period alone. */
export function figuresFor(figures: ReportFigures, kept: boolean): ReportFigures {
  return kept ? { periodStart: figures.periodStart, periodEnd: figures.periodEnd, ...noFigures } : figures;
}

/** Whether a measure's figures are kept from an audience. */
export function keepsFigures(measure: Pick<Measure, 'sensitive'> | null, audience: Audience): boolean {
  return measure !== null && measure.sensitive && audience === 'public';
}

/** Something that happened between the reports of a line, such as an approach that was taken up. */
export interface LineMark {
  readonly day: CalendarDay;
  readonly title: string;
  /** Language of the title. */
  readonly lang: string;
  /** Without language prefix. */
  readonly path: string;
}

/** One report on a group's line. */
export interface LinePoint {
  reportId: string;
  periodEnd: CalendarDay;
  /** As shown: a month's pace (count), n/d (share), the value (level, never). */
  y: number;
  /** The window of the trajectory it belongs to. */
  window: 'first' | 'latest' | null;
}
