import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, chartGroups, type MarkFeature } from '#features/map/chart.ts';

const bounds = [
  [-69.4, 43.1],
  [-69.3, 43.15],
] as const;
const shrink = Math.cos((43.125 * Math.PI) / 180);
const widths = ([lon, lat]: readonly [number, number]) =>
  [(lon + 69.4) / 0.1, (lat - 43.1) / 0.1 / shrink] as const;
const distance = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot(widths(a)[0] - widths(b)[0], widths(a)[1] - widths(b)[1]);

const feature = (name: string, coordinates: [number, number] = [-69.35, 43.12]): MarkFeature => ({
  geometry: { coordinates },
  properties: {
    slug: name,
    name,
    symbol: 'open',
    count: 3,
    standing: '3 places',
    when: null,
    place: 'Quayside, E4',
  },
});

describe('groups that meet at one point', () => {
  it('stand apart, so that each can be pointed at while they are few', () => {
    const places = around([-69.35, 43.12], 9, bounds);
    for (const [index, a] of places.entries())
      for (const b of places.slice(index + 1)) expect(distance(a, b)).toBeGreaterThanOrEqual(1 / 24.01);
  });
  it('stay near it, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), (count) => {
        for (const place of around([-69.35, 43.12], count, bounds))
          expect(distance(place, [-69.35, 43.12])).toBeLessThan(1 / 9);
      }),
    );
  });
  it('stand where they meet when they are alone', () => {
    expect(around([-69.35, 43.12], 1, bounds)).toEqual([[-69.35, 43.12]]);
  });
});

it('two groups that are called the same are told apart by those who hear the map', () => {
  const groups = chartGroups([feature('Walkers'), feature('Rowers'), feature('Walkers')], bounds);
  expect(groups.map(({ label }) => label)).toEqual([
    'Walkers, 3 places, Quayside, E4',
    'Rowers, 3 places, Quayside, E4',
    'Walkers, 3 places, Quayside, E4 (2)',
  ]);
  expect(groups.map(({ order }) => order)).toEqual([0, 1, 2]);
});
