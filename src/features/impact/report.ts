import { z } from 'zod';
import { addDays, daysBetween, type CalendarDay } from '#lib/calendar-day.ts';
import type { MeasureKind, ShareReading } from './measure.ts';
import { personalDetailsIn, type PersonalDetail } from './personal-details.ts';
import { readCases, readDay, readFigure, readText, type Reader } from './report-fields.ts';

/** Most characters of each of a report's texts. */
export const reportTextMax = 2000;
/** Most characters of a reason for an amendment or a withdrawal. */
export const reasonMax = 500;
/** Most days one report may cover. */
export const periodDaysMax = 366;
/** Reports on one page of a list. */
export const reportPageSize = 50;
export const hoursMax = 100_000;

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

export interface ReportInput {
  /** Sent again by a repeated form; the second post gives the first one's report. */
  key: string;
  outcome: 'counted' | 'nothing';
  figures: ReportFigures;
  words: ReportWords;
}

export interface AmendmentInput {
  key: string;
  figures: ReportFigures;
  reason: string;
}

/** What reading a form depends on. */
export interface ReportContext {
  kind: MeasureKind;
  /** Of a share: whether the result is a part of its cases (the default) or may exceed them. */
  readAs?: ShareReading;
  /** The language the numbers are written in. */
  lang: string;
  /** Today in the town's zone. */
  today: CalendarDay;
}

const field = z.string().optional();
const figureFields = {
  key: z.uuid('impact.errors.keyInvalid'),
  periodStart: field,
  periodEnd: field,
  expected: field,
  value: field,
  cases: field,
  hours: field,
  money: field,
};

/** The report form as a browser sends it: texts. `nothing` is there when “nothing to count this time” was chosen. */
export const reportForm = z.object({
  ...figureFields,
  nothing: field,
  tried: field,
  happened: field,
  learned: field,
  nextQuestion: field,
});
export type ReportForm = z.infer<typeof reportForm>;

/** The amendment form as a browser sends it. */
export const amendmentForm = z.object({ ...figureFields, nothing: field, reason: field });

/**
 * Reads a report form. Issues stand at their field and carry the key of their text, all of them at once.
 * Numbers are read as people write them in `lang`; a result is required unless there is nothing to count.
 */
export function reportInput(context: ReportContext) {
  return reportForm.transform((form, ctx): ReportInput => {
    const reader: Reader = { form, ctx, lang: context.lang };
    const nothing = Boolean(form.nothing);
    const figures = readFigures(reader, context, nothing);
    const words = {
      tried: readText(reader, 'tried', reportTextMax),
      happened: readText(reader, 'happened', reportTextMax),
      learned: readText(reader, 'learned', reportTextMax),
      nextQuestion: readText(reader, 'nextQuestion', reportTextMax),
    };
    return { key: form.key, outcome: nothing ? 'nothing' : 'counted', figures, words };
  });
}

/** Reads an amendment: all figures as they should have been, and why. */
export function amendmentInput(context: ReportContext) {
  return amendmentForm.transform((form, ctx): AmendmentInput => {
    const reader: Reader = { form, ctx, lang: context.lang };
    const figures = readFigures(reader, context, Boolean(form.nothing));
    const reason = readText(reader, 'reason', reasonMax);
    if (reason === null)
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'impact.errors.reasonMissing' });
    return { key: form.key, figures, reason: reason ?? '' };
  });
}

const requiredReason = z
  .string('impact.errors.reasonMissing')
  .trim()
  .min(1, 'impact.errors.reasonMissing')
  .max(reasonMax, 'impact.errors.reasonTooLong');

/** A withdrawal states why; the report stays listed as withdrawn. */
export const withdrawalInput = z.object({ reason: requiredReason });

/** Which versions of a report lose their words; all of them unless some are named. Figures stay. */
export const redactionInput = z.object({
  versions: z.array(z.coerce.number().int().min(1)).optional(),
});

/** Reads what was still true after the measure's confirmation time. `claimed` is the newest amendment's figures. */
export function confirmationInput(
  context: ReportContext & { confirmAfterDays: number; claimed: ReportFigures },
) {
  return z.object({ value: field }).transform((form, ctx): { value: number; cases: number | null } => {
    const value = readFigure({ form, ctx, lang: context.lang }, 'value', { required: true });
    const problem = confirmationProblem(context, value ?? 0);
    if (problem && value !== null) ctx.addIssue({ code: 'custom', path: ['value'], message: problem });
    return { value: value ?? 0, cases: context.claimed.cases };
  });
}

function confirmationProblem(
  context: ReportContext & { confirmAfterDays: number; claimed: ReportFigures },
  value: number,
): string | null {
  const { claimed, kind, today } = context;
  if (daysBetween(claimed.periodEnd, today) < context.confirmAfterDays)
    return 'impact.errors.confirmedTooEarly';
  if (claimed.value === null) return 'impact.errors.nothingToConfirm';
  if (kind === 'share' && !Number.isInteger(value)) return 'impact.errors.notWhole';
  if ((kind === 'count' || kind === 'share') && value < 0) return 'impact.errors.negative';
  if (kind === 'count' && value > claimed.value) return 'impact.errors.confirmedAboveClaimed';
  if (isPart(context) && value > (claimed.cases ?? 0)) return 'impact.errors.moreThanCases';
  return null;
}

function readFigures(reader: Reader, context: ReportContext, nothing: boolean): ReportFigures {
  const { kind, today } = context;
  const periodEnd = readDay(reader, 'periodEnd');
  const periodStart = readDay(reader, 'periodStart');
  checkPeriod(reader, { periodStart, periodEnd, today });
  const signed = kind === 'level' || kind === 'never';
  const whole = kind === 'share';
  const value = readFigure(reader, 'value', { required: !nothing, signed, whole });
  if (nothing && value !== null) {
    reader.ctx.addIssue({ code: 'custom', path: ['value'], message: 'impact.errors.valueAndNothing' });
  }
  return {
    periodStart: periodStart ?? today,
    periodEnd: periodEnd ?? today,
    expected: readFigure(reader, 'expected', { signed }),
    value,
    cases: kind === 'share' && !nothing ? readCases(reader, isPart(context) ? value : null) : null,
    hours: readFigure(reader, 'hours', { max: hoursMax }),
    money: readFigure(reader, 'money', {}),
  };
}

/** Whether a result cannot exceed its cases. */
function isPart({ kind, readAs }: ReportContext): boolean {
  return kind === 'share' && readAs !== 'rate';
}

function checkPeriod(
  { ctx }: Reader,
  period: { periodStart: CalendarDay | null; periodEnd: CalendarDay | null; today: CalendarDay },
): void {
  const { periodStart, periodEnd, today } = period;
  const issue = (path: string, name: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message: `impact.errors.${name}` });
  if (periodEnd !== null && periodEnd > today) issue('periodEnd', 'periodInFuture');
  if (periodStart === null || periodEnd === null) return;
  if (periodStart > periodEnd) issue('periodStart', 'periodReversed');
  else if (daysBetween(periodStart, periodEnd) >= periodDaysMax) issue('periodStart', 'periodTooLong');
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
