import { z } from 'zod';
import { slugSchema, textSchema } from './localized.ts';

/** What every Markdown file of a town becomes: its fields, and its text still as Markdown. */
export interface TownDocument {
  readonly slug: string;
  readonly language: string;
  /** Path inside the town's folder. */
  readonly file: string;
  /** CommonMark with tables; HTML in it is not passed through. */
  readonly markdown: string;
}

/** Addresses under `/narrative/` that no chapter may take. */
export const reservedChapterSlugs = ['revisions', 'readings'] as const;

/** Frontmatter of `narrative/<lang>/<slug>.md`. */
export const chapterSchema = z.strictObject({
  chapter: z.int().min(1),
  title: textSchema,
  /** The open question it leads with. */
  question: textSchema,
  /** One or two sentences, for lists and search engines. */
  description: textSchema,
  /** Ids of the focuses it opens. */
  focuses: z.array(slugSchema).default([]),
});
export type Chapter = TownDocument & Readonly<z.infer<typeof chapterSchema>>;

/** A calendar day, YYYY-MM-DD. */
const daySchema = z.iso.date('must be a day such as 2026-04-18');

/** Frontmatter of `narrative/<lang>/revisions/<slug>.md`; the text says what changed and why. */
export const revisionSchema = z.strictObject({
  date: daySchema,
  title: textSchema,
  /** Slugs of the chapters that changed. */
  chapters: z.array(slugSchema).min(1, 'names no chapter'),
  /** Whose report or answer changed it. */
  learnedFrom: textSchema,
});
export type Revision = TownDocument & Readonly<z.infer<typeof revisionSchema>>;

/** Frontmatter of `narrative/<lang>/readings/<slug>.md`: another reading, signed by people who disagree. */
export const readingSchema = z.strictObject({
  /** Slug of the chapter it answers. */
  chapter: slugSchema,
  title: textSchema,
  /** Who signs it. */
  by: textSchema,
  date: daySchema,
});
export type Reading = TownDocument & Readonly<z.infer<typeof readingSchema>>;

/** The pages every town writes for itself, at these addresses. */
export const pageSlugs = ['how-it-works', 'start-a-group', 'privacy', 'accessibility', 'colophon'] as const;

/** Frontmatter of `pages/<lang>/<slug>.md`. */
export const pageSchema = z.strictObject({ title: textSchema, description: textSchema });
export type TownPage = TownDocument & Readonly<z.infer<typeof pageSchema>>;
