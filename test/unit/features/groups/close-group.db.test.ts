import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { closeGroup, reopenGroup } from '#features/groups/edit-group.server.ts';
import { joinGroup } from '#features/membership/membership.server.ts';
import { actorOf, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

it('a convener who closed the group by mistake opens it again, and people can join as before', async () => {
  const { services, group, convener, first } = await makeGroupWith(opened.db, 5, { joining: 'open' });
  const newcomer = actorOf(await makePerson(opened.db));
  await closeGroup(services, convener, group.id, 'We are done.');
  expect(await joinGroup(services, newcomer, group.id, null)).toEqual(refusal('group-closed'));
  expect(await reopenGroup(services, first, group.id)).toEqual(refusal('not-allowed'));
  const twice = [1, 2].map(() => reopenGroup(services, convener, group.id));
  expect((await Promise.all(twice)).every(({ ok }) => ok)).toBe(true);
  const [row] = await opened.db.select().from(groups).where(eq(groups.id, group.id));
  expect([row?.closedAt, row?.closingWords, row?.activeCount]).toEqual([null, null, 6]);
  expect(services.cleared).toContain(`group:${group.id}`);
  expect(await joinGroup(services, newcomer, group.id, null)).toMatchObject({ value: { state: 'active' } });
});
