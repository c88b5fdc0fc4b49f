import { z } from 'zod';
import { type CalendarDay, daysBetween } from '#lib/calendar-day.ts';
import { idField, optionalText, tick } from '#lib/form-fields.ts';
import { hash32 } from '#lib/hash.ts';

/** The steps of a reflection, in the order in which they are asked; each may be skipped. */
export const reflectionSteps = ['learned', 'surprised', 'worked', 'dropped', 'question', 'next'] as const;
export type ReflectionStep = (typeof reflectionSteps)[number];

/** Longest answers, in characters; a question is one sentence, as in the creation space. */
export const answerMax = 1000;
export const stepMax = (step: ReflectionStep): number => (step === 'question' ? 200 : answerMax);

/** A reflection opens so many days before the meeting at which it falls due. */
export const opensDaysBefore = 4;

/** How often a group met since it last stepped back, and when it meets next. */
export interface ReflectionRhythm {
  readonly reflectEvery: number;
  readonly metSince: number;
  readonly next: CalendarDay | null;
  readonly today: CalendarDay;
}

/**
 * The day on which a reflection falls due, once it is time to open it: the group's `reflectEvery`th meeting, from
 * `opensDaysBefore` on; or, when that went by, its next one.
 * @returns null while it is not time
 */
export function reflectionDue({ reflectEvery, metSince, next, today }: ReflectionRhythm): CalendarDay | null {
  if (metSince >= reflectEvery) return next ?? today;
  if (metSince < reflectEvery - 1 || next === null) return null;
  return daysBetween(today, next) <= opensDaysBefore ? next : null;
}

/** What stands at a step. */
export interface StepText {
  readonly text: string;
  readonly shared: boolean;
}

/** Which version of a step a form showed; empty for a step that nobody answered. Two that say the same are the same. */
export function versionOf(answer: StepText | null | undefined): string {
  return answer ? hash32(`${answer.shared} ${answer.text}`).toString(36) : '';
}

const text = (step: ReflectionStep) => optionalText(stepMax(step));
const seen = () => optionalText(12).transform((version) => version ?? '');

/** The whole reflection as one form: what each step says, whether it is shared, and which version the form showed. */
export const reflectionFields = z.object({
  reflection: idField(),
  learned: text('learned'),
  learned_shared: tick(),
  learned_seen: seen(),
  surprised: text('surprised'),
  surprised_shared: tick(),
  surprised_seen: seen(),
  worked: text('worked'),
  worked_shared: tick(),
  worked_seen: seen(),
  dropped: text('dropped'),
  dropped_shared: tick(),
  dropped_seen: seen(),
  question: text('question'),
  question_shared: tick(),
  question_seen: seen(),
  next: text('next'),
  next_shared: tick(),
  next_seen: seen(),
  /** The question becomes one in the creation space. */
  ask: tick(),
});
export type ReflectionFields = z.infer<typeof reflectionFields>;

/** A step as a form brings it back. */
export interface SentStep {
  readonly step: ReflectionStep;
  readonly given: StepText | null;
  readonly seen: string;
}

export function sentSteps(fields: ReflectionFields): SentStep[] {
  return reflectionSteps.map((step) => {
    const said = fields[step];
    return {
      step,
      given: said === null ? null : { text: said, shared: fields[`${step}_shared`] },
      seen: fields[`${step}_seen`],
    };
  });
}

/**
 * What to do with a step that was sent: nothing when its sender left it as it was shown or wrote what stands there
 * already; save it when it shows what stands there; else somebody else wrote meanwhile.
 */
export function judgeStep(sent: SentStep, stands: StepText | null | undefined): 'leave' | 'save' | 'stale' {
  const given = versionOf(sent.given);
  if (given === sent.seen || given === versionOf(stands)) return 'leave';
  return sent.seen === versionOf(stands) ? 'save' : 'stale';
}

export const reflectionPath = (id: string): string => `/reflections/${id}/`;
export const reflectionTag = (id: string): string => `reflection:${id}`;

/** Tag of every page that lists what groups share of their reflections. */
export const reflectionsTag = 'reflections';

/** The tags that a change of what a group shares clears. */
export const reflectionTags = (id: string, groupId: string): string[] => [
  reflectionTag(id),
  reflectionsTag,
  `group:${groupId}`,
];

/** An answer that the group shares, as everybody sees it. */
export interface SharedAnswer {
  readonly step: ReflectionStep;
  readonly lang: string;
  /** Null where organizers hid it. */
  readonly text: string | null;
  /** The question it became. */
  readonly questionId: string | null;
  /** The approach it became, by its address. */
  readonly approachSlug: string | null;
}

/** A reflection as the public may read it. */
export interface SharedReflection {
  readonly id: string;
  readonly since: CalendarDay;
  readonly dueOn: CalendarDay;
  readonly answers: readonly SharedAnswer[];
}
