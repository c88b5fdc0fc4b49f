import { z } from 'zod';

/** A text in every language of the town, by language. */
export type LocalizedText = Readonly<Record<string, string>>;

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
 * The schema of a localized text for a town with these languages: every language must be there, and no other;
 * a plain string reads the same in all of them.
 */
export function localizedTextSchema(languages: readonly string[]): z.ZodType<LocalizedText> {
  const inAll = (text: string) => Object.fromEntries(languages.map((language) => [language, text]));
  const perLanguage = z.strictObject(Object.fromEntries(languages.map((language) => [language, textSchema])));
  const plain = textSchema.transform(inAll);
  return z.unknown().transform((input, context): LocalizedText => {
    const schema = typeof input === 'object' && input !== null ? perLanguage : plain;
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  });
}

/** The text in `language`; a language the text does not have gets the first one it has. */
export function localized(text: LocalizedText, language: string): string {
  return text[language] ?? Object.values(text)[0] ?? '';
}
