import { expect, test } from 'vitest';
import { findCrossings } from '#features/neighborhoods/boundaries/crossings.ts';
import { viewOf } from '#features/neighborhoods/boundaries/map-view.ts';
import {
  areaAt,
  boxAround,
  boxOf,
  distanceMeters,
  gapMeters,
  middleOf,
} from '#features/neighborhoods/geometry.ts';
import { squareRing } from '#test/support/boundary-files.ts';

const area = (x: number, y: number, size = 0.01) => ({
  geometry: { type: 'Polygon' as const, coordinates: [squareRing(x, y, size)] },
});

test('a neighbor at a point is in the area around it, on a border always in the same one, at sea in none', () => {
  const areas = [area(4, 52), area(4.01, 52)];
  expect(areaAt([4.005, 52.005], areas)).toBe(areas[0]);
  expect(areaAt([4.015, 52.005], areas)).toBe(areas[1]);
  expect(areaAt([4.01, 52.005], areas)).toBe(areas[0]);
  expect(areaAt([5, 52], areas)).toBeNull();
});

test('boxes and distances are measured as on the ground', () => {
  const boxes = [area(4, 52), area(4.03, 52)].map(({ geometry }) => boxOf(geometry));
  expect(boxAround(boxes)).toEqual([4, 52, 4.04, 52.01]);
  expect(middleOf([4, 52, 4.5, 52.5])).toEqual([4.25, 52.25]);
  const [first, second] = boxes;
  if (!first || !second) throw new Error('two boxes');
  const meters = distanceMeters([4.01, 52.005], [4.03, 52.005]);
  expect(meters).toBeGreaterThan(1360);
  expect(meters).toBeLessThan(1380);
  expect(Math.abs(gapMeters(first, second) / meters - 1)).toBeLessThan(0.005);
  expect(gapMeters(first, first)).toBe(0);
  expect(() => boxAround([])).toThrow();
});

test('lines that cross are found, lines that touch are not', () => {
  const lines = [
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 1],
      [1, 0],
    ],
    [
      [1, 1],
      [2, 2],
    ],
    [
      [0.5, 0.5],
      [0.5, 3],
    ],
  ];
  const found = findCrossings(lines).map(({ segments: [a, b] }) => [a.line, b.line]);
  expect(found).toEqual([[0, 1]]);
});

test.each([
  ['a square town', 4, 52, 0.02, 0.0123, 8, 8],
  ['a town along a valley', 4, 46, 0.2, 0.02, 8, 5],
  ['a town along a coast', 4, 40, 0.02, 0.2, 6, 8],
])('%s lies whole on a sheet with squares people can name', (_, x, y, width, height, columns, rows) => {
  const ring = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
  const { bounds, center, grid, zoom } = viewOf([[[ring]]]);
  const [[west, south], [east, north]] = bounds;
  expect([west < x, south < y, east > x + width, north > y + height]).toEqual([true, true, true, true]);
  expect(center[0]).toBeCloseTo(x + width / 2, 3);
  expect(center[1]).toBeCloseTo(y + height / 2, 3);
  expect(grid).toEqual({ columns, rows });
  expect(zoom).toBeGreaterThanOrEqual(9);
  expect(zoom).toBeLessThanOrEqual(16);
});
