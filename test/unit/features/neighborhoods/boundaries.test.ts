import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { FeatureCollection, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import type { ImportedBoundaries } from '#features/neighborhoods/boundaries.ts';
import { areaAt } from '#features/neighborhoods/geometry.ts';
import { slugPattern } from '#features/town/localized.ts';
import { ringsOf, signedSize, sizeOf, stretches } from '#test/support/borders.ts';
import {
  collect,
  namesOf,
  noticeCodes,
  place,
  square,
  squareRing,
  townIn,
} from '#test/support/boundary-files.ts';
import { wavyTown } from '#test/support/wavy-town.ts';

const larkwaterText = readFileSync('test/fixtures/towns/larkwater.geojson', 'utf8');
const larkwater = JSON.parse(larkwaterText) as FeatureCollection<Polygon>;

/** What holds for every town, whatever file it came from. */
function expectSound(town: ImportedBoundaries): void {
  const { neighborhoods, view } = town;
  const areas = neighborhoods.map(({ geometry }) => geometry);
  const [[west, south], [east, north]] = view.bounds;
  for (const { id, label, geometry } of neighborhoods) {
    expect(id).toMatch(slugPattern);
    expect(areaAt(label, [{ geometry }]), `label of ${id}`).not.toBeNull();
    expect(
      label[0] >= west && label[0] <= east && label[1] >= south && label[1] <= north,
      `${id} on the sheet`,
    ).toBe(true);
    for (const position of ringsOf(geometry).flat()) {
      expect(position).toHaveLength(2);
      for (const degrees of position) expect(Math.round(degrees * 1e5) / 1e5).toBe(degrees);
    }
  }
  expect(new Set(neighborhoods.map(({ id }) => id)).size).toBe(neighborhoods.length);
  expect(Math.max(view.grid.columns, view.grid.rows)).toBe(8);
  expect(JSON.stringify(areas).length).toBeLessThan(150_000);
}

/** Neighbors share their borders: together the neighborhoods cover the ground once, without gaps. */
function expectTiled({ neighborhoods, land }: ImportedBoundaries, slack = 1e-9): void {
  const areas = neighborhoods.map(({ geometry }) => geometry);
  const drawn = [...stretches(areas).values()];
  expect(Math.max(...drawn)).toBeLessThanOrEqual(2);
  expect(drawn.filter((times) => times === 2).length).toBeGreaterThan(0);
  const covered = areas.reduce((sum, area) => sum + sizeOf(area), 0);
  expect(Math.abs(covered / sizeOf(land) - 1)).toBeLessThan(slack);
}

test('an adopter gets the neighborhoods of a city’s file, with the names it has', () => {
  const town = townIn(larkwaterText);
  expect(namesOf(town)).toEqual([
    'Larkwater',
    'Old Docks',
    'Sint-Amandsberg',
    'Ñuñoa',
    '10th & Page',
    'Fry’s Spring',
    'Þingholt',
    'São Bento',
    'Hillfoot',
    'Brook End',
    'Castle Lines',
    'Far Meadows',
    'The Liberty',
  ]);
  expect(town.neighborhoods.map(({ id }) => id).slice(2, 7)).toEqual([
    'sint-amandsberg',
    'nunoa',
    '10th-page',
    'frys-spring',
    'thingholt',
  ]);
  expect(town.notices).toEqual([{ code: 'name-property', property: 'Neighbourhood', alternatives: [] }]);
  expectSound(town);
});

test('the lake stays a hole, the enclave fills the hole around it, the land has no seams', () => {
  const town = townIn(larkwaterText);
  const byId = new Map(town.neighborhoods.map((each) => [each.id, each.geometry]));
  expect(byId.get('old-docks')?.coordinates).toHaveLength(2);
  const [, hole = []] = (byId.get('frys-spring') as Polygon).coordinates;
  const [shell = []] = (byId.get('the-liberty') as Polygon).coordinates;
  expect(signedSize(hole)).toBeCloseTo(-signedSize(shell), 12);
  expect(town.land.coordinates).toHaveLength(2);
  expectTiled(town);
});

test('two people who lay out a town from one file get the same town', () => {
  expect(townIn(larkwaterText)).toEqual(townIn(larkwaterText));
});

test('neighbors go on sharing their borders in any town, however wavy its borders are', () => {
  const sizes = {
    columns: fc.integer({ min: 2, max: 6 }),
    rows: fc.integer({ min: 1, max: 5 }),
    corners: fc.integer({ min: 0, max: 400 }),
  };
  const places = fc.tuple(fc.integer({ min: -150, max: 150 }), fc.integer({ min: -60, max: 60 }));
  fc.assert(
    fc.property(fc.record(sizes), places, (size, at) => {
      const town = townIn(wavyTown({ ...size, at }));
      expect(town.neighborhoods).toHaveLength(size.columns * size.rows);
      expectSound(town);
      expectTiled(town, 1e-6);
    }),
    { numRuns: 25 },
  );
});

test('borders that each neighbor drew on its own, a meter apart, become one border', () => {
  const shaken = structuredClone(larkwater);
  shaken.features.forEach((feature, at) => {
    const shake = (degrees: number, by: number) => degrees + Math.sin(at * 5 + by) * 0.000_008;
    for (const ring of feature.geometry.coordinates) {
      ring.forEach((position, corner) => {
        if (corner === ring.length - 1) ring[corner] = ring[0] ?? position;
        else ring[corner] = [shake(position[0] ?? 0, corner), shake(position[1] ?? 0, corner * 2)];
      });
    }
  });
  const town = townIn(shaken);
  expectSound(town);
  const { land, neighborhoods } = town;
  const covered = neighborhoods.reduce((sum, { geometry }) => sum + sizeOf(geometry), 0);
  expect(Math.abs(covered / sizeOf(land) - 1)).toBeLessThan(0.002);
  const alike = (of: ImportedBoundaries) =>
    [...stretches(of.neighborhoods.map(({ geometry }) => geometry)).values()].filter((times) => times === 2)
      .length;
  expect(alike(town)).toBeGreaterThan(0.9 * alike(townIn(larkwaterText)));
});

test('a corner of one area in the middle of its neighbor’s straight border is a corner of both', () => {
  const town = townIn(
    collect(
      place('Long', {
        type: 'Polygon',
        coordinates: [
          [
            [4, 52],
            [4.02, 52],
            [4.02, 52.01],
            [4, 52.01],
            [4, 52],
          ],
        ],
      }),
      place('Left', square(4, 52.01)),
      place('Right', square(4.01, 52.01)),
    ),
  );
  expect(ringsOf(town.neighborhoods[0]?.geometry as Polygon).flat()).toContainEqual([4.01, 52.01]);
  expectTiled(town);
});

test('a 20 MB file is read in the time it takes to fetch a glass of water', () => {
  const town = wavyTown({ columns: 8, rows: 8, corners: 2150 });
  const bytes = new TextEncoder().encode(JSON.stringify(town));
  expect(bytes.byteLength).toBeGreaterThan(20_000_000);
  const before = process.cpuUsage();
  const read = townIn(bytes);
  // Not the clock’s time: other work on the machine would count.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(30);
  expectSound(read);
  expectTiled(read, 1e-4);
});

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

test('areas of one name side by side are one neighborhood, and its inner border is gone', () => {
  const town = townIn(
    collect(
      place('Old Docks', square(4, 52)),
      place('old  docks', square(4.01, 52)),
      place('Brook End', square(4.02, 52)),
    ),
  );
  expect(namesOf(town)).toEqual(['Old Docks', 'Brook End']);
  expect(town.notices.at(-1)).toEqual({ code: 'merged', name: 'Old Docks', parts: 2 });
  const [docks] = town.neighborhoods;
  expect(docks?.geometry.type).toBe('Polygon');
  expect(sizeOf(docks?.geometry as Polygon)).toBeCloseTo(0.0002, 8);
  expectTiled(town);
});

test('places of one name far apart stay two neighborhoods with a number each', () => {
  const town = townIn(
    collect(
      place('Riverside', square(4, 52)),
      place('Hill', square(4.05, 52)),
      place('Riverside', square(4.1, 52)),
    ),
  );
  expect(namesOf(town)).toEqual(['Riverside 1', 'Hill', 'Riverside 2']);
  expect(town.neighborhoods.map(({ id }) => id)).toEqual(['riverside-1', 'hill', 'riverside-2']);
  expect(town.notices.at(-1)).toEqual({ code: 'numbered', name: 'Riverside', places: 2 });
});

test('places of one name in different letters are told of once', () => {
  const town = townIn(
    collect(
      place('Riverside', square(4, 52)),
      place('Hill', square(4.05, 52)),
      place('RIVERSIDE', square(4.1, 52)),
    ),
  );
  expect(town.notices.filter(({ code }) => code === 'numbered')).toEqual([
    { code: 'numbered', name: 'RIVERSIDE', places: 2 },
  ]);
});

test('areas without a name are on the map all the same, numbered', () => {
  const town = townIn(
    collect(
      place('Old Docks', square(4, 52)),
      place(null, square(4.01, 52)),
      place('Brook End', square(4.02, 52)),
      place('null', square(4.03, 52)),
    ),
  );
  expect(namesOf(town)).toEqual(['Old Docks', 'Unnamed 1', 'Brook End', 'Unnamed 2']);
  expect(town.notices.at(-1)).toEqual({ code: 'unnamed', count: 2 });
});

test('the outline of the whole town among its parts is left out', () => {
  const whole = place('City of Larkwater', {
    type: 'Polygon',
    coordinates: [
      [
        [-2.5, 53],
        [-2.2, 53],
        [-2.2, 53.3],
        [-2.5, 53.3],
        [-2.5, 53],
      ],
    ],
  });
  const parts = larkwater.features.map(({ properties, geometry }) =>
    place(String(properties?.Neighbourhood), geometry),
  );
  const town = townIn(collect(whole, ...parts));
  expect(town.neighborhoods).toHaveLength(13);
  expect(town.notices).toContainEqual({ code: 'outline-left-out', name: 'City of Larkwater' });
  expectTiled(town);
});

test('an area that lies on another one is named to the adopter', () => {
  const town = townIn(
    collect(
      place('Center', square(4, 52, 0.03)),
      place('Old Docks', square(4.011, 52.011, 0.008)),
      place('East', square(4.03, 52, 0.03)),
    ),
  );
  expect(town.notices).toContainEqual({ code: 'overlapping', inner: 'Old Docks', outer: 'Center' });
});

test('two areas that share most of their ground are named once, as a pair', () => {
  const town = townIn(
    collect(
      place('Old Docks', square(4, 52, 0.03)),
      place('East', square(4.005, 52, 0.03)),
      place('Mill Reach', square(4.05, 52, 0.03)),
    ),
  );
  expect(town.notices.filter(({ code }) => /over|other/.test(code))).toEqual([
    { code: 'on-each-other', one: 'Old Docks', other: 'East' },
  ]);
});

test('an outline that crosses itself is kept, and the adopter hears where', () => {
  const bow = [
    [4, 52],
    [4.02, 52.02],
    [4.02, 52],
    [4, 52.01],
    [4, 52],
  ];
  const town = townIn(
    collect(place('Bow', { type: 'Polygon', coordinates: [bow] }), place('East', square(4.02, 52, 0.02))),
  );
  expect(town.notices.find(({ code }) => code === 'knotted')).toMatchObject({ name: 'Bow' });
  expect(town.neighborhoods).toHaveLength(2);
});

test('far islands of one neighborhood do not shrink the town on its sheet', () => {
  const islands = [[squareRing(4, 52, 0.05)], [squareRing(3, 52, 0.001)]];
  const town = townIn(
    collect(
      place('Mainland', { type: 'MultiPolygon', coordinates: islands }),
      place('East', square(4.05, 52, 0.05)),
    ),
  );
  expect(town.view.bounds[0][0]).toBeGreaterThan(3.9);
  expect(town.neighborhoods[0]?.geometry.coordinates).toHaveLength(2);
});

test('a tiny neighborhood between large ones stays on the map', () => {
  const file = wavyTown({ columns: 6, rows: 6, corners: 600 });
  const [first] = file.features;
  const yard = squareRing(4.009, 52.006, 0.0004);
  first?.geometry.coordinates.push(yard.toReversed());
  const town = townIn({
    ...file,
    features: [...file.features, place('The Yard', { type: 'Polygon', coordinates: [yard] })],
  });
  expect(namesOf(town)).toContain('The Yard');
  expectSound(town);
  expectTiled(town, 1e-6);
});

const neighborsFiles = path.resolve('../shared/towns');
const others = existsSync(neighborsFiles)
  ? readdirSync(neighborsFiles).filter((name) => name.endsWith('.geojson'))
  : [];
const fixtures = readdirSync('test/fixtures/towns').filter((name) => name.endsWith('.geojson'));

test.each([
  ...fixtures.map((name) => path.join('test/fixtures/towns', name)),
  ...others.map((name) => path.join(neighborsFiles, name)),
])('the town of %s can be laid out', (file) => {
  const bytes = new Uint8Array(readFileSync(file));
  const town = townIn(bytes);
  const { features } = JSON.parse(new TextDecoder().decode(bytes)) as FeatureCollection;
  expect(town.neighborhoods).toHaveLength(features.length);
  expectSound(town);
  const covered = town.neighborhoods.reduce((sum, { geometry }) => sum + sizeOf(geometry), 0);
  expect(Math.abs(covered / sizeOf(town.land) - 1)).toBeLessThan(0.01);
});
