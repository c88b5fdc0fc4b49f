import { describe, expect, it } from 'vitest';
import { itemsPerPage } from '#features/feed/feed.ts';
import { newestOfEach, pageOfTogether, putTogether, type Told } from '#features/feed/together.ts';
import { weekStart } from '#lib/calendar-day.ts';

let id = 1000;
const row = (kind: string, day: string, groupId = 'a'): Told => ({
  id: (id -= 1),
  kind,
  at: new Date(`${day}T12:00:00Z`),
  groupId,
});
const weekOf = (at: Date) => weekStart(at.toISOString().slice(0, 10));
const told = (rows: readonly Told[], before: number | null = null) =>
  putTogether(rows, weekOf, before).map((each) => ('reports' in each ? each.reports.length : each.kind));

describe('the feed of everything', () => {
  it('tells the reports of one week in one line, where the newest of them stood', () => {
    const rows = [
      row('question', '2026-11-24'),
      row('report', '2026-11-23'),
      row('answer', '2026-11-23'),
      row('report', '2026-11-23', 'b'),
      row('report', '2026-11-22'),
    ];
    expect(told(rows)).toEqual(['question', 2, 'answer', 1]);
  });

  it('leads to exactly the reports that it puts together', () => {
    const newer = row('report', '2026-11-24');
    const rows = [newer, row('question', '2026-11-23'), row('report', '2026-11-20')];
    const before = (asked: number | null) =>
      putTogether(rows, weekOf, asked).flatMap((each) => ('reports' in each ? [each.before] : []));
    expect(before(null)).toEqual([null, newer.id]);
    expect(before(5000)).toEqual([5000, newer.id]);
  });

  it('has thirty things on a page, of which the reports of a week are one', () => {
    const rows = Array.from({ length: itemsPerPage + 5 }, () => [
      row('report', '2026-11-23'),
      row('question', '2026-11-23'),
    ]).flat();
    const page = pageOfTogether(rows, weekOf, 300);
    expect(page.filter(({ kind }) => kind === 'question')).toHaveLength(itemsPerPage - 1);
    expect(pageOfTogether(rows, weekOf, 7)).toHaveLength(7);
    expect(pageOfTogether(rows.slice(0, 8), weekOf, 300)).toHaveLength(8);
  });

  it('shows the newest report of each of some groups', () => {
    const rows = [row('report', '2026-11-23'), row('report', '2026-11-22'), row('report', '2026-11-21', 'b')];
    expect(newestOfEach(rows, 3)).toEqual([rows[0], rows[2]]);
    expect(newestOfEach(rows, 1)).toEqual([rows[0]]);
  });
});

describe('the Monday of a week', () => {
  it('is the day itself on a Monday and six days back on a Sunday', () => {
    expect(weekStart('2026-11-23')).toBe('2026-11-23');
    expect(weekStart('2026-11-29')).toBe('2026-11-23');
    expect(weekStart('2027-01-01')).toBe('2026-12-28');
  });
});
