import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { amendReport, confirmReport } from '#features/impact/amend-report.server.ts';
import { findReportStanding } from '#features/impact/report-form.server.ts';
import { confirmationInput } from '#features/impact/confirmation-input.ts';
import { amendmentForm, amendmentInput, withdrawalInput } from '#features/impact/report-input.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { shareReport } from '#features/impact/share-report.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { type Act, type Actor, may } from '#features/organize/permissions.ts';
import { idField, requiredText } from '#lib/form-fields.ts';
import { formAction, signedIn } from '../form-action.ts';
import { limit } from '../sign-in.ts';
import { actorOf, contextOf, read, refusalOf, valueOf, warnOfPersonalDetails } from './ledger-answers.ts';

/**
 * Who may do `act` to a report. Asked before its figures are judged, since what is wrong with a figure tells about
 * the one that stands; the command asks again. @throws 401, 403, 404
 */
async function changer(context: ActionAPIContext, reportId: string, act: Act): Promise<Actor> {
  const actor = actorOf(await signedIn(context));
  const standing = await findReportStanding(context.locals.app.db, reportId, actor.personId);
  if (!standing) throw refusalOf('not-found');
  if (!may(actor, act, standing)) throw refusalOf('not-allowed');
  return actor;
}

async function reportOf(context: ActionAPIContext, id: string) {
  const page = await findReport(context.locals.app.db, id, 'group');
  if (!page) throw refusalOf('not-found');
  return page;
}

/** Corrects a report. Words that look like somebody's name or address come back once, to be looked at again (`seen`). */
export const amend = formAction(
  z.looseObject({ ...amendmentForm.shape, report: idField(), seen: z.string().nullish() }),
  async ({ report, seen, ...form }, context) => {
    const actor = await changer(context, report, 'amend-report');
    const { measure } = await reportOf(context, report);
    const amendment = read(amendmentInput(contextOf(context, measure)), form);
    if (amendment.words && !seen) warnOfPersonalDetails(amendment.words);
    await limit(context, 'report', actor.personId);
    valueOf(await amendReport(context.locals.app, { reportId: report, actor, amendment }));
    return { done: 'amended' as const };
  },
);

export const withdraw = formAction(
  z.object({ report: idField(), withdrawReason: withdrawalInput.shape.reason }),
  async ({ report, withdrawReason: reason }, context) => {
    const actor = await changer(context, report, 'withdraw-report');
    valueOf(await withdrawReport(context.locals.app, { reportId: report, actor, reason }));
    return { done: 'withdrawnDone' as const };
  },
);

export const redact = formAction(
  z.object({ report: idField(), sure: requiredText(10, 'forms.tickMissing') }),
  async ({ report }, context) => {
    const actor = await changer(context, report, 'redact-report');
    valueOf(await redactReport(context.locals.app, { reportId: report, actor }));
    return { done: 'redactedDone' as const };
  },
);

/** Lays a report beside another group that worked on the same result. */
export const share = formAction(
  z.object({ report: idField(), other: z.uuid('forms.choiceMissing') }),
  async ({ report, other }, context) => {
    const actor = await changer(context, report, 'share-report');
    valueOf(await shareReport(context.locals.app, { reportId: report, actor, groupId: other }));
    return { done: 'sharedDone' as const };
  },
);

export const confirm = formAction(
  z.object({ report: idField(), stillHolds: z.string().nullish() }),
  async ({ report, stillHolds }, context) => {
    const actor = await changer(context, report, 'confirm-report');
    const page = await reportOf(context, report);
    const rules = {
      ...contextOf(context, page.measure),
      confirmAfterDays: page.measure?.confirmAfterDays ?? 0,
      claimed: page.report.figures,
    };
    const confirmed = read(confirmationInput(rules), { value: stillHolds ?? '' }, 'stillHolds');
    valueOf(await confirmReport(context.locals.app, { reportId: report, actor, confirmed }));
    return { done: 'confirmedDone' as const };
  },
);
