import { describe, expect, it } from 'vitest';
import { beforeAndAfter } from '#features/impact/before-after.ts';

const measure = { kind: 'count', better: 'more', definition: 1, seasonMonths: null } as const;

/** One report a week from 5 January 2026, with these results. */
const weekly = (results: readonly number[]) =>
  results.map((result, week) => ({
    periodStart: new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10),
    periodEnd: new Date(Date.UTC(2026, 0, 11 + 7 * week)).toISOString().slice(0, 10),
    definition: 1,
    result,
    cases: null,
  }));
const afterWeek = (week: number) =>
  new Date(Date.UTC(2026, 0, 11 + 7 * (week - 1))).toISOString().slice(0, 10);

describe('before and after a group took an approach up', () => {
  it('says better when the six after are clearly above the six before', () => {
    const told = beforeAndAfter(measure, weekly([3, 4, 3, 4, 3, 4, 9, 8, 9, 8, 9, 8]), afterWeek(6));
    expect(told.state).toBe('better-since');
  });
  it('says less for the same figures where less is better', () => {
    const reports = weekly([3, 4, 3, 4, 3, 4, 9, 8, 9, 8, 9, 8]);
    expect(beforeAndAfter({ ...measure, better: 'less' }, reports, afterWeek(6)).state).toBe('less-since');
  });
  it('says nothing about figures that look the same', () => {
    const told = beforeAndAfter(measure, weekly([3, 8, 4, 7, 5, 6, 8, 3, 7, 4, 6, 5]), afterWeek(6));
    expect(told.state).toBe('no-clear-change');
  });
  it('waits for six reports on either side', () => {
    const told = beforeAndAfter(measure, weekly([3, 4, 3, 4, 9, 8, 9, 8]), afterWeek(4));
    expect(told).toEqual({ state: 'too-early', before: 4, after: 4 });
  });
});
