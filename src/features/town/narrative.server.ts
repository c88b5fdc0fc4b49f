import { basename } from 'node:path';
import type { z } from 'zod';
import { slugSchema } from './localized.ts';
import {
  type Chapter,
  chapterSchema,
  pageSchema,
  pageSlugs,
  type Reading,
  readingSchema,
  type Revision,
  revisionSchema,
  type TownPage,
} from './narrative.ts';
import type { MarkdownSource, TownSource } from './source.server.ts';

/** What a town wrote in Markdown. */
interface Narrative {
  readonly chapters: readonly Chapter[];
  readonly revisions: readonly Revision[];
  readonly readings: readonly Reading[];
  readonly pages: readonly TownPage[];
}

/** A checked document, with the file it came from for further checks. */
interface Loaded<T> {
  readonly document: T & DocumentBase;
  readonly source: MarkdownSource;
}

interface DocumentBase {
  readonly slug: string;
  readonly language: string;
  readonly file: string;
  readonly markdown: string;
}

/** Reads the narrative and the pages in every language of the town, and checks that the languages agree. */
export async function loadNarrative(
  source: TownSource,
  languages: readonly string[],
  focusIds: ReadonlySet<string>,
): Promise<Narrative> {
  const chapters = await loadFolder(source, languages, (language) => `narrative/${language}`, chapterSchema);
  const revisions = await loadFolder(
    source,
    languages,
    (language) => `narrative/${language}/revisions`,
    revisionSchema,
  );
  const readings = await loadFolder(
    source,
    languages,
    (language) => `narrative/${language}/readings`,
    readingSchema,
  );
  const pages = await loadFolder(source, languages, (language) => `pages/${language}`, pageSchema, pageSlugs);
  checkChapters(source, chapters, focusIds);
  const chapterSlugs = new Set(chapters.map(({ document }) => document.slug));
  for (const { document, source: file } of revisions)
    for (const [index, slug] of document.chapters.entries())
      if (!chapterSlugs.has(slug)) source.report(file, ['chapters', index], `“${slug}” is no chapter`);
  for (const { document, source: file } of readings)
    if (!chapterSlugs.has(document.chapter))
      source.report(file, ['chapter'], `“${document.chapter}” is no chapter`);
  return {
    chapters: documentsOf(chapters).sort((a, b) => a.chapter - b.chapter),
    revisions: documentsOf(revisions).sort((a, b) => (a.date < b.date ? 1 : -1)),
    readings: documentsOf(readings),
    pages: documentsOf(pages),
  };
}

/** The documents of one kind in all languages; each language must have the same files (at least `expected`). */
async function loadFolder<T>(
  source: TownSource,
  languages: readonly string[],
  folderOf: (language: string) => string,
  schema: z.ZodType<T>,
  expected: readonly string[] = [],
): Promise<Loaded<T>[]> {
  const names = new Set(expected);
  for (const language of languages)
    for (const file of await source.list(folderOf(language), '.md')) names.add(basename(file, '.md'));
  const loaded: Loaded<T>[] = [];
  for (const language of languages)
    for (const slug of names) {
      const file = `${folderOf(language)}/${slug}.md`;
      if (expected.length > 0 && !expected.includes(slug)) source.note(file, `is no page of the portal`);
      const read = await source.markdown(file);
      const fields = source.check(read, schema);
      if (read === undefined || fields === undefined) continue;
      if (!slugSchema.safeParse(slug).success)
        source.note(file, 'must have a name that can stand in an address');
      if (read.markdown === '') source.note(file, 'has no text');
      loaded.push({ document: { ...fields, slug, language, file, markdown: read.markdown }, source: read });
    }
  return loaded;
}

function checkChapters(
  source: TownSource,
  chapters: readonly Loaded<z.infer<typeof chapterSchema>>[],
  focusIds: ReadonlySet<string>,
): void {
  if (chapters.length === 0) source.note('narrative', 'has no chapter');
  const firstOf = new Map<string, Loaded<z.infer<typeof chapterSchema>>['document']>();
  for (const { document, source: file } of chapters) {
    const twin = chapters.find(
      (other) => other.document.language === document.language && other.document.chapter === document.chapter,
    );
    if (twin && twin.document.slug !== document.slug)
      source.report(file, ['chapter'], `${document.chapter} is also the number of ${twin.document.file}`);
    for (const [index, id] of document.focuses.entries())
      if (!focusIds.has(id)) source.report(file, ['focuses', index], `“${id}” is no focus of this town`);
    const first = firstOf.get(document.slug) ?? document;
    firstOf.set(document.slug, first);
    if (first.chapter !== document.chapter)
      source.report(file, ['chapter'], `must be ${first.chapter} as in ${first.file}`);
    if (String(first.focuses) !== String(document.focuses))
      source.report(file, ['focuses'], `must be those of ${first.file}: ${first.focuses.join(', ')}`);
  }
}

function documentsOf<T>(loaded: readonly Loaded<T>[]): (T & DocumentBase)[] {
  return loaded.map(({ document }) => document);
}
