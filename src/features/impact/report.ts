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

/** For each text that looks as if it named somebody who was helped, what it seems to hold. */
export function wordWarnings(words: ReportWords): Partial<Record<ReportText, PersonalDetail[]>> {
  const found = reportTexts.map((name) => [name, personalDetailsIn(words[name] ?? '')] as const);
  return Object.fromEntries(found.filter(([, details]) => details.length > 0));
}
