import { expect, test } from 'vitest';
import { daySpan, dayWords, longDay } from '#lib/day-words.ts';

test('a resident reads days in words, in their own language', () => {
  expect(longDay('2025-11-16', 'en')).toBe('November 16, 2025');
  expect(longDay('2025-11-16', 'es')).toBe('16 de noviembre de 2025');
});

test('a resident reads from when to when a week goes, its month said once', () => {
  expect(daySpan('2026-11-18', '2026-11-24', 'en')).toMatch(/^November 18\s–\s24, 2026$/);
  expect(daySpan('2026-11-18', '2026-11-24', 'es')).toMatch(/^18.24 de noviembre de 2026$/);
});

test('a group that rests for most of a year reads of which year its next meeting is, and otherwise no year', () => {
  expect(dayWords('2027-10-04', 'en', '2026-11-26')).toBe('Monday, October 4, 2027');
  expect(dayWords('2027-10-04', 'es', '2026-11-26')).toMatch(/^lunes, 4 de octubre de 2027$/);
  expect(dayWords('2025-11-20', 'en', '2026-11-26')).toBe('Thursday, November 20, 2025');
  expect(dayWords('2027-01-07', 'en', '2026-11-26')).toBe('Thursday, January 7');
  expect(dayWords('2027-01-07', 'en')).toBe('Thursday, January 7');
});
