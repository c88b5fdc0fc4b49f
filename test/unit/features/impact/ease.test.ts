import { expect, it } from 'vitest';
import { ease } from '#features/impact/ease.ts';

const report = (result: number | null, hours: number | null, money: number | null = null) => ({
  result,
  hours,
  money,
});

it('is the sum of results by the sum of hours, not a mean of ratios', () => {
  expect(ease('count', [report(10, 1), report(10, 9)]).perHour).toBe(2);
});

it('is silent as soon as one report of the window leaves its hours out', () => {
  expect(ease('count', [report(10, 1), report(10, null)])).toEqual({
    perHour: null,
    perMoney: null,
    hours: null,
    money: null,
  });
});

it('counts the hours of a meeting with nothing to count', () => {
  expect(ease('count', [report(10, 2), report(null, 3)]).perHour).toBe(2);
});

it('tells hours and money apart', () => {
  expect(ease('count', [report(10, null, 5), report(20, 1, 5)])).toMatchObject({
    perHour: null,
    perMoney: 3,
  });
});

it('says nothing of a level, of no reports, of no hours at all', () => {
  expect(ease('level', [report(10, 2)])).toMatchObject({ perHour: null, hours: 2 });
  expect(ease('count', []).perHour).toBeNull();
  expect(ease('count', [report(10, 0)]).perHour).toBeNull();
  expect(ease('count', [report(null, 4)]).perHour).toBeNull();
});
