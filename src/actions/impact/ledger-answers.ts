import type { ActionAPIContext } from 'astro:actions';
import type { z } from 'zod';
import type { SignedIn } from '#features/account/account.ts';
import type { ChooseResult } from '#features/impact/choose-measure.server.ts';
import type { LedgerResult } from '#features/impact/ledger-context.server.ts';
import type { ReportContext } from '#features/impact/report-context.ts';
import { type Doubt, type ReportWords, wordWarnings } from '#features/impact/report.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { refuse, refuseFields } from '../form-action.ts';

export const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'not-found': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'a-club': 'CONFLICT',
  'measure-not-chosen': 'CONFLICT',
  'key-used': 'CONFLICT',
  'sent-before': 'CONFLICT',
  withdrawn: 'CONFLICT',
  'words-removed': 'CONFLICT',
  'words-emptied': 'UNPROCESSABLE_CONTENT',
  'nothing-to-confirm': 'CONFLICT',
  'confirmed-too-early': 'CONFLICT',
  'not-another-group': 'CONFLICT',
  'too-many-measures': 'CONFLICT',
  'unknown-measure': 'NOT_FOUND',
} as const;

/** Where the reader is shown what a doubt is about. */
const fieldOfDoubt: Record<Doubt, string> = { 'reported-already': 'value', 'period-short': 'periodStart' };
const isDoubt = (refusal: string): refusal is Doubt => refusal in fieldOfDoubt;

/** A refusal of the ledger with its status and text, to be thrown. */
export const refusalOf = (refusal: keyof typeof statusOf | Doubt) =>
  isDoubt(refusal)
    ? refuse('UNPROCESSABLE_CONTENT', `impact.warnings.${refusal}`, { field: fieldOfDoubt[refusal] })
    : refuse(statusOf[refusal], `impact.refusals.${refusal}`);

/** The value of a command that went through. @throws the refusal */
export function valueOf<Value>(result: LedgerResult<Value>): Value {
  if (!result.ok) throw refusalOf(result.refusal);
  return result.value;
}

/** @throws why a measure was not chosen */
export function chosen(result: ChooseResult): void {
  if (!result.ok) throw refusalOf(result.refusal);
}

/** What reading a figure depends on: its measure (a count where there is none), the page's language, the town's day. */
export function contextOf(
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
export function read<Output>(schema: z.ZodType<Output>, form: unknown, field?: string): Output {
  const result = schema.safeParse(form);
  if (!result.success)
    throw refuseFields(result.error.issues.map((issue) => (field ? { ...issue, path: [field] } : issue)));
  return result.data;
}

/** @throws which text looks as if it named somebody who was helped, for its writer to look at once more */
export function warnOfPersonalDetails(words: ReportWords): void {
  const [field, details] = Object.entries(wordWarnings(words))[0] ?? [];
  if (field && details?.[0])
    throw refuse('UNPROCESSABLE_CONTENT', `impact.warnings.${details[0]}`, { field });
}
