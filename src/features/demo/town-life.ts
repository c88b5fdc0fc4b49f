import { z } from 'zod';
import { promptStates } from '#features/prompts/group-doing.ts';
import { reflectionSteps } from '#features/reflections/reflections.ts';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const daysAgo = z.int().min(0);

const answerSchema = z.strictObject({
  step: z.enum(reflectionSteps),
  text: z.string(),
  shared: z.boolean().default(true),
  /** The approach that came of it. */
  approach: slug.optional(),
  /** It is one of the group's questions, in the same words. */
  asked: z.boolean().default(false),
});
export type DemoAnswer = z.infer<typeof answerSchema>;

/** `content/demo/reflections.yaml` */
export const reflectionsSchema = z.array(
  z.strictObject({
    group: slug,
    /** How many meetings before today it was finished. */
    ago: z.int().min(0).optional(),
    open: z.boolean().default(false),
    closing: z.boolean().default(false),
    answers: z.array(answerSchema).min(1),
  }),
);
export type DemoReflection = z.infer<typeof reflectionsSchema>[number];

/** `content/demo/hands.yaml` */
export const handsSchema = z.array(
  z.strictObject({
    group: slug,
    to: z.enum(['group', 'organizers']),
    days: daysAgo,
    lang: z.string(),
    words: z.string(),
    passedOn: z.strictObject({ days: daysAgo, words: z.string() }).optional(),
    settled: z.strictObject({ days: daysAgo, came: z.string() }).optional(),
  }),
);
export type DemoHand = z.infer<typeof handsSchema>[number];

const followedType = z.enum(['group', 'focus', 'approach']);
export type FollowedType = z.infer<typeof followedType>;

/** `content/demo/town.yaml` */
export const townLifeSchema = z.strictObject({
  prompts: z.array(
    z.strictObject({
      /** The group whose convener wrote it. */
      by: slug,
      days: daysAgo,
      state: z.enum(promptStates),
      text: z.record(z.string(), z.string()),
      asked: z.array(slug),
      changed: z.array(slug),
    }),
  ),
  turning: z.array(z.strictObject({ group: slug, weeks: z.int().min(1), prompt: slug })),
  organizer: z.strictObject({
    follows: z.partialRecord(followedType, z.array(slug)),
    explores: z.strictObject({
      words: z.string(),
      focuses: z.array(slug),
      neighborhood: slug,
      weekdays: z.array(z.int().min(1).max(7)),
      partsOfDay: z.array(z.enum(['morning', 'afternoon', 'evening'])),
      languages: z.array(z.string()),
    }),
  }),
  followed: z.array(z.strictObject({ type: followedType, slug, people: z.int().min(1) })),
});
export type DemoTownLife = z.infer<typeof townLifeSchema>;
