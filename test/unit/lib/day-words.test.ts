import { expect, test } from 'vitest';
import { daySpan, longDay } from '#lib/day-words.ts';

test('a resident reads days in words, in their own language', () => {
  expect(longDay('2025-11-16', 'en')).toBe('November 16, 2025');
  expect(longDay('2025-11-16', 'es')).toBe('16 de noviembre de 2025');
});

test('a resident reads from when to when a week goes, its month said once', () => {
  expect(daySpan('2026-11-18', '2026-11-24', 'en')).toMatch(/^November 18\s–\s24, 2026$/);
  expect(daySpan('2026-11-18', '2026-11-24', 'es')).toMatch(/^18.24 de noviembre de 2026$/);
});
