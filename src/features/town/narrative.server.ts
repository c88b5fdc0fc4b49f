import type { z } from 'zod';
import { type Loaded, loadDocuments } from './documents.server.ts';
import {
  type Chapter,
  chapterSchema,
  pageSchema,
  pageSlugs,
  type Reading,
  readingSchema,
  reservedChapterSlugs,
  type Revision,
  revisionSchema,
  type TownPage,
} from './narrative.ts';
import type { TownSource } from './source.server.ts';

/** What a town wrote in Markdown. */
interface Narrative {
  readonly chapters: readonly Chapter[];
  readonly revisions: readonly Revision[];
  readonly readings: readonly Reading[];
  readonly pages: readonly TownPage[];
}

type LoadedChapter = Loaded<z.infer<typeof chapterSchema>>;

/** Reads the narrative and the pages in every language of the town, and checks that the languages agree. */
export async function loadNarrative(
  source: TownSource,
  languages: readonly string[],
  focusIds: ReadonlySet<string>,
): Promise<Narrative> {
  const read = <Fields>(
    folder: string,
    within: string,
    schema: z.ZodType<Fields>,
    expected?: readonly string[],
  ) => loadDocuments(source, languages, (language) => `${folder}/${language}${within}`, schema, expected);
  const chapters = await read('narrative', '', chapterSchema);
  const revisions = await read('narrative', '/revisions', revisionSchema);
  const readings = await read('narrative', '/readings', readingSchema);
  const pages = await read('pages', '', pageSchema, pageSlugs);

  checkChapters(source, chapters.loaded, focusIds);
  for (const { document, source: file } of revisions.loaded)
    for (const [index, slug] of document.chapters.entries())
      if (!chapters.slugs.has(slug)) source.report(file, ['chapters', index], `“${slug}” is no chapter`);
  for (const { document, source: file } of readings.loaded)
    if (!chapters.slugs.has(document.chapter))
      source.report(file, ['chapter'], `“${document.chapter}” is no chapter`);
  return {
    chapters: documentsOf(chapters).sort((a, b) => a.chapter - b.chapter),
    revisions: documentsOf(revisions).sort((a, b) => b.date.localeCompare(a.date)),
    readings: documentsOf(readings),
    pages: documentsOf(pages),
  };
}

function checkChapters(
  source: TownSource,
  chapters: readonly LoadedChapter[],
  focusIds: ReadonlySet<string>,
): void {
  if (chapters.length === 0) source.note('narrative', 'has no chapter');
  const firstOf = new Map<string, LoadedChapter['document']>();
  for (const chapter of chapters) {
    const { document, source: file } = chapter;
    if (reservedChapterSlugs.some((slug) => slug === document.slug))
      source.note(document.file, `cannot be called “${document.slug}”: that address has a page of its own`);
    for (const [index, id] of document.focuses.entries())
      if (!focusIds.has(id)) source.report(file, ['focuses', index], `“${id}” is no focus of this town`);
    checkNumber(source, chapter, chapters);
    checkAgreement(source, chapter, firstOf.get(document.slug) ?? document);
    if (!firstOf.has(document.slug)) firstOf.set(document.slug, document);
  }
}

/** Two chapters of one language cannot have the same number. */
function checkNumber(
  source: TownSource,
  { document, source: file }: LoadedChapter,
  all: readonly LoadedChapter[],
): void {
  const first = all.find(
    (other) => other.document.language === document.language && other.document.chapter === document.chapter,
  );
  if (first && first.document.slug !== document.slug)
    source.report(file, ['chapter'], `${document.chapter} is also the number of ${first.document.file}`);
}

/** A chapter has the same number and opens the same focuses in every language. */
function checkAgreement(
  source: TownSource,
  { document, source: file }: LoadedChapter,
  first: LoadedChapter['document'],
): void {
  if (first.chapter !== document.chapter)
    source.report(file, ['chapter'], `must be ${first.chapter} as in ${first.file}`);
  if (String(first.focuses) !== String(document.focuses))
    source.report(file, ['focuses'], `must be those of ${first.file}: ${first.focuses.join(', ')}`);
}

function documentsOf<Fields>({ loaded }: { readonly loaded: readonly Loaded<Fields>[] }) {
  return loaded.map(({ document }) => document);
}
