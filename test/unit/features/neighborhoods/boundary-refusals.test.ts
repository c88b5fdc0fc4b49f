import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collect, place, refusalOf, square, townIn } from '#test/support/boundary-files.ts';
import { wavyTown } from '#test/support/wavy-town.ts';

const larkwater = readFileSync('test/fixtures/towns/larkwater.geojson');
const bytes = (...start: number[]) => Uint8Array.from([...start, ...Array<number>(200).fill(7)]);
const letters = (text: string) => new TextEncoder().encode(text);

test.each([
  ['zip', bytes(0x50, 0x4b, 3, 4)],
  ['gzip', bytes(0x1f, 0x8b)],
  ['geopackage', letters('SQLite format 3\0')],
  ['shapefile', bytes(0, 0, 0x27, 0x0a)],
  ['flatgeobuf', letters('fgb\u0003fgb')],
  ['parquet', letters('PAR1....')],
  ['pdf', letters('%PDF-1.7')],
  ['image', bytes(0x89, 0x50, 0x4e, 0x47)],
  ['binary', bytes(1, 2, 0, 0, 9)],
  ['html', '<!DOCTYPE html><html><head><title>Open data</title></head></html>'],
  ['kml', '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>'],
  ['gml', '<wfs:FeatureCollection xmlns:gml="http://www.opengis.net/gml"></wfs:FeatureCollection>'],
  ['xml', '<osm version="0.6"></osm>'],
  ['csv', 'OBJECTID,NAME,the_geom\n1,Old Docks,"MULTIPOLYGON (((4 52, 5 52)))"\n'],
  ['csv', 'id;nombre;distrito\n1;Sol;Centro\n'],
  ['wkt', 'POLYGON ((4 52, 5 52, 5 53, 4 52))'],
  ['script', 'var hoods = {"type":"FeatureCollection","features":[]};'],
  ['script', 'callback({"type":"FeatureCollection","features":[]});'],
  ['text', 'Not found'],
  ['topojson', { type: 'Topology', objects: {}, arcs: [] }],
  [
    'esri-json',
    {
      geometryType: 'esriGeometryPolygon',
      features: [{ attributes: { NAME: 'A' }, geometry: { rings: [] } }],
    },
  ],
  ['json', [{ name: 'Old Docks', the_geom: 'POLYGON' }]],
  ['json', { rows: [] }],
  ['json', '"hello"'],
  ['json', 'null'],
])('an adopter who gives %s instead of GeoJSON is told what it is', (kind, file) => {
  expect(refusalOf(file)).toEqual({ code: 'foreign', kind });
});

test('an adopter who saved an error message of the city’s server is told so', () => {
  const file = { error: { code: 400, message: 'Invalid token' } };
  expect(refusalOf(file)).toEqual({ code: 'server-error', message: 'Invalid token' });
});

test.each(['', ' \n\t ', '\ufeff'])('an adopter with an empty file is told that it is empty', (file) => {
  expect(refusalOf(file)).toEqual({ code: 'empty-file' });
});

test('an adopter whose download broke off anywhere is told the line', () => {
  for (const length of [300, 1000, 5000, 20_000, larkwater.length - 3]) {
    const cut = larkwater.subarray(0, length);
    const lines = cut.toString().trimEnd().split('\n').length;
    expect(refusalOf(new Uint8Array(cut)), `cut at ${length}`).toMatchObject({
      code: 'cut-off',
      line: lines,
    });
  }
});

test('an adopter who left a comma too many is told the place', () => {
  expect(refusalOf('{"type": "FeatureCollection",\n "features": [],}')).toEqual({
    code: 'broken-json',
    line: 2,
    column: 17,
    near: '": "FeatureCollection", "features": [],',
  });
});

test('a file without features, or with points and lines only, says what it has', () => {
  expect(refusalOf({ type: 'FeatureCollection', features: [] })).toEqual({ code: 'no-features' });
  expect(refusalOf({ type: 'FeatureCollection' })).toEqual({ code: 'no-features' });
  const stops = collect(
    place('Station', { type: 'Point', coordinates: [4, 52] }),
    place('Line 1', {
      type: 'LineString',
      coordinates: [
        [4, 52],
        [5, 52],
      ],
    }),
    place('Nothing', null),
    place('Emptied', { type: 'Polygon', coordinates: [] }),
  );
  expect(refusalOf(stops)).toEqual({ code: 'no-areas', points: 1, lines: 1, empty: 2 });
});

test('a file of parcels is refused, since nobody knows them by name', () => {
  const town = wavyTown({ columns: 50, rows: 41, corners: 0 });
  expect(refusalOf(town)).toEqual({ code: 'too-many-areas', found: 2050, most: 2000 });
});

