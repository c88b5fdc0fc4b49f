import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitPoster, papers, spokenAddress } from '#features/posters/poster.ts';

test('a short name is read from across the street, a long one is written smaller', () => {
  expect(fitPoster('Gully Gang', 'Forty drains open.', 'a4').name).toBe('xl');
  expect(fitPoster('The society of very many patient neighbors', 'Forty drains open.', 'a4').name).not.toBe(
    'xl',
  );
});

test('whatever a group calls itself, its map stays a map', () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, words, fc.constantFrom(...papers), (name, part, paper) => {
      const { mapHeight } = fitPoster(name.join(' '), part.join(' '), paper);
      expect(mapHeight).toBeGreaterThanOrEqual(38);
      expect(mapHeight).toBeLessThanOrEqual(90);
    }),
  );
});

test('an address is written as one says it', () => {
  expect(spokenAddress('https://tidewell.example/es/groups/gully-gang/')).toBe(
    'tidewell.example/es/groups/gully-gang',
  );
});
