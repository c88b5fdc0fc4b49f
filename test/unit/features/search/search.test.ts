import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginningsOf,
  excerptParts,
  hitEnd,
  hitStart,
  longestQuestion,
  parseQuestion,
} from '#features/search/search.ts';

test('whatever an address asks, the search reads a short question and a page that exists', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (q, page) => {
      const question = parseQuestion(new URLSearchParams({ q, page }));
      expect(question.q.length).toBeLessThanOrEqual(longestQuestion);
      expect(question.q).not.toMatch(/\p{Cc}/u);
      expect(question.page).toBeGreaterThanOrEqual(1);
    }),
  );
});

test('a question becomes words that may be beginnings, unless it uses quotes or minus', () => {
  expect(beginningsOf("flood d'eau")).toBe("'flood':* & 'd':* & 'eau':*");
  expect(beginningsOf('"low door"')).toBe('');
  expect(beginningsOf('door -low')).toBe('');
  expect(beginningsOf('low-door')).toBe("'low':* & 'door':*");
});

test('an excerpt keeps every letter and marks only what stood between the marks', () => {
  expect(excerptParts(`a ${hitStart}b${hitEnd} <i>c</i>`)).toEqual([
    { text: 'a ', hit: false },
    { text: 'b', hit: true },
    { text: ' <i>c</i>', hit: false },
  ]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.string())), (runs) => {
      const clean = runs.map(([hit, text]) => [hit, text.replace(/[\uE000\uE001]/g, '')] as const);
      const marked = clean.map(([hit, text]) => (hit ? hitStart + text + hitEnd : text)).join('');
      const parts = excerptParts(marked);
      expect(parts.map(({ text }) => text).join('')).toBe(clean.map(([, text]) => text).join(''));
    }),
  );
});
