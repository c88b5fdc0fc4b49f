import { expect, it } from 'vitest';
import { localized, localizedTextSchema } from '#features/town/localized.ts';

const schema = localizedTextSchema(['en', 'es']);

it('reads a plain text the same in every language', () => {
  expect(schema.parse('Commonward')).toEqual({ en: 'Commonward', es: 'Commonward' });
});

it('refuses a text that lacks a language, has one too many, or says nothing', () => {
  for (const text of [
    { en: 'Quay' },
    { en: 'Quay', es: 'Muelle', fr: 'Quai' },
    { en: 'Quay', es: ' ' },
    '',
    7,
    null,
    ['Quay'],
  ])
    expect(schema.safeParse(text).success, JSON.stringify(text)).toBe(false);
});

it('shows a reader the language they read, else the first there is', () => {
  const text = { en: 'Quay', es: 'Muelle' };
  expect([localized(text, 'es'), localized(text, 'en'), localized(text, 'fr')]).toEqual([
    'Muelle',
    'Quay',
    'Quay',
  ]);
});
