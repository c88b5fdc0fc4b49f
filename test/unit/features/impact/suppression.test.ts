import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  publicationDay,
  publishQuarter,
  quarterAfter,
  quartersDue,
  type QuarterCell,
} from '#features/impact/suppression.ts';

it('hides a quarter under five people, and shows one of five', () => {
  expect(publishQuarter({ kind: 'count', readAs: 'percent' }, { value: 4, cases: 0, groups: 3 })).toBeNull();
  expect(publishQuarter({ kind: 'count', readAs: 'percent' }, { value: 5, cases: 0, groups: 3 })).toEqual({
    value: 5,
    cases: 0,
  });
});

it('hides a quarter that fewer than three groups stand behind', () => {
  expect(
    publishQuarter({ kind: 'count', readAs: 'percent' }, { value: 500, cases: 0, groups: 2 }),
  ).toBeNull();
});

it('hides a share when either side of it is small', () => {
  expect(publishQuarter({ kind: 'share', readAs: 'percent' }, { value: 4, cases: 90, groups: 4 })).toBeNull();
  expect(
    publishQuarter({ kind: 'share', readAs: 'percent' }, { value: 86, cases: 90, groups: 4 }),
  ).toBeNull();
  expect(publishQuarter({ kind: 'share', readAs: 'percent' }, { value: 85, cases: 90, groups: 4 })).toEqual({
    value: 85,
    cases: 90,
  });
});

it('decides a quarter four weeks after its confirmations were due', () => {
  expect(publicationDay('2026-Q2', null)).toBe('2026-07-28');
  expect(publicationDay('2026-Q2', 60)).toBe('2026-09-26');
  expect(quartersDue('2025-Q4', null, '2026-07-27')).toEqual(['2025-Q4', '2026-Q1']);
  expect(quartersDue('2025-Q4', null, '2026-07-28')).toEqual(['2025-Q4', '2026-Q1', '2026-Q2']);
  expect(quarterAfter('2025-Q4')).toBe('2026-Q1');
});

const anyCell: fc.Arbitrary<QuarterCell> = fc
  .record({ value: fc.nat({ max: 30 }), over: fc.nat({ max: 12 }), groups: fc.nat({ max: 6 }) })
  .map(({ value, over, groups }) => ({ value, cases: value + over, groups }));

it('gives somebody who knows every output no way to tell one hidden cell from another', () => {
  const smallCells: QuarterCell[] = [0, 1, 2, 3, 4].map((value) => ({ value, cases: 40, groups: 3 }));
  fc.assert(
    fc.property(fc.constantFrom('count', 'share'), fc.array(anyCell, { maxLength: 12 }), (kind, quarters) => {
      const outputs = (ledger: readonly QuarterCell[]) =>
        ledger.map((cell) => publishQuarter({ kind, readAs: 'percent' }, cell));
      const seen = outputs(quarters);
      quarters.forEach((_, hidden) => {
        if (seen[hidden] !== null) return;
        for (const other of smallCells) expect(outputs(quarters.with(hidden, other))).toEqual(seen);
      });
    }),
  );
});
