import { expect, it } from 'vitest';
import { entersTownTotals, isNewDefinition, ownMeasureInput } from '#features/impact/measure.ts';
import { isTextKey } from '#i18n/translate.ts';

const form = { name: 'Lamps that work', unit: 'lamps', kind: 'count', better: 'more' };

it('a group defines a measure of its own in four answers', () => {
  expect(ownMeasureInput.parse({ ...form, confirmAfterDays: '' })).toEqual({
    ...form,
    confirmAfterDays: null,
    seasonMonths: null,
    sensitive: false,
  });
});

it('and may say when it is looked at again, and its season', () => {
  const read = ownMeasureInput.parse({
    ...form,
    confirmAfterDays: '30',
    seasonMonths: ['12', '1', '1'],
    sensitive: 'on',
  });
  expect(read).toMatchObject({ confirmAfterDays: 30, seasonMonths: [1, 12], sensitive: true });
});

it.each(['1,5', '1.5', 'soon'])('and reads that %s are no days', (confirmAfterDays) => {
  const read = ownMeasureInput.safeParse({ ...form, confirmAfterDays });
  expect(read.error?.issues.map(({ message }) => message)).toEqual(['impact.errors.daysNotANumber']);
});

it('what it leaves out or gets wrong is said in texts of the catalog', () => {
  const wrong = {
    name: '',
    unit: 'x'.repeat(61),
    kind: 'sum',
    better: 'most',
    confirmAfterDays: '0',
    seasonMonths: ['13'],
  };
  const messages = ownMeasureInput.safeParse(wrong).error?.issues.map((issue) => issue.message) ?? [];
  expect(messages.length).toBe(6);
  expect(messages.filter((message) => !isTextKey(message))).toEqual([]);
});

it('a new unit, kind, direction or second look is a new way of counting; a new name is not', () => {
  const before = { kind: 'count', better: 'more', confirmAfterDays: null, unit: 'drains' } as const;
  expect(isNewDefinition(before, { ...before, unit: 'drains ' })).toBe(false);
  expect(isNewDefinition(before, { ...before, unit: 'streets' })).toBe(true);
  expect(isNewDefinition(before, { ...before, confirmAfterDays: 30 })).toBe(true);
});

it('neither a group’s own measure nor one that is never added enters town totals', () => {
  expect(entersTownTotals({ kind: 'count', inCatalog: true })).toBe(true);
  expect(entersTownTotals({ kind: 'count', inCatalog: false })).toBe(false);
  expect(entersTownTotals({ kind: 'never', inCatalog: true })).toBe(false);
});
