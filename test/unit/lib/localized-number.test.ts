import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLocalizedNumber, writeLocalizedNumber } from '#lib/localized-number.ts';

it.each([
  ['1,234.5', 'en', 1234.5],
  ['1.234,5', 'es', 1234.5],
  ['1.234,5', 'en', 1234.5],
  ['1,234.5', 'es', 1234.5],
  ['1.234', 'en', 1.234],
  ['1.234', 'es', 1234],
  ['1,234', 'en', 1234],
  ['1,234', 'es', 1.234],
  ['12.5', 'es', 12.5],
  ['12,5', 'en', 12.5],
  ['0,125', 'en', 0.125],
  ['0.125', 'es', 0.125],
  ['1.234.567', 'es', 1_234_567],
  ['1,234,567', 'en', 1_234_567],
  ['12 500', 'es', 12_500],
  ["1'234.5", 'en', 1234.5],
  [' 14 ', 'en', 14],
  ['−3', 'en', -3],
  ['-0', 'en', 0],
  ['14.', 'en', 14],
  ['.5', 'en', 0.5],
])('reads “%s” in %s as %d', (text, lang, expected) => {
  expect(parseLocalizedNumber(text, lang)).toBe(expected);
});

it.each([
  '',
  ' ',
  'ten',
  '1e5',
  '0x10',
  '1,2,3',
  '1.2.3',
  '1,23.456,7',
  '--3',
  '3-',
  'NaN',
  'Infinity',
  '.',
  '1,234.567.8',
])('takes “%s” for no number at all', (text) => {
  expect(parseLocalizedNumber(text, 'en')).toBeNull();
  expect(parseLocalizedNumber(text, 'es')).toBeNull();
});

it('reads back whatever Intl writes in either language', () => {
  const figures = fc.integer({ min: -999_999_999_000, max: 999_999_999_000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(figures, fc.constantFrom('en', 'es'), (figure, lang) => {
      const written = new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(figure);
      expect(parseLocalizedNumber(written, lang)).toBeCloseTo(figure, 3);
    }),
  );
});

it('reads back exactly what a form proposes for correction in that language', () => {
  const figures = fc.integer({ min: -999_999_999_000, max: 999_999_999_000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(figures, fc.constantFrom('en', 'es'), (figure, lang) => {
      expect(parseLocalizedNumber(writeLocalizedNumber(figure, lang), lang)).toBe(figure);
    }),
  );
});
