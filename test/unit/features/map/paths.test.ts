import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf, pathScale } from '#features/map/paths.ts';
import { projection, sheetSize } from '#features/map/sheet.ts';

const bounds = [
  [-1, 50],
  [-0.9, 50.06],
] as const;
const size = sheetSize(bounds, 900, 0);
const project = projection(bounds, size);

/** The points of a path that has one `M` and one `l`, in units of the sheet. */
function pointsOf(path: string): [number, number][] {
  const numbers = (path.match(/-?\d+/g) ?? []).map(Number);
  let [x, y] = [0, 0];
  const points: [number, number][] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i] ?? 0;
    y += numbers[i + 1] ?? 0;
    points.push([x / pathScale, y / pathScale]);
  }
  return points;
}

const position = fc.tuple(
  fc.double({ min: -1, max: -0.9, noNaN: true }),
  fc.double({ min: 50, max: 50.06, noNaN: true }),
);

describe('a shoreline on the sheet', () => {
  it('runs where the town’s map has it, to a quarter of a unit, from its first point to its last', () => {
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 60 }), (coordinates) => {
        const drawn = pointsOf(pathOf({ type: 'LineString', coordinates }, project));
        const wanted = coordinates.map((each) => project(each));
        for (const [x, y] of drawn)
          expect(wanted.some(([a, b]) => Math.hypot(a - x, b - y) <= 0.25)).toBe(true);
        for (const [index, at] of [
          [0, 0],
          [-1, -1],
        ] as const) {
          const [x, y] = drawn.at(at) ?? [];
          const [a, b] = wanted.at(index) ?? [];
          expect(Math.hypot((x ?? 0) - (a ?? 0), (y ?? 0) - (b ?? 0))).toBeLessThanOrEqual(0.25);
        }
      }),
    );
  });
  it('is closed where it is an area, each ring by itself', () => {
    const ring = [
      [-1, 50],
      [-0.95, 50],
      [-0.95, 50.03],
      [-1, 50],
    ];
    const path = pathOf({ type: 'MultiPolygon', coordinates: [[ring, ring], [ring]] }, project);
    expect(path.match(/M[^Mz]+z/g)).toHaveLength(3);
  });
});
