import { basename } from 'node:path';
import type { z } from 'zod';
import { slugSchema } from './localized.ts';
import type { TownDocument } from './narrative.ts';
import type { MarkdownSource, TownSource } from './source.server.ts';

/** A checked document, with the file it came from for further checks. */
export interface Loaded<Fields> {
  readonly document: TownDocument & Fields;
  readonly source: MarkdownSource;
}

/** The documents of one kind. */
export interface LoadedDocuments<Fields> {
  readonly loaded: readonly Loaded<Fields>[];
  /** Names of all files, also of those that have mistakes of their own. */
  readonly slugs: ReadonlySet<string>;
}

/**
 * Reads the documents of one kind in all languages of the town: each language must have the same files.
 * @param folderOf the folder of a language
 * @param expected the files that must be there, and no others; none when the town chooses
 */
export async function loadDocuments<Fields>(
  source: TownSource,
  languages: readonly string[],
  folderOf: (language: string) => string,
  schema: z.ZodType<Fields>,
  expected: readonly string[] = [],
): Promise<LoadedDocuments<Fields>> {
  const slugs = new Set(expected);
  for (const language of languages)
    for (const file of await source.list(folderOf(language), '.md')) slugs.add(basename(file, '.md'));
  const loaded: Loaded<Fields>[] = [];
  for (const language of languages)
    for (const slug of slugs) {
      const file = `${folderOf(language)}/${slug}.md`;
      if (expected.length > 0 && !expected.includes(slug)) source.note(file, 'is no page of the portal');
      if (!slugSchema.safeParse(slug).success)
        source.note(file, 'must have a name that can stand in an address');
      const read = await source.markdown(file);
      const fields = source.check(read, schema);
      if (read === undefined || fields === undefined) continue;
      if (read.markdown === '') source.note(file, 'has no text');
      loaded.push({ document: { ...fields, slug, language, file, markdown: read.markdown }, source: read });
    }
  return { loaded, slugs };
}
