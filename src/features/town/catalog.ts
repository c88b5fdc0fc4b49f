import { z } from 'zod';
import { confirmAfterDaysMax, directions, measureKinds, shareReadings } from '#features/impact/measure.ts';
import { promptStates } from '#features/prompts/group-doing.ts';
import { localizedTextSchema, slugSchema } from './localized.ts';

/** A focus: an area of impact that the narrative opens (`focuses/<id>.yaml`). */
export function focusSchema(languages: readonly string[]) {
  const text = localizedTextSchema(languages);
  return z.strictObject({
    id: slugSchema,
    /** Place in lists, from 1. */
    order: z.int().min(1),
    name: text,
    /** The open question it leads with. */
    question: text,
    /** A paragraph or two; blank lines part paragraphs. */
    description: text,
  });
}
export type Focus = Readonly<z.infer<ReturnType<typeof focusSchema>>>;

/** A measure of the town's catalog (`measures/<id>.yaml`). */
export function measureSchema(languages: readonly string[]) {
  const text = localizedTextSchema(languages);
  return z
    .strictObject({
      id: slugSchema,
      /** Id of a focus. */
      focus: slugSchema,
      order: z.int().min(1),
      name: text,
      /** What is counted, without the figure; ICU message with the argument `count`. Figures in `money` take the town's currency. */
      unit: text,
      /** Shares only: what the result is a part of (ICU, `count`), such as “samples taken”. */
      outOf: text.optional(),
      /** Shares only: read as a percentage (default), or as so many for one of `outOf`. */
      readAs: z.enum(shareReadings).optional(),
      better: z.enum(directions),
      kind: z.enum(measureKinds),
      /** The unit is the town's currency. */
      money: z.boolean().default(false),
      /** How to count it, so that two groups count the same. */
      howToCount: text,
      /** Claimed now, confirmed after so many days. */
      confirmAfterDays: z.int().min(1).max(confirmAfterDaysMax).optional(),
      /** Counted only in these months (1-12), and compared with the same season. */
      seasonal: z.strictObject({ months: z.array(z.int().min(1).max(12)).min(1).max(11) }).optional(),
      /** Shown for the town and the quarter only. */
      sensitive: z.boolean().default(false),
      /** IRIS+ metric id. */
      iris: z
        .string()
        .regex(/^[A-Z]{2}\d{4}$/, 'must look like “PI4060”')
        .optional(),
      /** SDG target. */
      sdg: z
        .string()
        .regex(/^(1[0-7]|[1-9])\.(\d{1,2}|[a-d])$/, 'must look like “11.5”')
        .optional(),
    })
    .superRefine((measure, context) => {
      if (measure.kind === 'share' && measure.outOf === undefined)
        context.addIssue({
          code: 'custom',
          path: ['outOf'],
          message: 'is missing: a share needs to say of what',
        });
      if (measure.kind !== 'share' && (measure.outOf ?? measure.readAs) !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['outOf'],
          message: 'belongs to measures of kind “share” only',
        });
    });
}
export type CatalogMeasure = Readonly<z.infer<ReturnType<typeof measureSchema>>>;

/** Powerful questions (`prompts/*.yaml`, each file a list). */
export function promptsFileSchema(languages: readonly string[]) {
  return z.array(
    z.strictObject({ id: slugSchema, state: z.enum(promptStates), text: localizedTextSchema(languages) }),
  );
}
export type Prompt = Readonly<z.infer<ReturnType<typeof promptsFileSchema>>[number]>;
