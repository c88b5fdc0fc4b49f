import type { LocalizedText } from '#features/town/localized.ts';
import type { RawArea } from './features.ts';
import { isRecord } from './features.ts';
import { findNumbering } from './numbered-names.ts';
import { calmName, cleanName, isShouted } from './name-style.ts';
import type { PropertySample, Refused } from './refusal.ts';

/** What an area is called; all null where the file does not say. */
export interface AreaName {
  readonly name: string | null;
  /** The name in each of the town's languages, where the file has it in several. */
  readonly text: LocalizedText | null;
  /** A spelling in Latin letters, for the id of a name that has none. */
  readonly latin: string | null;
}

/** The property chosen for names, the name of each area, and what else could serve. */
export interface NamedAreas {
  readonly property: string | null;
  readonly names: readonly AreaName[];
  readonly alternatives: readonly string[];
  /** The file writes its names all in capitals; here they are written as people write them. */
  readonly calmed: boolean;
  /** The file has numbers for names, and this word stands before each of them; null where it has names. */
  readonly numberedAs: string | null;
}

const knownNames = [
  /^name$/,
  /^(?:neighbou?rhoods?|nbhd|nhood|hood|neigh|prineigh|shood|lhood|secneigh)(?:name|label)?$/,
  /^(?:nta|cdta|ward|area|community|district|suburb|quarter|locality|local|precinct|borough|boro|com|comm|dist|plan|gis)+name$/,
  /^(?:wijk|buurt|bu|wk|gm|gemeente|stadsdeel|bc)_?(?:naam|name)?$/,
  /^(?:barrio|nombarri|nombar|nombarrio|barri|colonia|nombre|nomdis|nombredistrito|distrito|denominacion|freguesia|bairro|dsgfreg)$/,
  /^(?:nom|nome|naam|navn|namn|nazwa|nazev|naziv|nimi|isim|nev|nume|bezeich|bezeichnung|gen|ortsteil|stadtteil|stadtbezirk|bezirk|kiez|plrname|bzrname|lqu|nomqu|quartier|arrondissement|quartiere|rione|sestiere|contrada)$/,
  /^(?:label|maplabel|title|titel|titulo|titre|displayname|fullname|longname|officialname|s12name|n03004|sname)$/,
] as const;

const nameLike =
  /name|naam|nom|nome|navn|namn|nombre|bezeich|label|title|neighb|hood|barri|wijk|buurt|ward|distri/;
const notNames =
  /(?:^|[^a-z])(?:o?id|fid|gid|uuid|guid|code|cod|key|nr|num|number|type|kind|class|status|url|uri|link|web|date|time|created|updated|edited|modified|user|editor|creator|author|source|src|note|notes|comment|desc|description|descriptio|remark|area|length|perimeter|shape|color|colour|fill|stroke|county|state|country|province|region|city|municipality|email|phone|address|council)(?:$|[^a-z])/;
const languageEnding = /[_:.\-\s]([a-z]{2,3})$/i;
const wantedShare = 0.5;

/**
 * Finds the property that names the areas, or takes the one that was asked for. A property names the areas when
 * it is text, is there for most of them, hardly repeats, does not look like a code, a date or an address, and,
 * above all, is called so; of several languages of a name, the plain one wins, then the town's first language.
 */
export function nameAreas(
  areas: readonly RawArea[],
  asked: string | null,
  languages: readonly string[],
): NamedAreas | Refused {
  const properties = [...new Set(areas.flatMap((area) => Object.keys(area.properties)))];
  const samples = sampleProperties(areas, properties);
  if (asked !== null && !properties.includes(asked)) {
    return { refusal: { code: 'unknown-name-property', asked, samples } };
  }
  const ranked = asked === null ? rank(areas, properties, languages) : [asked];
  const numbering = findNumbering(areas, ranked.length === 0 ? properties : ranked.slice(0, 1));
  const [property = numbering?.property ?? shortlyNamed(areas, properties), ...alternatives] = ranked;
  if (property === undefined) return { refusal: { code: 'no-name-property', samples } };
  const numberedAs = numbering?.word ?? null;
  const plain = areas
    .map((area) => nameIn(area.properties[property], languages))
    .map((name) => (numberedAs === null || name === null ? name : `${numberedAs} ${name}`));
  const missing = plain.filter((name) => name === null).length;
  if (missing > areas.length * wantedShare) {
    return { refusal: { code: 'names-missing', property, missing, areas: areas.length, samples } };
  }
  const calmed = isShouted(plain.filter((name) => name !== null));
  const calm = (name: string | null): string | null => (calmed && name !== null ? calmName(name) : name);
  const names = areas.map(({ properties: all }, at): AreaName => {
    const name = calm(plain[at] ?? null);
    const other = (language: string): string | null =>
      calm(nameIn(valueIn(all, property, language), [language]));
    return { name, text: name === null ? null : textOf(name, other, languages), latin: other('en') };
  });
  return { property, names, alternatives: alternatives.slice(0, 3), calmed, numberedAs };
}

