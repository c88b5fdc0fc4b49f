import { z } from 'zod';

/** A text in every language of the town; a plain string reads the same in all of them. */
export type LocalizedText = string | Readonly<Record<string, string>>;

/** The shape of ids, slugs and addresses: lower-case ASCII words and numbers joined by hyphens, at most 60 long. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** An id that may stand in an address. */
export const slugSchema = z
  .string()
  .max(60, 'is longer than 60 characters')
  .regex(slugPattern, 'must be lower-case letters, digits and hyphens, such as “mill-reach”');

/** A text that says something: trimmed, not empty. */
export const textSchema = z.string().trim().min(1, 'is empty');

/**
 * The schema of a localized text for a town with these languages: every language must be there, and no other.
 * @param languages the town's languages, the first being its default
 */
export function localizedTextSchema(languages: readonly string[]): z.ZodType<LocalizedText> {
  const perLanguage = z.strictObject(Object.fromEntries(languages.map((language) => [language, textSchema])));
  return z.unknown().transform((input, context) => {
    const schema = typeof input === 'object' && input !== null ? perLanguage : textSchema;
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  });
}

/** The text in `language`; a language the text does not have gets the first one it has. */
export function localized(text: LocalizedText, language: string): string {
  if (typeof text === 'string') return text;
  return text[language] ?? Object.values(text)[0] ?? '';
}
