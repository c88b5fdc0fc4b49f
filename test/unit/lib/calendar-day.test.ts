import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDays,
  calendarDayIn,
  daysBetween,
  daysCovered,
  isCalendarDay,
  monthOf,
  quarterEnd,
  quarterOf,
} from '#lib/calendar-day.ts';

it('knows which days exist', () => {
  expect(['2026-02-28', '2024-02-29', '2026-12-31'].every(isCalendarDay)).toBe(true);
  expect(
    ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'today', '2026-01-32'].some(isCalendarDay),
  ).toBe(false);
});

it('counts the first and last day of a period', () => {
  expect(daysCovered('2026-03-01', '2026-03-07')).toBe(7);
  expect(daysCovered('2026-03-29', '2026-03-29')).toBe(1);
});

it('adds days over months, leap years and clock changes, and takes them off again', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));
  fc.assert(
    fc.property(days, fc.integer({ min: -1000, max: 1000 }), (day, step) => {
      expect(daysBetween(day, addDays(day, step))).toBe(step);
      expect(isCalendarDay(addDays(day, step))).toBe(true);
    }),
  );
});

it('puts a day into its month and quarter', () => {
  expect(monthOf('2026-11-22')).toBe('2026-11');
  expect(quarterOf('2026-03-31')).toBe('2026-Q1');
  expect(quarterOf('2026-04-01')).toBe('2026-Q2');
  expect(quarterEnd('2026-Q4')).toBe('2026-12-31');
});

it('takes the day from the town’s zone, not from UTC', () => {
  const lateEvening = new Date('2026-03-31T23:30:00Z');
  expect(calendarDayIn(lateEvening, 'Europe/Madrid')).toBe('2026-04-01');
  expect(calendarDayIn(lateEvening, 'America/New_York')).toBe('2026-03-31');
});
