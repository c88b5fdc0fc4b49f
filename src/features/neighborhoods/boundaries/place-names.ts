import type { LocalizedText } from '#features/town/localized.ts';
import { freeSlug, slugify } from '#lib/slug.ts';
import type { AreaName } from './names.ts';
import type { NamedPlace } from './same-names.ts';

/** What a neighborhood is called, and the id its addresses carry. */
export interface PlaceName {
  readonly id: string;
  readonly name: LocalizedText;
}

/** How areas without a name of their own are called. */
export interface Unnamed {
  readonly languages: readonly string[];
  readonly townName: string;
  readonly unnamed: (number: number) => LocalizedText;
}

/**
 * Names every place, and gives each an id of its own: the name's slug, numbered where it is taken, and
 * `area-<number>` where a name has no Latin spelling.
 */
export function namePlaces(
  places: readonly NamedPlace[],
  areas: readonly AreaName[],
  unnamed: Unnamed,
): PlaceName[] {
  const taken = new Set<string>();
  let nameless = 0;
  return places.map((place, at) => {
    const area = areas[place.areas[0] ?? -1];
    const name = place.name ?? (places.length === 1 ? unnamed.townName : null);
    const text =
      name === null
        ? unnamed.unnamed((nameless += 1))
        : numbered(inAll(area?.text ?? null, name, unnamed), place.number);
    const spelled =
      slugify(text[unnamed.languages[0] ?? ''] ?? '') || slugify(area?.latin ?? '') || `area-${at + 1}`;
    const id = freeSlug(spelled, taken);
    taken.add(id);
    return { id, name: text };
  });
}

function inAll(text: LocalizedText | null, name: string, { languages }: Unnamed): LocalizedText {
  return text ?? Object.fromEntries(languages.map((language) => [language, name]));
}

function numbered(text: LocalizedText, number: number | null): LocalizedText {
  if (number === null) return text;
  return Object.fromEntries(Object.entries(text).map(([language, name]) => [language, `${name} ${number}`]));
}
