import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { divisionChoices, divisions, explorations, memberships } from '#db/schema/index.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import { exportMyData } from '#features/account/my-account.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const words = 'I would like to know who eats alone on our stairs.';

it('somebody who leaves the town takes along what they would explore, and none of it stays', async () => {
  const group = await makeGroup(db);
  const [leaving, staying] = [await makePerson(db), await makePerson(db)];
  const others = await Promise.all(Array.from({ length: 13 }, () => makePerson(db)));
  for (const { id: personId } of [leaving, staying, ...others])
    await db.insert(memberships).values({ groupId: group.id, personId, state: 'active' });
  const open = { focusIds: [], weekdays: [4], partsOfDay: ['evening'], languages: [] };
  const [division] = await db
    .insert(divisions)
    .values({
      ...{
        groupId: group.id,
        name: 'Other half',
        about: 'The rest.',
        lang: 'en',
        neighborhoodId: 'saltpans',
      },
      ...{ firstMeetingOn: '2026-05-01', convenerId: staying.id, proposedBy: staying.id },
    })
    .returning();
  for (const { id: personId } of [leaving, staying]) {
    await db.insert(explorations).values({ personId, words, ...open });
    await db.insert(divisionChoices).values({ divisionId: division?.id ?? '', personId, side: 'goes' });
  }
  expect(await exportMyData(db, leaving.id)).toMatchObject({ wouldExplore: { words, weekdays: [4] } });

  await db.transaction((tx) => emptyPerson(tx, leaving.id, new Date()));
  for (const table of [explorations, divisionChoices]) {
    expect(await db.$count(table, eq(table.personId, leaving.id))).toBe(0);
    expect(await db.$count(table, eq(table.personId, staying.id))).toBe(1);
  }
});
