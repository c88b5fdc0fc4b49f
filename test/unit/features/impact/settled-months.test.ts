import { describe, expect, it } from 'vitest';
import { settledMonths } from '#features/impact/settled-months.ts';

const months = ['2025-12', '2026-01', '2026-02', '2026-03'].map((month) => ({ month }));
const shown = (confirmAfterDays: number | null, today: string) =>
  settledMonths(months, confirmAfterDays, today).map(({ month }) => month);

describe('the line of a total', () => {
  it('ends with the last month that is over, so that a resident does not see a fall that is only the calendar', () => {
    expect(shown(null, '2026-03-31')).toEqual(['2025-12', '2026-01', '2026-02']);
    expect(shown(null, '2026-04-01')).toEqual(['2025-12', '2026-01', '2026-02', '2026-03']);
  });

  it('waits for confirmation where results are confirmed later', () => {
    expect(shown(30, '2026-03-30')).toEqual(['2025-12', '2026-01']);
    expect(shown(30, '2026-03-31')).toEqual(['2025-12', '2026-01', '2026-02']);
    expect(shown(90, '2026-03-31')).toEqual([]);
    expect(shown(90, '2026-04-01')).toEqual(['2025-12']);
  });
});
