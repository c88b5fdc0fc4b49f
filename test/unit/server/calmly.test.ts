import { expect, test } from 'vitest';
import { calmly } from '#server/calmly.ts';

test('whoever reads the log finds one line a minute for one trouble, and every other trouble beside it', () => {
  let now = 0;
  const lines: string[] = [];
  const say = calmly(
    ({ message }) => lines.push(message),
    () => now,
  );
  for (; now < 60_000; now += 1000) say(new Error('refused'));
  say(new Error('refused'));
  say(new Error('no room'));
  expect(lines).toEqual(['refused', 'refused', 'no room']);
});
