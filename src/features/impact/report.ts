import { addDays, daysBetween, type CalendarDay } from '#lib/calendar-day.ts';
import { personalDetailsIn, type PersonalDetail } from './personal-details.ts';

/** Most characters of each of a report's texts. */
export const reportTextMax = 2000;
/** Most characters of a reason for an amendment or a withdrawal. */
export const reasonMax = 500;
/** Most days one report may cover. */
export const periodDaysMax = 366;
/** Reports on one page of a list. */
export const reportPageSize = 50;
/** Most hours one report may state, over everybody. */
export const hoursMax = 100_000;

/** Whether there was something to count. */
export const reportOutcomes = ['counted', 'nothing'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

/** The words of a report, in the order of its page. */
export const reportTexts = ['tried', 'happened', 'learned', 'nextQuestion'] as const;
export type ReportText = (typeof reportTexts)[number];
export type ReportWords = Record<ReportText, string | null>;

/** Whether any of the texts was written. */
export const hasWords = (words: ReportWords): boolean => reportTexts.some((name) => words[name] !== null);

/** The figures of one version of a report; `value` is null when there was nothing to count. */
export interface ReportFigures {
  periodStart: CalendarDay;
  periodEnd: CalendarDay;
  expected: number | null;
  /** The result; for a share, how many of `cases`. */
  value: number | null;
  cases: number | null;
  hours: number | null;
  /** In the town's currency. */
  money: number | null;
}

export const figureNames = [
  'periodStart',
  'periodEnd',
  'expected',
  'value',
  'cases',
  'hours',
  'money',
] as const satisfies readonly (keyof ReportFigures)[];

/** The period a form proposes: from the day after the last report to today, or the week up to today. */
export function proposedPeriod(
  lastPeriodEnd: CalendarDay | null,
  today: CalendarDay,
): [CalendarDay, CalendarDay] {
  const aWeek = addDays(today, -6);
  if (lastPeriodEnd === null || lastPeriodEnd >= today) return [aWeek, today];
  const next = addDays(lastPeriodEnd, 1);
  return [daysBetween(next, today) < periodDaysMax ? next : aWeek, today];
}

/** A period this many times shorter than the one before is more often a slip than meant. */
const timesShorter = 3;

type Period = Pick<ReportFigures, 'periodStart' | 'periodEnd'>;

/** Whether a period has far fewer days than the one before it. */
export function isMuchShorter(period: Period, before: Period): boolean {
  const days = ({ periodStart, periodEnd }: Period) => daysBetween(periodStart, periodEnd) + 1;
  return days(period) * timesShorter <= days(before);
}

/** Why a report may be a slip: the group has reported these days already, or its days are far fewer than usual. */
export const doubts = ['reported-already', 'period-short'] as const;
export type Doubt = (typeof doubts)[number];

/** What a report that came back is to be looked at for: words that seem to name somebody, or a likely slip. */
export type Warned = 'words' | 'slip';

/** What the error of a report that came back asks to look at; null when it is no warning. */
export function warnedOf(error: { message: string } | undefined): Warned | null {
  const [, warning] = /impact\.warnings\.([a-z-]+)/.exec(error?.message ?? '') ?? [];
  if (warning === undefined) return null;
  return doubts.some((doubt) => doubt === warning) ? 'slip' : 'words';
}

/** For each text that looks as if it named somebody who was helped, what it seems to hold. */
export function wordWarnings(words: ReportWords): Partial<Record<ReportText, PersonalDetail[]>> {
  const found = reportTexts.map((name) => [name, personalDetailsIn(words[name] ?? '')] as const);
  return Object.fromEntries(found.filter(([, details]) => details.length > 0));
}
