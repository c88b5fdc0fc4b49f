import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { countGroups } from '#features/groups/list.server.ts';
import { groupsForSheet, sheetGroupsMost } from '#features/groups/sheet-groups.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makeTown } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const reading = { lang: 'en', now: new Date('2026-03-18T10:00:00Z'), timeZone: 'Europe/Madrid' };

it('a reader of a small town sees every group, of a great one how many each neighborhood has', async () => {
  await makeTown(db);
  await makeGroup(db);
  const before = await groupsForSheet(db, {}, reading);
  expect(before).toMatchObject({ crowds: [] });
  expect(before.groups.length).toBeGreaterThan(0);
  await db.insert(groups).values(
    Array.from({ length: sheetGroupsMost }, (_, n) => ({
      slug: `crowd-${n}`,
      name: `Crowd ${n}`,
      lang: 'en',
      about: 'One of many.',
      neighborhoodId: 'saltpans',
      languages: ['en'],
    })),
  );
  const after = await groupsForSheet(db, {}, reading);
  const { impact } = await countGroups(db, {}, reading);
  expect(after.groups).toEqual([]);
  expect(after.crowds.reduce((sum, crowd) => sum + crowd.groups, 0)).toBe(impact);
});
