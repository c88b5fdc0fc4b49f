import type { RawArea } from './features.ts';

/** What cities call areas that have a number for a name. */
const areaWord =
  /(?:^|[^a-z])(ward|district|precinct|zone|sector|borough|division|quarter|area|distrito|barrio|zona|sector|cuartel|bezirk|stadtbezirk|stadtteil|kreis|arrondissement|quartier|secteur|wijk|buurt|kwartier|distretto|quartiere|circoscrizione|bairro|kerület|dzielnica|rayon)(?:$|[^a-z])/;
/** As JSON writes it, in quotes or not. */
const shortNumber = /^(?:\d{1,3}|"\s*\d{1,3}[A-Za-z]?\s*")$/;

/** Areas that are told apart by numbers, and the word to say before each: `Ward 3`. */
export interface NumberedAreas {
  readonly property: string;
  readonly word: string;
}

/** The property that numbers the areas, such as `WARD_NO`, each number once; null where there is none. */
export function findNumbering(
  areas: readonly RawArea[],
  properties: readonly string[],
): NumberedAreas | null {
  for (const property of properties) {
    const word = wordOf(property);
    if (word === null) continue;
    const values = areas.map((area) => area.properties[property]);
    const numbers = values.filter((value) => shortNumber.test(JSON.stringify(value ?? null)));
    if (numbers.length === areas.length && new Set(numbers).size === numbers.length)
      return { property, word };
  }
  return null;
}

function wordOf(property: string): string | null {
  const spaced = property.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const word = areaWord.exec(spaced)?.[1];
  if (word === undefined) return null;
  return word.charAt(0).toUpperCase() + word.slice(1);
}
