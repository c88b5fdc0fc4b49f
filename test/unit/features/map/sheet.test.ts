import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, spread } from '#features/map/sheet.ts';

const within = { width: 400, height: 300, frame: 16 };
const apart = 18;
const far = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.hypot(one.x - other.x, one.y - other.y);
const covers = (name: Box, { x, y }: { x: number; y: number }) =>
  Math.abs(name.x - x) * 2 < name.width + apart - 1 && Math.abs(name.y - y) * 2 < name.height + apart - 1;

describe('the marks of a sheet', () => {
  it('cover neither each other nor a name, and stay on the sheet, wherever groups stand', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), point, (marks, at) => {
        const name = { ...at, width: 70, height: 15 };
        const placed = spread(marks, { apart, names: [name], within });
        placed.forEach((mark, index) => {
          expect(covers(name, mark)).toBe(false);
          expect(Math.min(mark.x, mark.y, 400 - mark.x, 300 - mark.y)).toBeGreaterThanOrEqual(apart / 2);
          for (const other of placed.slice(index + 1)) expect(far(mark, other)).toBeGreaterThanOrEqual(apart);
        });
      }),
    );
  });

  it('stand where they belong when nothing is in the way', () => {
    expect(spread([{ x: 100, y: 80 }], { apart, names: [], within })).toEqual([{ x: 100, y: 80 }]);
  });
});
