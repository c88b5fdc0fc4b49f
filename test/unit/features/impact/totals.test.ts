import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from '#lib/exact-sum.ts';
import type { Measure, MeasureKind } from '#features/impact/measure.ts';
import {
  headlineBasis,
  showsTownFigures,
  townTotal,
  trajectoryTally,
  type LedgerEntry,
} from '#features/impact/totals.ts';

const measure: Measure = {
  id: 'drains',
  kind: 'count',
  readAs: 'percent',
  better: 'more',
  definition: 1,
  confirmAfterDays: null,
  seasonMonths: null,
  sensitive: false,
  inCatalog: true,
};
let made = 0;
const entry = (given: Partial<LedgerEntry>): LedgerEntry => ({
  reportId: `r${(made += 1)}`,
  groupId: 'gully-gang',
  measureId: 'drains',
  periodEnd: '2026-11-10',
  postedAt: new Date('2026-11-10T20:00:00Z'),
  value: 1,
  cases: null,
  confirmed: null,
  withdrawn: false,
  focusId: 'water',
  neighborhoodId: 'netmakers',
  ownArea: true,
  ...given,
});

describe('a town total', () => {
  it('adds counts, and leaves withdrawn reports and those with nothing to count out', () => {
    const entries = [
      entry({ value: 14 }),
      entry({ value: 9, withdrawn: true }),
      entry({ value: null }),
      entry({ value: 0.5 }),
    ];
    const total = townTotal(measure, entries);
    expect(total).toMatchObject({ value: 14.5, basis: 'claimed' });
    expect(total?.contributions.map((part) => part.value)).toEqual([14, 0.5]);
  });

  it('pools a share: 71 of 96, never a mean of percentages', () => {
    const share = { ...measure, kind: 'share' } as const;
    const total = townTotal(share, [entry({ value: 1, cases: 1 }), entry({ value: 70, cases: 95 })]);
    expect(total).toMatchObject({ value: 71, cases: 96 });
  });

  it('takes the latest level of each group, and only where areas do not overlap', () => {
    const level = { ...measure, kind: 'level' } as const;
    const total = townTotal(level, [
      entry({ value: 12, periodEnd: '2026-09-01' }),
      entry({ value: 8, periodEnd: '2026-10-01' }),
      entry({ value: 5, groupId: 'low-door-watch' }),
      entry({ value: 40, groupId: 'overlapping', ownArea: false }),
    ]);
    expect(total?.value).toBe(13);
    expect(total?.contributions.map((part) => [part.value, part.counts])).toEqual([
      [0, 'not-the-latest'],
      [8, 'yes'],
      [5, 'yes'],
      [0, 'overlapping-area'],
    ]);
  });

  it('of two levels on one day the later posted is the latest', () => {
    const level = { ...measure, kind: 'level' } as const;
    const later = entry({ value: 3, postedAt: new Date('2026-11-11T08:00:00Z') });
    expect(townTotal(level, [later, entry({ value: 9 })])?.value).toBe(3);
  });

  it('counts what was confirmed in headlines, and claims only when asked', () => {
    const later = { ...measure, confirmAfterDays: 30 };
    const entries = [entry({ value: 14, confirmed: { value: 12, cases: null } }), entry({ value: 9 })];
    expect(headlineBasis(later)).toBe('confirmed');
    expect(townTotal(later, entries)).toMatchObject({ value: 12, basis: 'confirmed' });
    expect(townTotal(later, entries)?.contributions[1]).toMatchObject({
      value: 0,
      counts: 'not-confirmed-yet',
    });
    expect(townTotal(later, entries, {}, 'claimed')?.value).toBe(23);
  });

  it('is not formed for a group’s own measure nor for one that is never added', () => {
    expect(townTotal({ ...measure, inCatalog: false }, [entry({})])).toBeNull();
    expect(townTotal({ ...measure, kind: 'never' }, [entry({})])).toBeNull();
  });

  it('counts a report in the month of its period’s last day, where its group then was', () => {
    const entries = [
      entry({ periodEnd: '2026-10-31', value: 4 }),
      entry({ periodEnd: '2026-11-01', value: 2, neighborhoodId: 'saltpans' }),
    ];
    expect(townTotal(measure, entries, { month: '2026-10' })?.value).toBe(4);
    expect(townTotal(measure, entries, { fromMonth: '2026-11' })?.value).toBe(2);
    expect(townTotal(measure, entries, { neighborhoodId: 'saltpans' })?.value).toBe(2);
    expect(townTotal(measure, entries, { focusId: 'trade' })?.value).toBe(0);
  });
});

