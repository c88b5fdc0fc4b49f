import { readFileSync } from 'node:fs';
import type { FeatureCollection, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { collect, namesOf, noticeCodes, place, square, townIn } from '#test/support/boundary-files.ts';

const larkwaterText = readFileSync('test/fixtures/towns/larkwater.geojson', 'utf8');
const larkwater = JSON.parse(larkwaterText) as FeatureCollection<Polygon>;

test('points and lines among the areas are left out and counted', () => {
  const town = townIn(
    collect(
      place('Old Docks', square(4, 52)),
      place('Station', { type: 'Point', coordinates: [4, 52] }),
      place('Ring road', {
        type: 'LineString',
        coordinates: [
          [4, 52],
          [5, 52],
        ],
      }),
      place('Brook End', {
        type: 'GeometryCollection',
        geometries: [square(4.01, 52), { type: 'Point', coordinates: [4, 52] }],
      }),
      place('Nowhere', null),
      place('Sliver', {
        type: 'Polygon',
        coordinates: [
          [
            [4, 52],
            [4.1, 52],
            [4, 52],
            [4, 52],
          ],
        ],
      }),
    ),
  );
  expect(namesOf(town)).toEqual(['Old Docks', 'Brook End']);
  expect(town.notices.slice(0, 4)).toEqual([
    { code: 'points-left-out', count: 2 },
    { code: 'lines-left-out', count: 1 },
    { code: 'empty-left-out', count: 1 },
    { code: 'broken-left-out', count: 1 },
  ]);
});

test.each([
  ['one feature', place('Old Docks', square(4, 52)), 'Old Docks'],
  ['a bare outline', square(4, 52), 'Larkwater'],
  ['a feature without properties', { ...place(null, square(4, 52)), properties: null }, 'Larkwater'],
  [
    'a bare collection of outlines',
    { type: 'GeometryCollection', geometries: [square(4, 52), square(4.2, 52)] },
    'Larkwater',
  ],
])('a file with %s is a town of one neighborhood, and the adopter hears it', (_, file, name) => {
  const town = townIn(file);
  expect(namesOf(town)).toEqual([name]);
  expect(noticeCodes(town)).toContain('single-area');
});

test('a plain list of features, and one feature to a line, are read like a collection', () => {
  const features = [place('Old Docks', square(4, 52)), place('Brook End', square(4.01, 52))];
  expect(namesOf(townIn(features))).toEqual(['Old Docks', 'Brook End']);
  expect(namesOf(townIn(features.map((each) => JSON.stringify(each)).join('\n')))).toEqual([
    'Old Docks',
    'Brook End',
  ]);
  expect(namesOf(townIn(features.map((each) => `\u001e${JSON.stringify(each)}\n`).join('')))).toEqual([
    'Old Docks',
    'Brook End',
  ]);
});

test('accents survive a byte order mark, UTF-16 in both orders, and the older Western letters', () => {
  const utf16 = (text: string, bigEndian: boolean) =>
    Uint8Array.from(
      Array.from({ length: text.length * 2 }, (_, at) => {
        const unit = text.charCodeAt(at >> 1);
        return (at % 2 === 0) === bigEndian ? unit >> 8 : unit & 0xff;
      }),
    );
  const latin1 = Uint8Array.from(larkwaterText.replaceAll('’', "'"), (letter) => letter.charCodeAt(0));
  for (const file of [
    `\ufeff${larkwaterText}`,
    utf16(`\ufeff${larkwaterText}`, false),
    utf16(`\ufeff${larkwaterText}`, true),
    utf16(larkwaterText, false),
    latin1,
  ]) {
    expect(namesOf(townIn(file))).toEqual(expect.arrayContaining(['Ñuñoa', 'São Bento', 'Þingholt']));
  }
  expect(townIn(latin1).notices[0]).toEqual({ code: 'encoding', encoding: 'windows-1252' });
});

test.each([
  'urn:ogc:def:crs:OGC:1.3:CRS84',
  'urn:ogc:def:crs:EPSG::4326',
  'EPSG:4326',
  'EPSG:4258',
  'urn:ogc:def:crs:EPSG::4269',
])('a file that says %s is taken as it is', (name) => {
  const town = townIn({ ...larkwater, crs: { type: 'name', properties: { name } } });
  expect(noticeCodes(town)).toEqual(['name-property']);
});

test('a file that names meters but holds degrees is taken as degrees, and the adopter hears it', () => {
  const town = townIn({
    ...larkwater,
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
  });
  expect(town.notices[0]).toEqual({ code: 'mislabeled-system', system: 'EPSG:3857' });
});

test('heights in the coordinates fall away', () => {
  const file = structuredClone(larkwater);
  for (const { geometry } of file.features)
    for (const ring of geometry.coordinates) for (const position of ring) position.push(12.5);
  expect(townIn(file)).toEqual(townIn(larkwaterText));
});
