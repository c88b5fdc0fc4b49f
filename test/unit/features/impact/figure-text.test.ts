import { describe, expect, it } from 'vitest';
import { figureText } from '#features/impact/figure-text.ts';
import { translator } from '#i18n/translate.ts';

describe('somebody who reads a figure', () => {
  const t = translator('en');
  const style = { lang: 'en', currency: 'EUR', t };
  const share = {
    kind: 'share' as const,
    unit: { en: '{count, plural, one {item} other {items}}' },
    outOf: { en: '{count, plural, one {stretch} other {stretches}}' },
    money: false,
  };

  it.each([
    ['percent', '3 of 4 stretches'],
    ['rate', '0.8 items / stretch'],
  ] as const)('that is a %s reads what it is out of, and of nothing no figure', (readAs, words) => {
    expect(figureText({ ...share, readAs }, 3, 4, style)).toBe(words);
    expect(figureText({ ...share, readAs }, 0, 0, style)).toBe('none yet');
  });
});
