import { z } from 'zod';
import { daysBetween, type CalendarDay } from '#lib/calendar-day.ts';
import { cleanText } from '#lib/form-fields.ts';
import { isPart, type ReportContext } from './report-context.ts';
import { readCases, readDay, readFigure, readText, type Reader } from './report-fields.ts';
import {
  hoursMax,
  periodDaysMax,
  reasonMax,
  reportTextMax,
  reportTexts,
  type ReportFigures,
  type ReportOutcome,
  type ReportWords,
} from './report.ts';

export interface ReportInput {
  /** Sent again by a repeated form; the second post gives the first one's report. */
  key: string;
  outcome: ReportOutcome;
  figures: ReportFigures;
  words: ReportWords;
}

export interface AmendmentInput {
  key: string;
  figures: ReportFigures;
  /** Null where the form did not ask for them: they stay as they are. */
  words: ReportWords | null;
  reason: string;
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

const wordFields = { tried: field, happened: field, learned: field, nextQuestion: field };

/** The report form as a browser sends it: texts. `nothing` is there when “nothing to count this time” was chosen. */
export const reportForm = z.object({ ...figureFields, nothing: field, ...wordFields });
export type ReportForm = z.infer<typeof reportForm>;

/** The amendment form as a browser sends it. */
export const amendmentForm = z.object({ ...figureFields, nothing: field, ...wordFields, reason: field });

/**
 * Reads a report form. Issues stand at their field and carry the key of their text, all of them at once.
 * Numbers are read as people write them in `lang`; a result is required unless there is nothing to count.
 */
export function reportInput(context: ReportContext) {
  return reportForm.transform((form, ctx): ReportInput => {
    const reader: Reader = { form, ctx, lang: context.lang };
    const nothing = Boolean(form.nothing);
    const figures = readFigures(reader, context, nothing);
    return { key: form.key, outcome: nothing ? 'nothing' : 'counted', figures, words: readWords(reader) };
  });
}

/** Reads an amendment: all figures and words as they should have been, and why. */
export function amendmentInput(context: ReportContext) {
  return amendmentForm.transform((form, ctx): AmendmentInput => {
    const reader: Reader = { form, ctx, lang: context.lang };
    const figures = readFigures(reader, context, Boolean(form.nothing));
    const asked = reportTexts.some((name) => form[name] !== undefined);
    const words = asked ? readWords(reader) : null;
    const reason = readText(reader, 'reason', reasonMax);
    if (reason === null)
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'impact.errors.reasonMissing' });
    return { key: form.key, figures, words, reason: reason ?? '' };
  });
}

function readWords(reader: Reader): ReportWords {
  return {
    tried: readText(reader, 'tried', reportTextMax),
    happened: readText(reader, 'happened', reportTextMax),
    learned: readText(reader, 'learned', reportTextMax),
    nextQuestion: readText(reader, 'nextQuestion', reportTextMax),
  };
}

const requiredReason = z.preprocess(
  cleanText,
  z
    .string('impact.errors.reasonMissing')
    .min(1, 'impact.errors.reasonMissing')
    .max(reasonMax, 'impact.errors.reasonTooLong'),
);

/** A withdrawal states why; the report stays listed as withdrawn. */
export const withdrawalInput = z.object({ reason: requiredReason });

/** Which versions of a report lose their words; all of them unless some are named. Figures stay. */
export const redactionInput = z.object({
  versions: z.array(z.coerce.number().int().min(1)).optional(),
});

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

function checkPeriod(
  { ctx }: Reader,
  period: { periodStart: CalendarDay | null; periodEnd: CalendarDay | null; today: CalendarDay },
): void {
  const { periodStart, periodEnd, today } = period;
  const issue = (path: string, name: string, maximum?: number) =>
    ctx.addIssue({ code: 'custom', path: [path], message: `impact.errors.${name}`, params: { maximum } });
  if (periodEnd !== null && periodEnd > today) issue('periodEnd', 'periodInFuture');
  if (periodStart === null || periodEnd === null) return;
  if (periodStart > periodEnd) issue('periodStart', 'periodReversed');
  else if (daysBetween(periodStart, periodEnd) >= periodDaysMax)
    issue('periodStart', 'periodTooLong', periodDaysMax);
}
