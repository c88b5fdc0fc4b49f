import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '#features/groups/groups.ts';

const isFixed = (part: string) => !part.startsWith('[');
const matches = (part: string, pattern: string) => !isFixed(pattern) || part === pattern;

/** The addresses of pages in any language, each as its parts. */
const pages = readdirSync('src/pages/[...lang]', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(astro|ts)$/.test(file))
  .map((file) => file.replace(/\.(astro|ts)$/, '').replace(/(^|\/)index$/, ''))
  .filter((address) => !address.split('/').some((part) => part.startsWith('_')))
  .map((address) => address.split('/').filter(Boolean));

/** Whether Astro asks `one` before `other`: fixed parts before others, in the order of the alphabet. */
function comesFirst([one = '']: string[], [other = '']: string[]): boolean {
  return isFixed(one) && isFixed(other) && one < other;
}

describe('the address of a page', () => {
  it('is never taken for that of another page, in a language called “groups/somebody”', () => {
    const taken = pages.flatMap((page) =>
      pages
        .filter((other) => other.length > 0 && other.length < page.length && comesFirst(other, page))
        .filter((other) => other.every((part, at) => matches(page.at(at - other.length) ?? '', part)))
        .map((other) => `/${page.join('/')}/ is answered by /${other.join('/')}/`),
    );
    expect(pages.length).toBeGreaterThan(40);
    expect(taken).toEqual([]);
  });

  it('leaves no name to a group that would lead its pages elsewhere', () => {
    const before = pages.filter(([first = '', second]) => second && isFixed(first) && first < 'groups');
    expect([...new Set(before.map(([first]) => first))].sort()).toEqual([...reservedSlugs].sort());
  });
});
