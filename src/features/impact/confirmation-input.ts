import { z } from 'zod';
import { daysBetween } from '#lib/calendar-day.ts';
import { isPart, type ReportContext } from './report-context.ts';
import { readFigure } from './report-fields.ts';
import type { ReportFigures } from './report.ts';

/** Reads what was still true after the measure's confirmation time. `claimed` is the newest amendment's figures. */
export function confirmationInput(
  context: ReportContext & { confirmAfterDays: number; claimed: ReportFigures },
) {
  return z
    .object({ value: z.string().optional() })
    .transform((form, ctx): { value: number; cases: number | null } => {
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
