import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { FeatureCollection, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import type { ImportedBoundaries } from '#features/neighborhoods/boundaries.ts';
import { ringsOf, signedSize, sizeOf, stretches } from '#test/support/borders.ts';
import { collect, namesOf, place, square, squareRing, townIn } from '#test/support/boundary-files.ts';
import { wavyTown } from '#test/support/wavy-town.ts';
import { expectSound, expectTiled } from '#test/support/sound-town.ts';

const larkwaterText = readFileSync('test/fixtures/towns/larkwater.geojson', 'utf8');
const larkwater = JSON.parse(larkwaterText) as FeatureCollection<Polygon>;

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
