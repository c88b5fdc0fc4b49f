import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { calmName, cleanName, isShouted } from '#features/neighborhoods/boundaries/name-style.ts';
import { nameAreas } from '#features/neighborhoods/boundaries/names.ts';
import { isRefused } from '#features/neighborhoods/boundaries/refusal.ts';
import { collect, namesOf, noticeCodes, place, square, townIn } from '#test/support/boundary-files.ts';

type Properties = Record<string, unknown>;

function chosen(rows: readonly Properties[], languages = ['en']) {
  const areas = rows.map((properties) => ({ properties, polygons: [] }));
  const named = nameAreas(areas, null, languages);
  if (isRefused(named)) throw new Error(JSON.stringify(named));
  return {
    property: named.property,
    names: named.names.map(({ name }) => name),
    texts: named.names.map(({ text }) => text),
  };
}

/** The way cities write their files: a few rows each, and the property that holds the names. */
const cities = JSON.parse(readFileSync('test/fixtures/names-in-city-files.json', 'utf8')) as {
  city: string;
  property: string;
  rows: Properties[];
}[];

test.each(cities)('the names in a file of $city are found in $property', ({ property, rows }) => {
  expect(chosen(rows).property).toBe(property);
});

test('of several languages of a name, the town’s own come first, and each page speaks its own', () => {
  const rows = [
    {
      'name:fr': 'Molenbeek-Saint-Jean',
      'name:nl': 'Sint-Jans-Molenbeek',
      'name:en': 'Molenbeek',
      'name:es': 'Molenbeek de San Juan',
    },
    { 'name:fr': 'Forest', 'name:nl': 'Vorst', 'name:en': 'Forest', 'name:es': 'Forest' },
  ];
  const inSpanish = chosen(rows, ['es', 'en']);
  expect(inSpanish.property).toBe('name:es');
  expect(inSpanish.texts).toEqual([{ es: 'Molenbeek de San Juan', en: 'Molenbeek' }, null]);
  expect(
    chosen(
      rows.map((row) => ({ ...row, name: row['name:fr'] })),
      ['en'],
    ).names[0],
  ).toBe('Molenbeek-Saint-Jean');
  expect(
    chosen([{ name: { fr: 'Saint-Gilles', en: 'St Giles' } }, { name: { fr: 'Uccle', en: 'Uccle' } }]).names,
  ).toEqual(['St Giles', 'Uccle']);
});

test('a name without Latin letters takes its address from the English one, or is numbered', () => {
  const area = (properties: Properties, at: number) => ({
    type: 'Feature',
    properties,
    geometry: square(139.7 + at / 100, 35.6),
  });
  const rows = [
    { name: '千代田区', name_en: 'Chiyoda' },
    { name: '港区', name_en: 'Minato' },
    { name: '中央区' },
  ];
  const town = townIn({ type: 'FeatureCollection', features: rows.map(area) });
  expect(town.neighborhoods.map(({ id }) => id)).toEqual(['chiyoda', 'minato', 'area-3']);
});

test('names all in capitals are written as people write them, and the adopter hears it', () => {
  const names = [
    'FRY’S SPRING',
    '10TH & PAGE',
    'NW HEIGHTS',
    'SAN JOSÉ DE LA LUZ',
    'WARD IV',
    'O’HARE',
    'ST. JOHNS',
  ];
  const town = townIn({
    type: 'FeatureCollection',
    features: names.map((name, at) => ({
      type: 'Feature',
      properties: { name },
      geometry: square(4 + at / 100, 52),
    })),
  });
  expect(namesOf(town)).toEqual([
    'Fry’s Spring',
    '10th & Page',
    'NW Heights',
    'San José de la Luz',
    'Ward IV',
    'O’Hare',
    'St. Johns',
  ]);
  expect(noticeCodes(town)).toContain('calmed-names');
  expect(isShouted(['LEITH', 'New Town'])).toBe(false);
  expect(calmName('DE PIJP')).toBe('De Pijp');
});

test.each([
  ['  Rabot  - Blaisantvest\n', 'Rabot - Blaisantvest'],
  ['10th &amp; Page', '10th & Page'],
  ['Fry&#39;s Spring', "Fry's Spring"],
  ['\u0000Docks\u200b', 'Docks'],
  ['   ', null],
  ['N/A', null],
  ['<Null>', null],
])('the name %j is kept as %j', (raw, name) => {
  expect(cleanName(raw)).toBe(name);
});

test('wards that have numbers for names are called wards, and the adopter hears it', () => {
  const wards = collect(
    ...[1, 2, 3, 4].map((number) => ({
      ...place(null, square(4 + number / 100, 52)),
      properties: { OBJECTID: number + 10, WARD_NO: number, sq_mi: 3.25 * number },
    })),
  );
  const town = townIn(wards);
  expect(namesOf(town)).toEqual(['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4']);
  expect(town.notices).toContainEqual({ code: 'numbers-as-names', property: 'WARD_NO', word: 'Ward' });
  expect(namesOf(townIn(wards, { nameProperty: 'WARD_NO' }))).toEqual(namesOf(town));
});

test.each<[what: string, names: unknown[], told: string[]]>([
  ['numbers', [1, 2, 3], ['1', '2', '3']],
  ['letters', ['A', 'B', 'C'], ['A', 'B', 'C']],
])('areas whose “name” holds %s are called by them', (_, names, told) => {
  const file = collect(
    ...names.map((name, at) => ({
      ...place(null, square(4 + at / 100, 52)),
      properties: { OBJECTID: at + 10, name },
    })),
  );
  expect(namesOf(townIn(file))).toEqual(told);
});

test('a community area’s name wins over its code', () => {
  const { property } = chosen([
    { area_numbe: '35', code: 'A1', community_area_name: 'Douglas' },
    { area_numbe: '36', code: 'A2', community_area_name: 'Oakland' },
  ]);
  expect(property).toBe('community_area_name');
});
