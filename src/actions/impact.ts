import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import type { SignedIn } from '#features/account/account.ts';
import { amendReport, confirmReport } from '#features/impact/amend-report.server.ts';
import {
  chooseMeasure,
  type ChooseResult,
  defineMeasure,
  stopMeasure,
} from '#features/impact/choose-measure.server.ts';
import type { LedgerResult } from '#features/impact/ledger-context.server.ts';
import { ownMeasureInput } from '#features/impact/measure.ts';
import { findReportRole } from '#features/impact/report-form.server.ts';
import { postReport } from '#features/impact/post-report.server.ts';
import {
  amendmentForm,
  amendmentInput,
  confirmationInput,
  type ReportContext,
  reportForm,
  reportInput,
  withdrawalInput,
  wordWarnings,
} from '#features/impact/report.ts';
import { findMeasure } from '#features/impact/measure-view.server.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { type Actor, may } from '#features/organize/permissions.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { idField, optionalFigure, requiredText } from '#lib/form-fields.ts';
import { formAction, refuse, refuseFields, signedIn } from './form-action.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'not-found': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'measure-not-chosen': 'CONFLICT',
  'key-used': 'CONFLICT',
  withdrawn: 'CONFLICT',
  'nothing-to-confirm': 'CONFLICT',
  'confirmed-too-early': 'CONFLICT',
  'not-another-group': 'CONFLICT',
  'too-many-measures': 'CONFLICT',
  'unknown-measure': 'NOT_FOUND',
} as const;

/** The value of a command that went through. @throws the refusal, mapped to its status and text */
function valueOf<Value>(result: LedgerResult<Value>): Value {
  if (!result.ok) throw refuse(statusOf[result.refusal], `impact.refusals.${result.refusal}`);
  return result.value;
}

function chosen(result: ChooseResult): void {
  if (!result.ok) throw refuse(statusOf[result.refusal], `impact.refusals.${result.refusal}`);
}

function contextOf(
  { locals }: ActionAPIContext,
  measure: Pick<ReportContext, 'kind' | 'readAs'> | null,
): ReportContext {
  return {
    kind: measure?.kind ?? 'count',
    readAs: measure?.readAs,
    lang: locals.lang,
    today: calendarDayIn(locals.app.now(), locals.town.timeZone),
  };
}

/** Reads a form by rules that depend on its measure. `field` renames the one field. @throws what is wrong, field by field */
function read<Output>(schema: z.ZodType<Output>, form: unknown, field?: string): Output {
  const result = schema.safeParse(form);
  if (!result.success)
    throw refuseFields(result.error.issues.map((issue) => (field ? { ...issue, path: [field] } : issue)));
  return result.data;
}

async function reportOf(context: ActionAPIContext, id: string) {
  const page = await findReport(context.locals.app.db, id, 'group');
  if (!page) throw refuse('NOT_FOUND', 'impact.refusals.not-found');
  return page;
}

const measureId = z
  .string()
  .max(60)
  .nullish()
  .transform((id) => id || null);

