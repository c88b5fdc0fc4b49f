import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { refusedBy } from '#db/errors.ts';
import type { OpenDatabase } from '#db/client.ts';
import { groups, memberships } from '#db/schema/index.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

test('of fifty people accepted at once, fifteen get a place and thirty-five are told no', async () => {
  const { db } = opened;
  const group = await makeGroup(db);
  const people = await Promise.all(Array.from({ length: 50 }, () => makePerson(db)));
  const outcomes = await Promise.allSettled(
    people.map((person) =>
      db.insert(memberships).values({ groupId: group.id, personId: person.id, state: 'active' }),
    ),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(35);
  expect(refused.every((outcome) => refusedBy(outcome.reason, 'groups_places'))).toBe(true);
  const [row] = await db.select().from(groups).where(eq(groups.id, group.id));
  expect(row?.activeCount).toBe(15);
});

test('a member who left cannot be made active again on the old membership', async () => {
  const { db } = opened;
  const group = await makeGroup(db);
  const person = await makePerson(db);
  const [made] = await db
    .insert(memberships)
    .values({ groupId: group.id, personId: person.id, state: 'active' })
    .returning();
  const membership = eq(memberships.id, made?.id ?? '');
  await db.update(memberships).set({ state: 'left' }).where(membership);
  const back = db.update(memberships).set({ state: 'active' }).where(membership);
  await expect(back).rejects.toSatisfy((error) => refusedBy(error, 'memberships_step'));
});
