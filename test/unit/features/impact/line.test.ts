import { describe, expect, it } from 'vitest';
import { drawLine, freerSide } from '#features/impact/line.ts';

const frame = { width: 640, height: 260, left: 52, right: 14, top: 26, bottom: 30 };
const bottom = frame.height - frame.bottom;

/** Where the label of a level of 100 stands beside what a group reported. */
function sideBeside(values: readonly number[]): 'above' | 'below' {
  const drawn = drawLine(values, frame);
  return freerSide(drawn.points, { y: drawn.yOf(100), from: 500, bottom });
}

describe('the words beside the level where a group began', () => {
  it('stand below it where the latest reports run just above, and above where they run just below', () => {
    expect(sideBeside([100, 100, 300, 200, 105, 108, 110, 112])).toBe('below');
    expect(sideBeside([100, 100, 300, 200, 95, 92, 94, 93])).toBe('above');
  });

  it('stand above it where nothing is near, and never run into the days below', () => {
    expect(sideBeside([100, 100, 300, 300, 300])).toBe('above');
    const low = drawLine([1000, 3, 4, 3, 5], frame);
    expect(freerSide(low.points, { y: low.yOf(2), from: 400, bottom })).toBe('above');
  });
});
