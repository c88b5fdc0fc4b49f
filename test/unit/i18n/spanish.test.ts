import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { es } from '#i18n/es/index.ts';

/** How a group is spoken to where one says “vosotros”: endings of verbs, pronouns, and infinitives with “os”. */
const vosotros =
  /(?<![\p{L}])(vuestr\p{L}+|vosotr\p{L}+|os|\p{L}+(abais|íais|áis|éis|asteis|isteis)|(ve|cerra|conta|deci|queda)ros|(deci|conta|mira)dlo)(?![\p{L}])/giu;

const spokenTo = (texts: string[]) =>
  texts
    .flatMap((text) => [...text.matchAll(vosotros)].map(([word]) => `${word}: ${text}`))
    .filter((each) => !/^dieciséis/i.test(each));

it('a group that reads Spanish is spoken to in one way, as “ustedes”, on every page', () => {
  const texts = Object.values(es).flatMap((namespace) => Object.values<string>(namespace));
  expect(texts.length).toBeGreaterThan(1000);
  expect(spokenTo(texts)).toEqual([]);
});

it('a town’s own pages, those that a new town begins with included, speak in the same way', () => {
  const files = globSync('{content,src/cli/starter}/**/*.{md,yaml}');
  expect(files.length).toBeGreaterThan(100);
  expect(spokenTo(files.flatMap((file) => readFileSync(file, 'utf8').split('\n')))).toEqual([]);
});
