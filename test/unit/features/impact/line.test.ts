import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLine, freestPlace } from '#features/impact/line.ts';

const frame = { width: 640, height: 260, left: 52, right: 14, top: 26, bottom: 30 };
const width = 110;
const rightmost = frame.width - frame.right - width;

/** Where the name of a level of 100 stands beside what a group reported, and where the level lies. */
function placeBeside(values: readonly number[]) {
  const drawn = drawLine(values, frame);
  const level = drawn.yOf(100);
  return { ...freestPlace(drawn.points, level, width, frame), level };
}

describe('the words beside the level where a group began', () => {
  it('stand at the right end, below the level where the latest reports run just above it', () => {
    const { x, y, level } = placeBeside([100, 100, 300, 200, 105, 108, 110, 112]);
    expect([x, y > level]).toEqual([rightmost, true]);
  });

  it('and above the level where they run just below', () => {
    const { x, y, level } = placeBeside([100, 100, 300, 200, 95, 92, 94, 93]);
    expect([x, y < level]).toEqual([rightmost, true]);
  });

  it('move to the left where the latest reports cross the level again and again', () => {
    const { x } = placeBeside([100, 300, 300, 300, 300, 300, 300, 90, 130, 80, 120, 85, 130, 75, 125]);
    expect(x).toBeLessThan(rightmost);
  });

  it('stay inside the drawing, whatever was reported', () => {
    const figures = fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(figures, fc.nat({ max: 1000 }), (values, began) => {
        const drawn = drawLine(values, frame);
        const { x, y } = freestPlace(drawn.points, drawn.yOf(Math.min(began, ...values)), width, frame);
        expect(x >= frame.left && x + width <= frame.width).toBe(true);
        expect(y > 0 && y <= frame.height - frame.bottom).toBe(true);
      }),
    );
  });
});
