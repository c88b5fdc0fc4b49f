import { z } from 'zod';
import { choiceField, idField, optionalText, requiredText } from '#lib/form-fields.ts';
import type { LocalizedText } from '#features/town/localized.ts';
import { promptStates, type PromptState, type Reason } from './group-doing.ts';

/** A question fits on a card and is asked in one breath. */
export const promptTextMax = 200;

/** The question proposed for a meeting, and why. */
export interface ProposedQuestion {
  readonly id: string;
  readonly state: PromptState;
  readonly text: LocalizedText;
  /** `written`: a moderator wrote it for this group. Null: another question was chosen for the meeting before. */
  readonly reason: Reason | 'written' | null;
}

/** A question as the library shows it. */
export interface PromptLine {
  readonly id: string;
  readonly state: PromptState;
  readonly text: LocalizedText;
  /** Somebody of the town's moderators wrote it; else it comes from the town's content. */
  readonly written: boolean;
  readonly asked: number;
  readonly changed: number;
}

/** A question of a moderator's own: for their group or, without `group`, for every group of the town. */
export const promptFields = z.object({
  key: idField(),
  group: optionalText(36).pipe(z.uuid('forms.stale').nullable()),
  state: choiceField(promptStates),
  text: requiredText(promptTextMax, 'prompts.errors.textMissing'),
});
export type PromptFields = z.infer<typeof promptFields>;

/** The ids of questions that somebody wrote; those of the town's content look otherwise. */
const ownId = /^own-[\da-f-]{36}$/;
export const retireFields = z.object({
  prompt: requiredText(40, 'forms.stale').pipe(z.string().regex(ownId, 'forms.stale')),
});

/** Tag of every page that lists questions to ask, or how often they were. */
export const promptsTag = 'prompts';

/** The language a text is shown in: the reader's, or the first it was written in. */
export function languageOf(text: LocalizedText, reader: string): string {
  return text[reader] === undefined ? (Object.keys(text)[0] ?? reader) : reader;
}
