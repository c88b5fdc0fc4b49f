import { plainText } from '#lib/plain-text.ts';
import { localized } from '#features/town/localized.ts';
import type { Town } from '#features/town/town.ts';
import type { SearchDocument } from './search.ts';

/** Everything in the town's content that can be found, one document a thing and language. */
export function townDocuments(town: Town): SearchDocument[] {
  return [
    ...town.languages.flatMap((lang) => placesAndFocuses(town, lang)),
    ...town.chapters.map((chapter) => ({
      kind: 'chapter' as const,
      ref: chapter.slug,
      lang: chapter.language,
      title: chapter.title,
      body: join(
        chapter.question,
        chapter.description,
        plainText(chapter.markdown),
        readingsOf(town, chapter),
      ),
      path: `/narrative/${chapter.slug}/`,
    })),
    ...town.revisions.map((revision) => ({
      kind: 'revision' as const,
      ref: revision.slug,
      lang: revision.language,
      title: revision.title,
      body: join(revision.learnedFrom, plainText(revision.markdown)),
      path: `/narrative/revisions/#${revision.slug}`,
    })),
    ...town.pages.map((page) => ({
      kind: 'page' as const,
      ref: page.slug,
      lang: page.language,
      title: page.title,
      body: join(page.description, plainText(page.markdown)),
      path: `/${page.slug}/`,
    })),
  ];
}

function placesAndFocuses(town: Town, lang: string): SearchDocument[] {
  return [
    ...town.neighborhoods.map(({ id, name, text }) => ({
      kind: 'neighborhood' as const,
      ref: id,
      lang,
      title: localized(name, lang),
      body: text ? localized(text, lang) : '',
      path: `/neighborhoods/${id}/`,
    })),
    ...town.focuses.map(({ id, name, question, description }) => ({
      kind: 'focus' as const,
      ref: id,
      lang,
      title: localized(name, lang),
      body: join(localized(question, lang), localized(description, lang)),
      path: `/focuses/${id}/`,
    })),
    ...town.measures.map(({ id, name, howToCount, focus }) => ({
      kind: 'measure' as const,
      ref: id,
      lang,
      title: localized(name, lang),
      body: localized(howToCount, lang),
      path: `/focuses/${focus}/#${id}`,
    })),
  ];
}

function readingsOf({ readings }: Town, { slug, language }: { slug: string; language: string }): string {
  return readings
    .filter((reading) => reading.chapter === slug && reading.language === language)
    .map((reading) => join(reading.title, reading.by, plainText(reading.markdown)))
    .join('\n');
}

function join(...texts: string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
