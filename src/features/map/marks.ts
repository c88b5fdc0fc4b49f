import { placeOf, standing, symbolCount } from '#features/groups/group-words.ts';
import { type GroupSummary, type GroupSymbolKind, symbolOf } from '#features/groups/summary.ts';
import { meetsWhen } from '#features/groups/when.ts';
import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';

/** What the map says of a group, in the reader's words; the properties of a feature of the brief file. */
export interface Mark {
  readonly slug: string;
  readonly name: string;
  /** The language of the name, where it is not the reader's. */
  readonly lang?: string;
  readonly symbol: GroupSymbolKind;
  readonly count: number | null;
  /** “7 places” */
  readonly standing: string;
  /** “Thursday evenings” */
  readonly when: string | null;
  /** “Quayside, E4” */
  readonly place: string;
}

/** Describes groups for the map in one language. */
export function describeMark(t: Translate, lang: Lang): (group: GroupSummary) => { properties: Mark } {
  return (group) => {
    const { slug, name } = group;
    const foreign = group.lang === lang ? {} : { lang: group.lang };
    const symbol = { symbol: symbolOf(group), count: symbolCount(group) };
    const words = {
      standing: standing(group, t).text,
      when: meetsWhen(group, t, lang),
      place: placeOf(group, t),
    };
    return { properties: { slug, name, ...foreign, ...symbol, ...words } };
  };
}
