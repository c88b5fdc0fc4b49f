import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const physical =
  /(?:^|[\s;{])((?:(?:margin|padding|border)-)?(?:left|right|top|bottom)|(?:min-|max-)?(?:width|height))\s*:|(?:text-align|float):\s*(?:left|right)/g;

/** The styles of a file; what a media query asks about the screen is not one. */
function stylesOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  const styles = file.endsWith('.css')
    ? text
    : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style).join('\n');
  return styles.replaceAll(/@(?:media|container)[^{]*/g, '').replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

test('whoever adds a language that is written from right to left finds no side named left or right', () => {
  const named = globSync('src/**/*.{css,astro}').flatMap((file) =>
    [...stylesOf(file).matchAll(physical)].map(([found]) => `${file}: ${found.trim()}`),
  );
  expect(named).toEqual([]);
});