const anyEntry = fc
  .record({
    groupId: fc.constantFrom('a', 'b', 'c', 'd'),
    periodEnd: fc.constantFrom('2026-09-05', '2026-10-05', '2026-10-19', '2026-11-05'),
    value: fc.option(
      fc.nat({ max: 9_999_999 }).map((n) => n / 1000),
      { freq: 6 },
    ),
    withdrawn: fc.boolean(),
    ownArea: fc.boolean(),
    focusId: fc.constantFrom('water', 'trade', null),
    neighborhoodId: fc.constantFrom('saltpans', 'netmakers', 'eastbank'),
    confirmedPart: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  .map(({ confirmedPart, ...drawn }) =>
    entry({
      ...drawn,
      cases: drawn.value === null ? null : drawn.value + 1,
      confirmed:
        confirmedPart === null || drawn.value === null
          ? null
          : { value: Math.round(drawn.value * confirmedPart) / 100, cases: drawn.value + 1 },
    }),
  );
const kinds = fc.constantFrom<MeasureKind>('count', 'level', 'share');

describe('whatever was reported', () => {
  it('a total is the sum of the contributions it opens to', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.array(anyEntry),
        fc.constantFrom('claimed', 'confirmed'),
        (kind, entries, basis) => {
          const total = townTotal({ ...measure, kind }, entries, {}, basis);
          expect(total?.value).toBe(exactSum(total?.contributions.map((part) => part.value) ?? []));
          expect(total?.cases).toBe(exactSum(total?.contributions.map((part) => part.cases) ?? []));
        },
      ),
    );
  });

  it('counts and shares of the parts add up to the town’s, by month, focus and neighborhood alike', () => {
    fc.assert(
      fc.property(fc.constantFrom('count', 'share'), fc.array(anyEntry), (kind, entries) => {
        const of = (filter: object) => townTotal({ ...measure, kind }, entries, filter)?.value ?? NaN;
        const months = ['2026-09', '2026-10', '2026-11'].map((month) => of({ month }));
        const places = ['saltpans', 'netmakers', 'eastbank'].map((neighborhoodId) => of({ neighborhoodId }));
        expect(exactSum(months)).toBe(of({}));
        expect(exactSum(places)).toBe(of({}));
      }),
    );
  });

  it('does not depend on the order of the ledger', () => {
    const shuffled = fc
      .array(anyEntry)
      .chain((entries) =>
        fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
      );
    fc.assert(
      fc.property(kinds, shuffled, (kind, [entries, again]) => {
        expect(townTotal({ ...measure, kind }, again)?.value).toBe(
          townTotal({ ...measure, kind }, entries)?.value,
        );
      }),
    );
  });
});

it('shows no figures before three groups have reported', () => {
  expect([0, 1, 2, 3].map(showsTownFigures)).toEqual([false, false, false, true]);
});

it('tells how many groups stand where, of those with enough reports', () => {
  const groups = [
    ['clearly-better', 1],
    ['no-clear-change', 2],
    ['too-early', 1],
    ['clearly-less', 1],
  ] as const;
  expect(trajectoryTally(new Map(groups))).toEqual({
    clearlyBetter: 1,
    noClearChange: 2,
    clearlyLess: 1,
    tooEarly: 1,
    told: 4,
  });
});
