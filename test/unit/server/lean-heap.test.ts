import { expect, it } from 'vitest';
import { collectGarbage } from '#server/lean-heap.ts';

it('what a start left behind is given back at once', () => {
  const left = Array.from({ length: 200_000 }, (_, index) => ({ index, text: `row ${index}` }));
  const held = process.memoryUsage().heapUsed;
  left.length = 0;
  collectGarbage();
  expect(process.memoryUsage().heapUsed).toBeLessThan(held - 10_000_000);
});
