import { z } from 'zod';
import { choiceField, idField, optionalText, requiredText } from '#lib/form-fields.ts';

/** Longest texts of an approach, in characters. */
export const approachTextMax = {
  title: 90,
  whatToDo: 1500,
  whatItTakes: 500,
  whenItFails: 500,
  line: 280,
} as const;

/** What came of an approach that a group took up. */
export const outcomes = ['kept', 'adapted', 'dropped'] as const;
export type AdoptionOutcome = (typeof outcomes)[number];

/** After how many days a group is asked what came of it, and asked once more if nobody answered. */
export const askAfterDays = [14, 28] as const;
export const approachesPerPage = 20;
/** How many reports may be named as evidence in one form; newest first. */
export const evidenceMost = 24;

const words = {
  title: requiredText(approachTextMax.title, 'approaches.errors.titleMissing'),
  whatToDo: requiredText(approachTextMax.whatToDo, 'approaches.errors.whatToDoMissing'),
  whatItTakes: optionalText(approachTextMax.whatItTakes),
  whenItFails: optionalText(approachTextMax.whenItFails),
};
const evidence = z.array(z.uuid('forms.stale')).max(evidenceMost).default([]);

/** A new approach. `key` makes sending twice harmless; `adoption` is what it was adapted in. */
export const newApproachFields = z.object({
  key: idField(),
  group: idField(),
  adoption: optionalText(36).pipe(z.uuid('forms.stale').nullable()),
  /** The reflection whose “what worked” it is written from. */
  reflection: optionalText(36).pipe(z.uuid('forms.stale').nullable()).optional(),
  ...words,
  evidence,
});
export type NewApproach = z.infer<typeof newApproachFields>;

/** Its words in one language, and its evidence. `seen` tells which version the form showed. */
export const approachFields = z.object({
  id: idField(),
  lang: requiredText(12),
  seen: optionalText(40),
  ...words,
  evidence,
});
export type ApproachFields = z.infer<typeof approachFields>;

/** “We try this too.” */
export const adoptionFields = z.object({ approach: idField(), group: idField() });

/** What came of it. */
export const outcomeFields = z.object({
  adoption: idField(),
  outcome: choiceField(outcomes),
  line: optionalText(approachTextMax.line),
  report: optionalText(36).pipe(z.uuid('forms.stale').nullable()),
});
/** The same by a link in a mail, without signing in. */
export const linkedOutcomeFields = outcomeFields
  .omit({ adoption: true, report: true })
  .extend({ token: requiredText(100, 'forms.stale') });

/** The page, without language, to which such a link leads. */
export const tellPath = (token: string) => `/act/tell/${token}/`;
export type OutcomeFields = z.infer<typeof outcomeFields>;

/** How an approach fared where it was taken up. */
export interface Tally {
  readonly kept: number;
  readonly adapted: number;
  readonly dropped: number;
  /** Taken up, and nothing said yet. */
  readonly trying: number;
}

/** An approach as lists show it, in the reader's language where it was written in it. */
export interface ApproachSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Language of the title. */
  readonly lang: string;
  readonly whatToDo: string;
  readonly group: { readonly slug: string; readonly name: string; readonly lang: string };
  readonly focusId: string | null;
  readonly neighborhoodId: string;
  readonly writtenAt: Date;
  readonly parentId: string | null;
  readonly tally: Tally;
  /** Reports that stand behind it. */
  readonly evidence: number;
}

export const approachTag = (id: string) => `approach:${id}`;
/** Tag of every page that lists approaches. */
export const approachesTag = 'approaches';

/** The tags that a change of one approach clears: its own page, its family's, lists, and its group's page. */
export function approachTags(ids: readonly string[], groupIds: readonly string[]): string[] {
  return [approachesTag, ...ids.map(approachTag), ...groupIds.map((id) => `group:${id}`)];
}
