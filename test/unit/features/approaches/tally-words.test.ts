import { expect, it } from 'vitest';
import { tallyLines, tallyWords } from '#features/approaches/tally-words.ts';
import { translator } from '#i18n/translate.ts';

const tally = { kept: 1, adapted: 1, dropped: 1, trying: 1 };

it('a name in the drawing of a family keeps its words out of the next one’s, in both languages', () => {
  for (const lang of ['en', 'es'] as const) {
    const t = translator(lang);
    const lines = tallyLines(tally, t, 30);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(31);
    expect(lines.join(' ')).toBe(tallyWords(tally, t));
  }
});

it('what fits stays in one line', () => {
  expect(tallyLines({ ...tally, trying: 0 }, translator('en'), 40)).toEqual(['1 kept, 1 adapted, 1 dropped']);
  expect(tallyLines({ kept: 0, adapted: 0, dropped: 0, trying: 0 }, translator('en'), 5)).toHaveLength(1);
});
