import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { flags, groups, hands, memberships } from '#db/schema/index.ts';
import { measureUse } from '#features/organize/catalogs.server.ts';
import { findCalls } from '#features/organize/calls.server.ts';
import { weekUpTo } from '#features/impact/week-reports.server.ts';
import { findGaps, listGlance, twoWeeks } from '#features/organize/console.server.ts';
import { grantOrganizer, revokeOrganizer } from '#features/organize/roles.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

test('an organizer is called first to a concern, then to a request nobody answered, then to a quiet group', async () => {
  const { db } = opened;
  const [quiet, asked, concerned] = await Promise.all(
    ['Quiet', 'Asked', 'Concerned'].map((name) =>
      makeGroup(db, { name, createdAt: daysAgo(name === 'Quiet' ? 90 : 3) }),
    ),
  );
  const person = await makePerson(db);
  await db
    .insert(memberships)
    .values({ groupId: asked?.id ?? '', personId: person.id, state: 'requested', createdAt: daysAgo(3) });
  await db.insert(flags).values({
    subjectType: 'group',
    subjectId: concerned?.id ?? '',
    words: 'A name stands there.',
    raisedAt: daysAgo(1),
  });
  const calls = await findCalls(db, now);
  expect(calls.map((call) => [call.reason, call.groupName])).toEqual([
    ['concern', 'Concerned'],
    ['request-unanswered', 'Asked'],
    ['group-quiet', 'Quiet'],
  ]);
  expect(quiet?.name).toBe('Quiet');
});

test('an organizer is called to a group that has waited a week for a hand of the town, before what others can answer', async () => {
  const { db } = opened;
  const [fresh, waiting] = await Promise.all(
    ['Fresh', 'Waiting'].map((name) => makeGroup(db, { name, createdAt: daysAgo(10) })),
  );
  const hand = { toWhom: 'organizers', lang: 'en', words: 'Whose key is it?' };
  const asked = [
    { ...hand, groupId: fresh?.id ?? '', idempotencyKey: crypto.randomUUID(), askedAt: daysAgo(2) },
    { ...hand, groupId: waiting?.id ?? '', idempotencyKey: crypto.randomUUID(), askedAt: daysAgo(9) },
  ];
  await db.insert(hands).values(asked);
  const told = async () => (await findCalls(db, now)).map((call) => [call.reason, call.groupName, call.days]);
  expect(await told()).toEqual([
    ['concern', 'Concerned', 1],
    ['hand-waiting', 'Waiting', 9],
    ['request-unanswered', 'Asked', 3],
  ]);
  await db
    .update(hands)
    .set({ settledAt: now })
    .where(eq(hands.groupId, waiting?.id ?? ''));
  expect((await told()).map(([reason]) => reason)).toEqual(['concern', 'request-unanswered', 'group-quiet']);
});

test('an organizer sees a week, the groups at a glance, the gaps and the use of the catalog in counts alone', async () => {
  const { db } = opened;
  const week = (await twoWeeks(db, now, 'Europe/Madrid')).current;
  expect(week.groupsFounded).toBe(2);
  const rows = await listGlance(db, now, 10);
  expect(rows[0]?.requestCount).toBe(1);
  expect((await findGaps(db)).neighborhoods.has('saltpans')).toBe(true);
  expect(await measureUse(db)).toEqual([]);
});

test('a group that the public may not see yet leaves its neighborhood among those where nothing happens', async () => {
  const { db } = opened;
  await db.update(groups).set({ closedAt: now });
  const seen = async () => (await findGaps(db)).neighborhoods.has('saltpans');
  const unconfirmed = { safeguarding: { concerns: ['children'] } };
  const group = await makeGroup(db, unconfirmed);
  expect(await seen()).toBe(false);
  const confirmed = { concerns: ['children'], confirmedAt: now.toISOString() };
  await db.update(groups).set({ safeguarding: confirmed }).where(eq(groups.id, group.id));
  expect(await seen()).toBe(true);
  await db.update(groups).set({ hiddenAt: now, hiddenReason: 'danger' }).where(eq(groups.id, group.id));
  expect(await seen()).toBe(false);
});

test('an organizer’s week begins with the town’s midnight, as the page does to which its figures open', async () => {
  const { db } = opened;
  const timeZone = 'Pacific/Auckland';
  const { begins } = weekUpTo(now, timeZone);
  const counted = async () => {
    const { current, before } = await twoWeeks(db, now, timeZone);
    return [current.groupsFounded, before.groupsFounded];
  };
  const [current = 0, before = 0] = await counted();
  await makeGroup(db, { createdAt: begins });
  expect(await counted()).toEqual([current + 1, before]);
  await makeGroup(db, { createdAt: new Date(begins.getTime() - 1) });
  expect(await counted()).toEqual([current + 1, before + 1]);
});

test('of two organizers who take each other’s role at once, one keeps it', async () => {
  const { db } = opened;
  const [ana, ben] = await Promise.all([makePerson(db), makePerson(db)]);
  await grantOrganizer(db, ana.id, ana.email ?? '');
  await grantOrganizer(db, ana.id, ben.email ?? '');
  const outcomes = await Promise.all([
    revokeOrganizer(db, ana.id, ben.id, 'moved'),
    revokeOrganizer(db, ben.id, ana.id, 'moved'),
  ]);
  expect(outcomes.sort()).toEqual(['last-organizer', 'revoked']);
});
