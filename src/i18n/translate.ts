import { IntlMessageFormat } from 'intl-messageformat';
import type { Lang } from './catalog.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';

type Catalog = typeof en;
/** `namespace.key` of a text in the catalog; the English catalog is the list of what exists. */
export type TextKey = {
  [Namespace in keyof Catalog]: `${Namespace}.${Extract<keyof Catalog[Namespace], string>}`;
}[keyof Catalog];
export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
/** Gives the text of a key in one language, its ICU placeholders filled. */
export type Translate = (key: TextKey, values?: TextValues) => string;

const catalogs: Record<Lang, Record<string, Record<string, string>>> = { en, es };

/**
 * The translator of one language. Texts follow ICU message syntax (plural, select, number).
 * @throws when a key is not in the catalog: a missing text is a defect, not something to show.
 */
export function translator(lang: Lang): Translate {
  return (key, values) => {
    const text = findText(lang, key);
    if (text === undefined) throw new Error(`No text ${key} in ${lang}`);
    if (!text.includes('{')) return text;
    return String(compiled(lang, text).format(values ?? {}));
  };
}

/** Whether `key` names a text; for keys that arrive as data, such as a refusal's code. */
export function isTextKey(key: string): key is TextKey {
  return findText('en', key) !== undefined;
}

function findText(lang: Lang, key: string): string | undefined {
  const dot = key.indexOf('.');
  return catalogs[lang][key.slice(0, dot)]?.[key.slice(dot + 1)];
}

const formats = new Map<string, IntlMessageFormat>();

function compiled(lang: Lang, text: string): IntlMessageFormat {
  const id = `${lang}:${text}`;
  let format = formats.get(id);
  if (!format) {
    format = new IntlMessageFormat(text, lang, undefined, { ignoreTag: true });
    formats.set(id, format);
  }
  return format;
}
