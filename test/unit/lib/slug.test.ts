import { expect, test } from 'vitest';
import { freeSlug, slugify, slugMaxLength } from '#lib/slug.ts';

test.each([
  ['Sint-Amandsberg', 'sint-amandsberg'],
  ['Ñuñoa', 'nunoa'],
  ['10th & Page', '10th-page'],
  ['Fry’s Spring', 'frys-spring'],
  ['Þingholt', 'thingholt'],
  ['Großhadern – Süd', 'grosshadern-sud'],
  ['Ørestad', 'orestad'],
  ['Łódź Górna', 'lodz-gorna'],
  ['Київ Поділ', 'kiiv-podil'],
  ['  Rabot  -  Blaisantvest ', 'rabot-blaisantvest'],
])('a neighbor in %s finds the name spelled %s in the address', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('a name without a Latin spelling has no slug of its own', () => {
  expect(slugify('千代田区')).toBe('');
});

test('a very long name is cut between words, with room for a number', () => {
  const slug = slugify('The Association of the Streets between the Old Harbor and the New Bridge Inclusive');
  expect(slug).toMatch(/^the-association-of-.*[a-z]$/);
  expect(`${slug}-999`.length).toBeLessThanOrEqual(slugMaxLength);
  expect(slugify('x'.repeat(100)).length).toBeLessThan(slugMaxLength);
});

test('the second place of a name gets the first free number', () => {
  expect(freeSlug('riverside', new Set())).toBe('riverside');
  expect(freeSlug('riverside', new Set(['riverside', 'riverside-2']))).toBe('riverside-3');
});
