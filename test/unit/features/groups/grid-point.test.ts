import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridMeters, snapToGrid } from '#features/groups/grid-point.ts';

const places = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -66, max: 66, noNaN: true }),
);
const meters = ([aLon, aLat]: readonly [number, number], [bLon, bLat]: readonly [number, number]) =>
  Math.hypot((aLat - bLat) * 111_320, (aLon - bLon) * 111_320 * Math.cos((aLat * Math.PI) / 180));

describe('the public point of a place', () => {
  it('stays put when it is snapped again, so that nothing can be averaged out of it', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(snapToGrid(snapToGrid(place))).toEqual(snapToGrid(place));
      }),
    );
  });
  it('is no farther than half the diagonal of a cell', () => {
    const most = (gridMeters / 2) * Math.SQRT2 * 1.01;
    fc.assert(
      fc.property(places, (place) => {
        expect(meters(snapToGrid(place), place)).toBeLessThan(most);
      }),
    );
  });
  it('is the same for two doors in one cell', () => {
    const point = snapToGrid([-3.7038, 40.4168]);
    const doors = [[point[0] + 0.0004, point[1] + 0.0004] as const, [point[0] - 0.0005, point[1]] as const];
    for (const door of doors) expect(snapToGrid(door)).toEqual(point);
  });
});
