import { expect, it } from 'vitest';
import { exactSum, hasKeptDecimals } from '#lib/exact-sum.ts';

it('adds tenths without crumbs', () => {
  expect(exactSum([0.1, 0.2])).toBe(0.3);
  expect(exactSum(Array.from({ length: 1000 }, () => 0.001))).toBe(1);
});

it('knows how many decimals are kept', () => {
  expect([1, 0.125, 999_999_999.999, -2.5].every(hasKeptDecimals)).toBe(true);
  expect([0.0001, 1.23456].some(hasKeptDecimals)).toBe(false);
});
