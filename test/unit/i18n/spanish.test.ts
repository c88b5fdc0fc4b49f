import { expect, it } from 'vitest';
import { es } from '#i18n/es/index.ts';

/** How a group is spoken to where one says “vosotros”: endings of verbs, pronouns, and infinitives with “os”. */
const vosotros =
  /(?<![\p{L}])(vuestr\p{L}+|vosotr\p{L}+|os|\p{L}+(abais|íais|áis|éis|asteis|isteis)|(ve|cerra|conta|deci|queda)ros|(deci|conta|mira)dlo)(?![\p{L}])/giu;

it('a group that reads Spanish is spoken to in one way, as “ustedes”, on every page', () => {
  const texts = Object.values(es).flatMap((namespace) => Object.values<string>(namespace));
  expect(texts.length).toBeGreaterThan(1000);
  const found = texts.flatMap((text) => [...text.matchAll(vosotros)].map(([word]) => `${word}: ${text}`));
  expect(found.filter((each) => !/^dieciséis/i.test(each))).toEqual([]);
});
