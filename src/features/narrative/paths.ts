import { defaultLanguage, type Town } from '#features/town/town.ts';

/** One page per language: the first language has no prefix. */
export function languagePaths(town: Pick<Town, 'languages'>) {
  const first = defaultLanguage(town);
  return town.languages.map((language) => ({
    params: { lang: language === first ? undefined : language },
    language,
  }));
}
