import { describe, expect, it } from 'vitest';
import { marksOn } from '#features/impact/line-marks.ts';

const line = ['2026-03-01', '2026-03-08', '2026-03-15'].map((periodEnd) => ({
  reportId: periodEnd,
  periodEnd,
  y: 1,
  window: null,
}));
const mark = (day: string) => ({ day, title: 'Chalk', lang: 'en', path: '/approaches/chalk/' });

describe('an approach that was taken up, on the group’s line', () => {
  it('stands between the reports before and after it, oldest first with a letter each', () => {
    expect(
      marksOn(line, [mark('2026-03-10'), mark('2026-03-08')]).map(({ letter, day, at }) => [letter, day, at]),
    ).toEqual([
      ['A', '2026-03-08', 1.5],
      ['B', '2026-03-10', 1.5],
    ]);
    expect(marksOn(line, [mark('2026-03-15')])[0]?.at).toBe(2);
    expect(marksOn(line, [mark('2026-03-01')])[0]?.at).toBe(0.5);
  });
  it('is left out where the line does not reach, and where there are too many the latest stay', () => {
    expect(marksOn(line, [mark('2026-02-01'), mark('2026-04-01')])).toEqual([]);
    expect(marksOn([], [mark('2026-03-10')])).toEqual([]);
    const many = Array.from({ length: 9 }, (_, n) => mark(`2026-03-0${n + 1}`));
    expect(marksOn(line, many).map(({ day }) => day)).toEqual(many.slice(3).map(({ day }) => day));
  });
});
