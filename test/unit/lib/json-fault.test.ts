import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '#lib/json-fault.ts';

test('valid JSON has no fault, whatever it says', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonFault(text)).toBeNull();
    }),
  );
});

test('a text that JSON.parse refuses has a fault, wherever it was cut', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, at) => {
      const cut = text.slice(0, at % text.length);
      let refused = false;
      try {
        JSON.parse(cut);
      } catch {
        refused = true;
      }
      expect(findJsonFault(cut) !== null).toBe(refused);
    }),
  );
});

test('a person whose download broke off is told the line and what stood last', () => {
  const fault = findJsonFault('{\n  "type": "FeatureCollection",\n  "features": [1, 2, "Old Do');
  expect(fault).toEqual({
    line: 3,
    column: 29,
    near: expect.stringMatching(/"features": \[1, 2, "Old Do$/) as string,
    truncated: true,
  });
});

test.each([
  ['{"a": 1,}', 1, 9],
  ['{"a": 1\n "b": 2}', 2, 2],
  ['[1, 2, nul, 3]', 1, 8],
  ['[1, 2]]', 1, 7],
  ['{"a" 1}', 1, 6],
  ['{"a": [1, 2}', 1, 12],
  ['{1: 2}', 1, 2],
])('a person who edited %s by hand is told where it went wrong', (text, line, column) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(findJsonFault(text)).toMatchObject({ line, column, truncated: false });
});
