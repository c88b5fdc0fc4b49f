import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/calendar-day.ts';
import type { MeasureKind } from '#features/impact/measure.ts';
import type { TrajectoryReport } from '#features/impact/series.ts';
import { trajectory, type Trajectory } from '#features/impact/trajectory.ts';

const measure = { kind: 'count', better: 'more', definition: 1, seasonMonths: null } as const;

/** Weekly reports with these results, from 5 January 2025 on. */
function weekly(results: readonly number[], given: Partial<TrajectoryReport> = {}): TrajectoryReport[] {
  return results.map((result, week) => ({
    periodStart: addDays('2025-01-05', 7 * week - 6),
    periodEnd: addDays('2025-01-05', 7 * week),
    definition: 1,
    result,
    cases: null,
    ...given,
  }));
}

const six = (result: number) => Array.from({ length: 6 }, () => result);

describe('in the words of the page', () => {
  it('a group with five reports is told that it is too early: 5 of 12', () => {
    expect(trajectory(measure, weekly([1, 2, 3, 4, 5]))).toEqual({
      state: 'too-early',
      reports: 5,
      needed: 12,
    });
  });

  it('a group that went from 22 to 31 a month is told it does clearly more', () => {
    const told = trajectory(measure, weekly([...six(22 * (7 / 30.4375)), 7, ...six(31 * (7 / 30.4375))]));
    expect(told).toMatchObject({ state: 'clearly-better', pairs: 36 });
    if (told.state === 'too-early') throw new Error('too early');
    expect(told.latest.value).toBeCloseTo(31, 0);
    expect(told.first.value).toBeCloseTo(22, 0);
    expect([told.first.from, told.first.to]).toEqual(['2024-12-30', '2025-02-09']);
  });

  it('one good window is not enough: the twelfth report alone decides nothing', () => {
    expect(trajectory(measure, weekly([...six(1), ...six(9)])).state).toBe('no-clear-change');
    expect(trajectory(measure, weekly([...six(1), ...six(9), 9])).state).toBe('clearly-better');
  });

  it('ordinary ups and downs are no clear change', () => {
    const told = trajectory(measure, weekly([4, 7, 5, 6, 4, 6, 5, 5, 7, 4, 6, 5, 6, 5]));
    expect(told.state).toBe('no-clear-change');
  });

  it('29 pairs of 36 are enough and 28½ are not', () => {
    const first = [1, 2, 3, 4, 5, 6];
    const enough = trajectory(measure, weekly([...first, 9, 1.5, 5.5, 5.5, 6.5, 6.5, 6.5]));
    expect(enough).toMatchObject({ pairs: 1 + 5 + 5 + 6 + 6 + 6, state: 'clearly-better' });
    const short = trajectory(measure, weekly([...first, 9, 1, 5.5, 5.5, 6.5, 6.5, 6.5]));
    expect(short).toMatchObject({ pairs: 0.5 + 5 + 5 + 6 + 6 + 6, state: 'no-clear-change' });
  });

  it('a count is compared per day covered, so that a fortnight is not twice as good as a week', () => {
    const fortnights = weekly(six(20)).map((report, index) => ({
      ...report,
      periodStart: addDays('2025-06-01', 14 * index),
      periodEnd: addDays('2025-06-01', 14 * index + 13),
    }));
    const told = trajectory(measure, [...weekly([...six(10), 10]), ...fortnights]);
    expect(told).toMatchObject({ state: 'no-clear-change', pairs: 18 });
  });

  it('a level is compared by its value, however long the period', () => {
    const level = { ...measure, kind: 'level', better: 'less' } as const;
    expect(trajectory(level, weekly([...six(9), ...six(4), 4])).state).toBe('clearly-better');
    expect(trajectory(level, weekly([...six(4), ...six(9), 9])).state).toBe('clearly-less');
  });

  it('a share needs thirty cases in each window', () => {
    const share = { ...measure, kind: 'share' } as const;
    const results = [...six(1), ...six(4), 4];
    expect(trajectory(share, weekly(results, { cases: 4 }))).toMatchObject({
      state: 'no-clear-change',
      fewCases: true,
    });
    expect(trajectory(share, weekly(results, { cases: 5 }))).toMatchObject({
      state: 'clearly-better',
      fewCases: false,
    });
  });

  it('a share is pooled, never a mean of shares', () => {
    const share = { ...measure, kind: 'share' } as const;
    const uneven = weekly([...six(5), 5, 0, 0, 0, 0, 90, 90], { cases: 10 });
    const pooled = uneven.map((report) => ({ ...report, cases: report.result > 10 ? 100 : 10 }));
    const told = trajectory(share, pooled);
    if (told.state === 'too-early') throw new Error('too early');
    expect(told.latest.value).toBeCloseTo(180 / 240);
  });

  it('a new way of counting begins a new trajectory', () => {
    const before = weekly([...six(1), ...six(9), 9]);
    const after = weekly([5, 5]).map((report) => ({ ...report, definition: 2 }));
    expect(trajectory({ ...measure, definition: 2 }, [...before, ...after])).toMatchObject({
      state: 'too-early',
      reports: 2,
    });
  });

  it('a seasonal measure leaves out what was counted out of season', () => {
    const winter = { ...measure, seasonMonths: [11, 12, 1, 2, 3] } as const;
    const year = weekly(Array.from({ length: 52 }, () => 3));
    const told = trajectory(winter, year.slice(13, 43));
    expect(told).toMatchObject({ state: 'too-early', reports: 0 });
    expect(trajectory(winter, year).state).toBe('no-clear-change');
  });
});

