import { z } from 'zod';
import { commitmentsSchema } from './commitments.ts';
import { diariesSchema } from './diary.ts';
import { handsSchema, reflectionsSchema, townLifeSchema } from './town-life.ts';

/** How a demonstration group's figures go over its months. */
export const courses = ['better', 'flat', 'less', 'stuck-then-better', 'early'] as const;
export type Course = (typeof courses)[number];

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const lang = z.enum(['en', 'es']).default('en');

const impactGroupSchema = z.strictObject({
  slug,
  name: z.string(),
  lang,
  about: z.string(),
  ourPart: z.string(),
  focus: slug,
  neighborhood: slug,
  /** One of the catalog, or its own; a group on its trial may have none yet. */
  measure: slug.optional(),
  ownMeasure: z
    .strictObject({
      id: slug,
      name: z.record(z.string(), z.string()),
      unit: z.record(z.string(), z.string()),
    })
    .optional(),
  course: z.enum(courses),
  /** Active members today. */
  people: z.int().min(0).max(15),
  waiting: z.int().min(0).default(0),
  /** Weeks before today in which it was founded, and in which it closed. */
  began: z.int(),
  ended: z.int().optional(),
  /** Weeks since its last report, for groups that rest or went quiet. */
  quietWeeks: z.int().default(0),
  maxReports: z.int().optional(),
  /** Rests until the first day of the next such month. */
  restingUntilMonth: z.int().min(1).max(12).optional(),
  rhythm: z.enum(['daily', 'weekly', 'fortnightly']),
  weekday: z.int().min(1).max(7),
  at: time,
  place: z.string(),
  public: z.boolean(),
  stepFree: z.boolean(),
  joining: z.enum(['open', 'request']),
  languages: z.array(z.string()).min(1).default(['en']),
  contact: z.string().optional(),
  children: z.boolean().default(false),
  dividedFrom: slug.optional(),
  grownFrom: slug.optional(),
  /** On its four weeks as an impact group. */
  trial: z.boolean().default(false),
  forModerators: z.boolean().default(false),
  staysOut: z.boolean().default(false),
  typedCheckIn: z.boolean().default(false),
  closingWords: z.string().optional(),
});
export type DemoGroup = z.infer<typeof impactGroupSchema>;

const interestGroupSchema = z.strictObject({
  slug,
  name: z.string(),
  lang,
  about: z.string(),
  neighborhood: slug,
  weekday: z.int().min(1).max(7),
  at: time,
  place: z.string(),
});
export type DemoClub = z.infer<typeof interestGroupSchema>;

const wordsSchema = z.strictObject({
  tried: z.string().optional(),
  happened: z.string().optional(),
  learned: z.string().optional(),
  next: z.string().optional(),
});
export type DemoWords = z.infer<typeof wordsSchema>;

const approachTextsSchema = z.strictObject({
  title: z.string(),
  whatToDo: z.string(),
  whatItTakes: z.string().optional(),
  whenItFails: z.string().optional(),
});

const approachSchema = z.strictObject({
  slug,
  group: slug,
  /** Weeks before today in which it was written. */
  weeks: z.int().min(0),
  /** How many of the group's newest reports before that stand behind it. */
  evidence: z.int().min(0),
  /** Groups that came to see it. */
  visits: z.array(z.strictObject({ group: slug, days: z.int().min(0) })).default([]),
  texts: z.record(z.string(), approachTextsSchema),
  adoptions: z.array(
    z.strictObject({
      group: slug,
      weeks: z.int().min(0),
      outcome: z.enum(['kept', 'adapted', 'dropped']).optional(),
      child: slug.optional(),
      lang,
      line: z.string().optional(),
    }),
  ),
});
export type DemoApproach = z.infer<typeof approachSchema>;

const daysAgo = z.int().min(0);
const answerSchema = z.strictObject({
  days: daysAgo,
  /** The group that answers; without it a resident. */
  by: slug.optional(),
  lang,
  text: z.string(),
  approach: slug.optional(),
  helped: z.strictObject({ days: daysAgo, came: z.string() }).optional(),
});

const questionSchema = z.strictObject({
  days: daysAgo,
  by: slug.optional(),
  lang,
  text: z.string(),
  detail: z.string().optional(),
  neighborhood: slug.optional(),
  /** Days before today in which it was said to be settled. */
  resolved: daysAgo.optional(),
  to: z.array(slug).default([]),
  answers: z.array(answerSchema),
});
export type DemoQuestion = z.infer<typeof questionSchema>;

/** `content/demo/`: what the generator draws a demonstration town's life from. */
export const demoSchema = z.strictObject({
  groups: z.strictObject({ impact: z.array(impactGroupSchema), interest: z.array(interestGroupSchema) }),
  /** What only groups of one measure would write, by measure and language. */
  words: z.record(slug, z.record(z.string(), z.array(wordsSchema).min(1))),
  diary: diariesSchema,
  commitments: commitmentsSchema,
  reflections: reflectionsSchema,
  hands: handsSchema,
  town: townLifeSchema,
  approaches: z.array(approachSchema),
  questions: z.array(questionSchema),
  people: z.strictObject({ firstNames: z.record(z.string(), z.array(z.string()).min(1)) }),
});
export type DemoContent = z.infer<typeof demoSchema>;
