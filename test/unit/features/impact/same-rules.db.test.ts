import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { confirmAfterDaysMax, directions, measureKinds, shareReadings } from '#features/impact/measure.ts';
import { reportOutcomes } from '#features/impact/report.ts';
import { trajectoryStates } from '#features/impact/trajectory.ts';
import { measureSchema } from '#features/town/catalog.ts';
import { constraintText, quoted } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

it.each([
  ['measures_kind', measureKinds],
  ['measures_better', directions],
  ['measures_read_as', shareReadings],
  ['reports_outcome', reportOutcomes],
  ['group_measures_trajectory', trajectoryStates],
])('the database holds the words of the rules, and no others, in %s', async (name, words) => {
  expect(quoted(await constraintText(opened.db, name)).sort()).toEqual([...words].sort());
});

it('the database, a town’s catalog and a group’s own measure wait equally long for a second look', async () => {
  expect(await constraintText(opened.db, 'measures_confirm_after')).toContain(`<= ${confirmAfterDaysMax}`);
  const text = { en: 'Drains' };
  const measure = {
    id: 'drains',
    focus: 'water',
    order: 1,
    name: text,
    unit: text,
    better: 'more',
    kind: 'count',
    howToCount: text,
  };
  const inCatalog = (confirmAfterDays: number) =>
    measureSchema(['en']).safeParse({ ...measure, confirmAfterDays }).success;
  expect([inCatalog(confirmAfterDaysMax), inCatalog(confirmAfterDaysMax + 1)]).toEqual([true, false]);
});