/** The name in every language of the town; null where the file has no more than the one. */
function textOf(
  name: string,
  other: (language: string) => string | null,
  languages: readonly string[],
): LocalizedText | null {
  const text = Object.fromEntries(languages.map((language) => [language, other(language) ?? name]));
  return new Set(Object.values(text)).size > 1 ? text : null;
}

/** The value of the same property in another language: `name:es` or `NAME_ES` beside `name:en`, or a member. */
function valueIn(properties: Readonly<Record<string, unknown>>, property: string, language: string): unknown {
  const value = properties[property];
  if (isRecord(value)) return value[language];
  const stem = property.replace(languageEnding, '').toLowerCase();
  const endings = ['_', ':', '.', '-', ' '].map((mark) => `${stem}${mark}${language}`);
  const key = Object.keys(properties).find((each) => endings.includes(each.toLowerCase()));
  return key === undefined ? null : properties[key];
}

/** The properties that could hold a name, best first; none that surely do not. */
function rank(
  areas: readonly RawArea[],
  properties: readonly string[],
  languages: readonly string[],
): string[] {
  return properties
    .map((property) => ({ property, score: scoreOf(areas, property, languages) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ property }) => property);
}

/** Where nothing else names the areas: a property that is called so and differs, though it holds numbers or letters. */
function shortlyNamed(areas: readonly RawArea[], properties: readonly string[]): string | undefined {
  return properties.find((property) => {
    const values = valuesOf(areas, property).filter((value) => value.length <= 80);
    return isKnownName(property) && fills(values, areas) && new Set(values).size === values.length;
  });
}

function isKnownName(property: string): boolean {
  const key = property.toLowerCase().replace(/[^a-z0-9]/g, '');
  return knownNames.some((pattern) => pattern.test(key));
}

/** Whether so many of the areas have a value that the property can name them. */
function fills(values: readonly string[], areas: readonly RawArea[]): boolean {
  return values.length >= areas.length * wantedShare;
}

function valuesOf(areas: readonly RawArea[], property: string): string[] {
  return areas.map((area) => nameIn(area.properties[property], [])).filter((value) => value !== null);
}

function scoreOf(areas: readonly RawArea[], property: string, languages: readonly string[]): number {
  const values = areas
    .filter((area) => typeof area.properties[property] !== 'number')
    .map((area) => nameIn(area.properties[property], languages))
    .filter((name) => name !== null);
  const words = values.filter((value) => looksLikeWords(value));
  if (!fills(words, areas)) return 0;
  const distinct = new Set(values).size / values.length;
  if (areas.length > 3 && distinct < 0.3) return 0;
  return scoreKey(property, languages) + 4 * distinct + 2 * (values.length / areas.length);
}

function scoreKey(property: string, languages: readonly string[]): number {
  const language = languageEnding.exec(property)?.[1]?.toLowerCase();
  const spoken = language === undefined ? -1 : languages.indexOf(language);
  const bare = language === undefined || spoken === -1 ? property : property.replace(languageEnding, '');
  const key = bare.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = knownNames.findIndex((pattern) => pattern.test(key));
  const byLanguage = spoken === -1 ? 0 : -1 - spoken / 10;
  if (known !== -1) return 12 - known / 2 + byLanguage;
  if (notNames.test(property.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase())) return -6;
  return (nameLike.test(property.toLowerCase()) ? 5 : 0) + byLanguage;
}

function looksLikeWords(value: string): boolean {
  if (value.length > 80 || !/\p{L}{2}/u.test(value)) return false;
  const isCode = /^[A-Z]{0,4}[-_. ]?\d[\dA-Z._-]*$/.test(value) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value);
  return !isCode && !/^(?:https?:|www\.|\d{4}-\d\d-\d\d|#[0-9a-f]{6}$)|@|<\w/i.test(value);
}

function nameIn(value: unknown, languages: readonly string[]): string | null {
  const plain = isRecord(value) ? languages.map((language) => value[language]).find(Boolean) : value;
  return typeof plain === 'string' || typeof plain === 'number' ? cleanName(String(plain)) : null;
}

/** The properties that can be asked for, each with a value it has: those that enough of the areas have. */
function sampleProperties(areas: readonly RawArea[], properties: readonly string[]): PropertySample[] {
  return properties
    .map((property) => ({ property, values: valuesOf(areas, property) }))
    .filter(({ values }) => fills(values, areas) && values.length > 0)
    .map(({ property, values: [example = ''] }) => ({ property, example: example.slice(0, 40) }))
    .slice(0, 12);
}