const kinds = fc.constantFrom<MeasureKind>('count', 'level', 'share', 'never');
const anyReport = fc.record({
  week: fc.nat({ max: 30 }),
  days: fc.integer({ min: 1, max: 20 }),
  result: fc.integer({ min: 0, max: 40 }),
  over: fc.integer({ min: 1, max: 20 }),
});
const anyReports = fc.array(anyReport, { maxLength: 40 }).map((drawn) =>
  drawn.map(({ week, days, result, over }) => ({
    periodStart: addDays('2025-01-05', 7 * week - days + 1),
    periodEnd: addDays('2025-01-05', 7 * week),
    definition: 1,
    result,
    cases: result + over,
  })),
);
const order = { 'clearly-less': 0, 'no-clear-change': 1, 'clearly-better': 2 } as const;
const pairsOf = (told: Trajectory) => (told.state === 'too-early' ? null : told.pairs);

describe('the rule', () => {
  it('does not depend on the order in which reports of a day, or any, arrive', () => {
    const shuffled = anyReports.chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
    );
    fc.assert(
      fc.property(kinds, shuffled, (kind, [reports, again]) => {
        expect(trajectory({ ...measure, kind }, again)).toEqual(trajectory({ ...measure, kind }, reports));
      }),
    );
  });

  it('turns around when the direction does', () => {
    fc.assert(
      fc.property(kinds, anyReports, (kind, reports) => {
        const more = trajectory({ ...measure, kind, better: 'more' }, reports);
        const less = trajectory({ ...measure, kind, better: 'less' }, reports);
        if (more.state === 'too-early' || less.state === 'too-early') {
          expect(less).toEqual(more);
          return;
        }
        expect(more.pairs + less.pairs).toBe(36);
        expect(order[more.state] + order[less.state]).toBe(2);
      }),
    );
  });

  it('never tells a group less because its latest result was better', () => {
    fc.assert(
      fc.property(kinds, anyReports, (kind, reports) => {
        const ends = reports.map((report) => report.periodEnd).sort();
        const sixth = ends[5] ?? '';
        const raised = reports.map((report) =>
          report.periodEnd > sixth ? { ...report, result: report.result + 1 } : report,
        );
        const before = pairsOf(trajectory({ ...measure, kind }, reports));
        const after = pairsOf(trajectory({ ...measure, kind }, raised));
        if (before !== null && after !== null) expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('keeps its promise on unchanged results: about 13 % of groups at some time over 26 reports, not 80 %', () => {
    const random = mulberry32(20260101);
    const groups = 3000;
    let called = 0;
    let calledByMeans = 0;
    for (let group = 0; group < groups; group += 1) {
      const reports = weekly(Array.from({ length: 26 }, () => Math.round(random() * 1000)));
      const prefixes = Array.from({ length: 15 }, (_, n) => reports.slice(0, 12 + n));
      called += Number(prefixes.some((seen) => trajectory(measure, seen).state === 'clearly-better'));
      calledByMeans += Number(
        prefixes.some((seen) => {
          const told = trajectory(measure, seen);
          return told.state !== 'too-early' && told.latest.value > told.first.value;
        }),
      );
    }
    expect(called / groups).toBeLessThan(0.16);
    expect(called / groups).toBeGreaterThan(0.1);
    expect(calledByMeans / groups).toBeGreaterThan(0.75);
  });
});

/** A small seeded generator, so that two runs agree. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
