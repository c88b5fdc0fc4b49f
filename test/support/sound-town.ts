import { expect } from 'vitest';
import type { ImportedBoundaries } from '#features/neighborhoods/boundaries.ts';
import { areaAt } from '#features/neighborhoods/geometry.ts';
import { slugPattern } from '#features/town/localized.ts';
import { ringsOf, sizeOf, stretches } from './borders.ts';

/** What holds for every town, whatever file it came from. */
export function expectSound(town: ImportedBoundaries): void {
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
export function expectTiled({ neighborhoods, land }: ImportedBoundaries, slack = 1e-9): void {
  const areas = neighborhoods.map(({ geometry }) => geometry);
  const drawn = [...stretches(areas).values()];
  expect(Math.max(...drawn)).toBeLessThanOrEqual(2);
  expect(drawn.filter((times) => times === 2).length).toBeGreaterThan(0);
  const covered = areas.reduce((sum, area) => sum + sizeOf(area), 0);
  expect(Math.abs(covered / sizeOf(land) - 1)).toBeLessThan(slack);
}
