/** The languages of a town and, for each, where the page at `pathname` is in it. */
export function alternates(
  pathname: string,
  languages: readonly string[],
): { readonly language: string; readonly path: string }[] {
  const [first = 'en', ...others] = languages;
  const prefix = others.find((each) => pathname === `/${each}` || pathname.startsWith(`/${each}/`));
  const path = prefix === undefined ? pathname : pathname.slice(prefix.length + 1) || '/';
  return languages.map((language) => ({ language, path: language === first ? path : `/${language}${path}` }));
}

/** A language's own name for itself, such as “Español”. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
