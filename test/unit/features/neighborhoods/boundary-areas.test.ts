import { readFileSync } from 'node:fs';
import type { FeatureCollection, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { sizeOf } from '#test/support/borders.ts';
import { collect, namesOf, place, square, townIn } from '#test/support/boundary-files.ts';
import { expectTiled } from '#test/support/sound-town.ts';

const larkwaterText = readFileSync('test/fixtures/towns/larkwater.geojson', 'utf8');
const larkwater = JSON.parse(larkwaterText) as FeatureCollection<Polygon>;

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