export const impact = {
  /** Posts a report. Words that look like somebody's name or address come back once, to be looked at again. */
  report: formAction(
    z.looseObject({
      ...reportForm.shape,
      group: idField(),
      measure: measureId,
      sharedWith: z.string().nullish(),
      seen: z.string().nullish(),
    }),
    async ({ group, measure, sharedWith, seen, ...form }, context) => {
      const person = await signedIn(context);
      const { app, lang } = context.locals;
      const kind = measure === null ? null : await findMeasure(app.db, measure);
      const report = read(reportInput(contextOf(context, kind)), form);
      const warnings = wordWarnings(report.words);
      const [field, details] = Object.entries(warnings)[0] ?? [];
      if (field && details?.[0] && !seen)
        throw refuse('UNPROCESSABLE_CONTENT', `impact.warnings.${details[0]}`, { field });
      const posted = valueOf(
        await postReport(app, {
          actor: actorOf(person),
          groupId: group,
          measureId: measure,
          lang,
          report,
          sharedWith: sharedWith ? [sharedWith] : [],
        }),
      );
      return { reportId: posted.reportId, nothing: report.outcome === 'nothing' };
    },
  ),

  amend: formAction(
    z.looseObject({ ...amendmentForm.shape, report: idField() }),
    async ({ report, ...form }, context) => {
      const person = await signedIn(context);
      const { measure } = await reportOf(context, report);
      const amendment = read(amendmentInput(contextOf(context, measure)), form);
      valueOf(await amendReport(context.locals.app, { reportId: report, actor: actorOf(person), amendment }));
      return { done: 'amended' as const };
    },
  ),

  withdraw: formAction(
    z.object({ report: idField(), withdrawReason: withdrawalInput.shape.reason }),
    async ({ report, withdrawReason: reason }, context) => {
      const person = await signedIn(context);
      valueOf(await withdrawReport(context.locals.app, { reportId: report, actor: actorOf(person), reason }));
      return { done: 'withdrawnDone' as const };
    },
  ),

  redact: formAction(
    z.object({ report: idField(), sure: requiredText(10, 'forms.choiceMissing') }),
    async ({ report }, context) => {
      const person = await signedIn(context);
      valueOf(await redactReport(context.locals.app, { reportId: report, actor: actorOf(person) }));
      return { done: 'redactedDone' as const };
    },
  ),

  confirm: formAction(
    z.object({ report: idField(), stillHolds: z.string().nullish() }),
    async ({ report, stillHolds }, context) => {
      const person = await signedIn(context);
      // Asked first: what is wrong with a figure would tell a stranger about the claimed one.
      const groupRole = await findReportRole(context.locals.app.db, report, person.id);
      if (!may(actorOf(person), 'confirm-report', { groupRole }))
        throw refuse('FORBIDDEN', 'impact.refusals.not-allowed');
      const page = await reportOf(context, report);
      const confirmAfterDays = page.measure?.confirmAfterDays ?? 0;
      const rules = {
        ...contextOf(context, page.measure),
        confirmAfterDays,
        claimed: page.report.figures,
      };
      const confirmed = read(confirmationInput(rules), { value: stillHolds ?? '' }, 'stillHolds');
      valueOf(
        await confirmReport(context.locals.app, { reportId: report, actor: actorOf(person), confirmed }),
      );
      return { done: 'confirmedDone' as const };
    },
  ),

  choose: formAction(
    z.object({
      group: idField(),
      measure: requiredText(60, 'forms.choiceMissing'),
      baseline: optionalFigure(),
      target: optionalFigure(),
    }),
    async ({ group, measure, baseline, target }, context) => {
      const person = await signedIn(context);
      chosen(
        await chooseMeasure(context.locals.app, {
          actor: actorOf(person),
          groupId: group,
          measureId: measure,
          baseline,
          target,
        }),
      );
      return { done: 'measureChosen' as const };
    },
  ),

  define: formAction(
    z.object({
      group: idField(),
      ...ownMeasureInput.shape,
      baseline: optionalFigure(),
      target: optionalFigure(),
    }),
    async ({ group, baseline, target, ...measure }, context) => {
      const person = await signedIn(context);
      const { app, lang } = context.locals;
      chosen(
        await defineMeasure(app, { actor: actorOf(person), groupId: group, lang, measure, baseline, target }),
      );
      return { done: 'measureChosen' as const };
    },
  ),

  stop: formAction(
    z.object({ group: idField(), measure: requiredText(60) }),
    async ({ group, measure }, context) => {
      const person = await signedIn(context);
      chosen(
        await stopMeasure(context.locals.app, { actor: actorOf(person), groupId: group, measureId: measure }),
      );
      return { done: 'measureStopped' as const };
    },
  ),
};
