import area from '@turf/area';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import fc from 'fast-check';
import type { Geometry } from 'geojson';
import { beforeAll, expect, it } from 'vitest';
import { loadTown } from '#features/town/content.server.ts';
import type { LonLat } from '#features/town/geography.ts';
import { columnLetter, gridReference } from '#features/town/grid.ts';
import type { Town } from '#features/town/town.ts';
import { tidewellDir } from './town-folder.ts';

let town: Town;
beforeAll(async () => {
  town = await loadTown(tidewellDir);
});

const bounds = [
  [-69.4, 43.1],
  [-69.3, 43.16],
] as const;

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const grids = fc.record({ columns: fc.integer({ min: 1, max: 26 }), rows: fc.integer({ min: 1, max: 26 }) });

it('finds every point of the sheet in one cell of its grid', () => {
  fc.assert(
    fc.property(unit, unit, grids, (x, y, grid) => {
      const point: LonLat = [
        Math.min(bounds[0][0] + x * (bounds[1][0] - bounds[0][0]), bounds[1][0]),
        Math.min(bounds[0][1] + y * (bounds[1][1] - bounds[0][1]), bounds[1][1]),
      ];
      const [, letter, row] = /^([A-Z])(\d+)$/.exec(gridReference(bounds, grid, point) ?? '') ?? [];
      expect(letter !== undefined && letter <= columnLetter(grid.columns - 1)).toBe(true);
      expect(Number(row)).toBeGreaterThanOrEqual(1);
      expect(Number(row)).toBeLessThanOrEqual(grid.rows);
    }),
  );
});

it('letters the sheet from the west and numbers it from the north', () => {
  const grid = { columns: 8, rows: 6 };
  const at = (point: LonLat) => gridReference(bounds, grid, point);
  expect([at([-69.3999, 43.1599]), at([-69.3001, 43.1599]), at([-69.3999, 43.1001])]).toEqual([
    'A1',
    'H1',
    'A6',
  ]);
  expect([at([-69.3, 43.1]), at([-69.35, 43.129])]).toEqual(['H6', 'E4']);
});

it('gives no cell to a point off the sheet', () => {
  for (const point of [
    [-69.41, 43.13],
    [-69.35, 43.17],
    [Number.NaN, 43.13],
  ] as const)
    expect(gridReference(bounds, { columns: 8, rows: 6 }, point)).toBeNull();
});

it('tiles the land of Tidewell with its neighborhoods, without gap or overlap', () => {
  const land = town.basemap.filter((feature) => feature.properties.kind === 'land');
  const landArea = land.reduce((sum, { geometry }) => sum + area(geometry), 0);
  const sum = town.neighborhoods.reduce((total, { geometry }) => total + area(geometry), 0);
  expect(Math.abs(sum - landArea) / landArea).toBeLessThan(1e-6);
  const [[west, south], [east, north]] = town.map.bounds;
  fc.assert(
    fc.property(unit, unit, (x, y) => {
      const point = [west + x * (east - west), south + y * (north - south)];
      const homes = town.neighborhoods.filter(({ geometry }) => booleanPointInPolygon(point, geometry));
      expect(homes.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

it('shares every inner border to the last vertex, and leaves only shore and sheet edge to one side', () => {
  const uses = new Map<string, number>();
  for (const side of town.neighborhoods.flatMap(({ geometry }) => sidesOf(geometry)))
    uses.set(side, (uses.get(side) ?? 0) + 1);
  const outer = [...uses].filter(([, count]) => count === 1).map(([side]) => side);
  const land = town.basemap.filter((feature) => feature.properties.kind === 'land');
  expect(Math.max(...uses.values())).toBe(2);
  expect(outer.sort()).toEqual(land.flatMap(({ geometry }) => sidesOf(geometry)).sort());
});

/** The sides of an area, each the same from either end. */
function sidesOf(geometry: Geometry): string[] {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons
    .flat()
    .flatMap((ring) =>
      ring.slice(1).map((end, index) => [String(ring[index]), String(end)].sort().join(' ')),
    );
}

it('writes each neighborhood’s name inside it and inside the sheet', () => {
  for (const { id, label, geometry, gridReference: cell } of town.neighborhoods) {
    expect(booleanPointInPolygon([...label], geometry), id).toBe(true);
    expect(cell).toMatch(/^[A-H][1-6]$/);
  }
});
