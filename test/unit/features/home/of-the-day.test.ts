import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetOfTheDay, ofTheDay } from '#features/home/of-the-day.ts';
import { walkFrom } from '#features/home/walk.ts';
import { addDays } from '#lib/calendar-day.ts';

const days = (from: string, count: number) => Array.from({ length: count }, (_, each) => addDays(from, each));

test('a resident who comes back the same day reads the same question, and another one tomorrow', () => {
  const questions = ['one', 'two', 'three'];
  expect(ofTheDay(questions, '2026-11-24')).toBe(ofTheDay(questions, '2026-11-24'));
  expect(new Set(days('2026-11-24', 3).map((day) => ofTheDay(questions, day)))).toEqual(new Set(questions));
  expect(ofTheDay([], '2026-11-24')).toBeUndefined();
});

test('a group invites in its turn, whatever its name begins with', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 8 }), (total, shown) => {
      const turns = Math.ceil(total / shown);
      const seen = new Set<number>();
      for (const day of days('2026-11-24', turns)) {
        const from = offsetOfTheDay(total, shown, day);
        for (let each = from; each < Math.min(from + shown, total); each += 1) seen.add(each);
      }
      expect(seen.size).toBe(total);
    }),
  );
});

test('a resident is told minutes where one would walk, and kilometers where nobody would', () => {
  expect(walkFrom(20)).toMatchObject({ way: 'here' });
  expect(walkFrom(525)).toMatchObject({ way: 'foot', minutes: 7 });
  expect(walkFrom(12_400)).toMatchObject({ way: 'far', kilometers: 12 });
});
