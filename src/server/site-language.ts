import type { Lang } from '#i18n/catalog.ts';
import { translator } from '#i18n/translate.ts';
import type { Town } from '#features/town/town.ts';

/** The language that an address is in: its first part where that is one of the town's other languages, else the first. */
export function languageOf(pathname: string, languages: Town['languages']): Lang {
  const [first, ...others] = languages;
  const part = pathname.split('/', 2)[1] ?? '';
  const lang = others.find((each) => each === part) ?? first;
  if (lang === undefined) throw new Error('A town has at least one language.');
  return lang;
}

/** The address of `path` in a language of the town; a path that carries another language already keeps it. */
export function addressIn(lang: Lang, path: string, languages: Town['languages']): string {
  if (languageOf(path, languages) !== languages[0]) return path;
  return lang === languages[0] ? path : `/${lang}${path}`;
}

/** Lets a page, or what is put into one later, speak a language: its texts and where its links lead. */
export function speak(locals: App.Locals, lang: Lang, languages: Town['languages']): void {
  locals.lang = lang;
  locals.t = translator(lang);
  locals.href = (path) => addressIn(lang, path, languages);
}
