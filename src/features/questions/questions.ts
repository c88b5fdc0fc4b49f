import { z } from 'zod';
import { choiceField, idField, optionalText, requiredText, tick } from '#lib/form-fields.ts';

/** Longest texts, in characters. */
export const questionTextMax = { text: 200, detail: 800, answer: 1500, cameOfIt: 280 } as const;
export const questionsPerPage = 20;
/** How many groups a question may be addressed to; more would be addressed to nobody. */
export const addresseesMost = 6;

export const questionStates = ['open', 'answered', 'resolved'] as const;
export type QuestionState = (typeof questionStates)[number];

/** Open until somebody answers, answered until whoever asked says that it is settled. */
export function questionState(question: {
  readonly resolvedAt: Date | null;
  readonly answers: number;
}): QuestionState {
  if (question.resolvedAt) return 'resolved';
  return question.answers > 0 ? 'answered' : 'open';
}

const optionalId = () => optionalText(36).pipe(z.uuid('forms.stale').nullable());

/** A new question, of a resident or (`group`) of a group. `key` makes sending twice harmless. */
export const questionFields = z.object({
  key: idField(),
  group: optionalId(),
  text: requiredText(questionTextMax.text, 'questions.errors.textMissing'),
  detail: optionalText(questionTextMax.detail),
  focusId: optionalText(60),
  neighborhoodId: optionalText(60),
});
export type QuestionFields = z.infer<typeof questionFields>;

/** To which groups it is put; none: to everyone. */
export const addressFields = z.object({
  question: idField(),
  groups: z.array(z.uuid('forms.stale')).max(addresseesMost, 'questions.errors.tooMany').default([]),
});

/** An answer, of a resident or of a group; it may point to an approach. */
export const answerFields = z.object({
  key: idField(),
  question: idField(),
  group: optionalId(),
  text: requiredText(questionTextMax.answer, 'questions.errors.answerMissing'),
  approach: optionalId(),
});
export type AnswerFields = z.infer<typeof answerFields>;

/** “This helped us”, with what came of it; or, taken back, not. */
export const helpedFields = z.object({
  answer: idField(),
  helped: choiceField(['yes', 'no']),
  cameOfIt: optionalText(questionTextMax.cameOfIt),
});

export const resolveFields = z.object({ question: idField(), resolved: tick() });
export const withdrawFields = z.object({ answer: idField() });

/** Who asks or answers, as the public sees it: a group by its name, anybody else as a resident. */
export interface Voice {
  readonly slug: string;
  readonly name: string;
  readonly lang: string;
}

/** A question as lists show it. */
export interface QuestionSummary {
  readonly id: string;
  readonly text: string;
  /** Language of the text. */
  readonly lang: string;
  /** The group that asks; null for a resident and for a chapter. */
  readonly group: Voice | null;
  /** The chapter whose open question it is. */
  readonly chapter: string | null;
  readonly focusId: string | null;
  readonly neighborhoodId: string | null;
  readonly askedAt: Date;
  readonly resolvedAt: Date | null;
  readonly answers: number;
  /** Answers that helped. */
  readonly helped: number;
}

/** The address of a question without language: a chapter's is named like its chapter. */
export const questionPath = (question: Pick<QuestionSummary, 'id' | 'chapter'>): string =>
  `/questions/${question.chapter ?? question.id}/`;

export const questionTag = (id: string) => `question:${id}`;
/** Tag of every page that lists questions. */
export const questionsTag = 'questions';

/** The tags that a change of a question clears. */
export function questionTags(id: string, groupIds: readonly (string | null)[]): string[] {
  const groups = groupIds.flatMap((groupId) => (groupId === null ? [] : [`group:${groupId}`]));
  return [questionsTag, questionTag(id), ...groups];
}
