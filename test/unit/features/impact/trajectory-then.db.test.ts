import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { statesThen } from '#features/impact/trajectory-then.server.ts';
import { countTrajectoryStates } from '#features/impact/trajectory-tally.server.ts';
import { addDays } from '#lib/calendar-day.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

it('tells where a group stood at the end of a quarter from what it had reported by then', async () => {
  const ledger = makeLedger(db, '2026-11-22T18:00:00Z');
  const measure = await makeMeasure(db);
  const who = await makeReportingGroup(db, measure.id);
  // Weekly from the first of June; from the seventh on, twice as much.
  for (let week = 0; week < 14; week += 1) {
    const periodStart = addDays('2026-06-01', 7 * week);
    const value = (week < 6 ? 10 : 20) + (week % 3);
    await post(ledger, who, measure.id, { periodStart, periodEnd: addDays(periodStart, 6), value });
  }
  const then = async (day: string) => (await statesThen(db, day))?.map(({ state }) => state);
  expect(await then('2026-03-31')).toEqual([]);
  expect(await then('2026-06-30')).toEqual(['too-early']);
  // Twelve reports, and so not yet twice in a row.
  expect(await then('2026-08-23')).toEqual(['no-clear-change']);
  expect(await then('2026-09-30')).toEqual(['clearly-better']);
  expect((await statesThen(db, '2026-09-30'))?.[0]?.group.slug).toBe(who.group.slug);
  expect(await countTrajectoryStates(db)).toEqual(new Map([['clearly-better', 1]]));
});