test('meters are refused, with the system the file names', () => {
  const madrid = {
    ...collect(
      place('Sol', square(440_000, 4_474_000, 500)),
      place('Palacio', square(439_500, 4_474_000, 500)),
    ),
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25830' } },
  };
  expect(refusalOf(madrid)).toEqual({
    code: 'other-coordinates',
    system: 'EPSG:25830',
    example: [440_000, 4_474_000],
  });
});

test('meters of a system the file does not name are refused too', () => {
  const file = collect(place('Sol', square(-411_000, 4_926_000, 500)));
  expect(refusalOf(file)).toMatchObject({ code: 'other-coordinates', system: null });
});

test('latitude before longitude is noticed where the numbers show it', () => {
  const tokyo = collect(place('Chiyoda', square(35.69, 139.75)), place('Minato', square(35.66, 139.75)));
  expect(refusalOf(tokyo)).toEqual({ code: 'swapped-coordinates', example: [35.69, 139.75] });
});

test('a town whose longitudes count on past the date line is told so, and not that they are meters', () => {
  const file = collect(place('Naselesele', square(179.995, -16.7)), place('Matei', square(180.005, -16.7)));
  expect(refusalOf(file)).toEqual({ code: 'crosses-antimeridian' });
});

test('an adopter whose list of features broke off is told the line it broke off in', () => {
  const lines = [place('Old Docks', square(4, 52)), place('East', square(4.01, 52))].map((each) =>
    JSON.stringify(each),
  );
  expect(refusalOf(lines.join('\n').slice(0, -20))).toMatchObject({ code: 'cut-off', line: 2 });
  expect(refusalOf([lines[0], '{"type" "Feature"}'].join('\n'))).toMatchObject({
    code: 'broken-json',
    line: 2,
  });
});

test('a town on both sides of the date line is refused', () => {
  const taveuni = collect(place('West', square(179.9, -16.8)), place('East', square(-179.95, -16.8)));
  expect(refusalOf(taveuni)).toEqual({ code: 'crosses-antimeridian' });
});

test('outlines that enclose nothing are refused', () => {
  const file = collect(
    place('Line', {
      type: 'Polygon',
      coordinates: [
        [
          [4, 52],
          [4.1, 52],
          [4, 52],
        ],
      ],
    }),
    place('Dot', {
      type: 'Polygon',
      coordinates: [
        [
          [4, 52],
          [4, 52],
          [4, 52],
          [4, 52],
        ],
      ],
    }),
    place('Words', {
      type: 'Polygon',
      coordinates: [
        [
          ['4', '52'],
          ['5', '52'],
          ['5', '53'],
          ['4', '52'],
        ],
      ] as never,
    }),
    place('Flat', {
      type: 'MultiPolygon',
      coordinates: [
        [
          [4, 52],
          [5, 52],
          [5, 53],
          [4, 52],
        ],
      ] as never,
    }),
  );
  expect(refusalOf(file)).toEqual({ code: 'no-outlines', broken: 4 });
});

test('a file whose areas have codes but no names offers what it has', () => {
  const file = wavyTown({
    columns: 3,
    rows: 2,
    corners: 2,
    properties: (column, row) => ({
      OBJECTID: column + 3 * row,
      GEOID: `0605500${column}${row}`,
      updated: '2024-05-01',
    }),
  });
  expect(refusalOf(file)).toEqual({
    code: 'no-name-property',
    samples: [
      { property: 'OBJECTID', example: '0' },
      { property: 'GEOID', example: '060550000' },
      { property: 'updated', example: '2024-05-01' },
    ],
  });
  expect(townIn(file, { nameProperty: 'OBJECTID' }).neighborhoods.map(({ id }) => id)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
});

test('a property that no area has, or few have, is refused when asked for', () => {
  const file = collect(
    place('A corner', square(4, 52)),
    place(null, square(4.01, 52)),
    place('', square(4.02, 52)),
  );
  expect(refusalOf(file, { nameProperty: 'naam' })).toEqual({
    code: 'unknown-name-property',
    asked: 'naam',
    samples: [],
  });
  expect(refusalOf(file, { nameProperty: 'name' })).toMatchObject({
    code: 'names-missing',
    missing: 2,
    areas: 3,
    samples: [],
  });
});

test('a file whose areas together are smaller than a house is refused', () => {
  const file = collect(place('Old Docks', square(4, 52, 1e-5)), place('East', square(4.00001, 52, 1e-5)));
  expect(refusalOf(file)).toMatchObject({ code: 'no-outlines' });
});
