import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { auditLog, checkIns, groups, rateLimits, searchDocuments } from '#db/schema/index.ts';
import { exportMyData } from '#features/account/my-account.server.ts';
import {
  forgetCheckIns,
  leaveCheckIn,
  readCheckIns,
  sweepCheckIns,
} from '#features/check-ins/check-ins.server.ts';
import { fewestShown, mostKept, shuffled } from '#features/check-ins/check-ins.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { actorOf, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { described } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { passHours, type TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const thursday = '2026-03-19';
/** A group of Thursdays at 19:00 that types how it arrives; it is Wednesday. */
const typing = () =>
  makeGroupWith(db, 4, { rhythm: 'weekly', weekday: 4, startsAt: '19:00', typedCheckIn: true });
const leave = (
  services: TestServices,
  actor: Actor,
  group: { id: string },
  words: string,
  key = randomUUID(),
) => leaveCheckIn(services, actor, { key, group: group.id, words });
const kept = (group: { id: string }) => db.select().from(checkIns).where(eq(checkIns.groupId, group.id));

async function read(services: TestServices, group: { id: string }, random = Math.random) {
  const [row] = await db.select().from(groups).where(eq(groups.id, group.id));
  if (!row) throw new Error('no group');
  return readCheckIns(db, row, { now: services.now(), timeZone: 'Europe/Madrid', random });
}

describe('a member who types how they arrive', () => {
  it('leaves words, the group and the day of the meeting, and nothing else', async () => {
    const { services, group, first } = await typing();
    const key = randomUUID();
    await Promise.all([1, 2].map(() => leave(services, first, group, 'Tired, and glad.', key)));
    const rows = await kept(group);
    expect(rows).toEqual([{ id: key, groupId: group.id, forDate: thursday, words: 'Tired, and glad.' }]);
    const columns = await described(
      db,
      sql`select string_agg(column_name || ' ' || data_type, ', ' order by column_name) as text
        from information_schema.columns where table_name = 'check_ins'`,
    );
    expect(columns).toBe('for_date text, group_id uuid, id uuid, words text');
  });
  it('leaves no trace of it in limits, audit log, search, or their own export', async () => {
    const { services, group, first } = await typing();
    const secret = `Tired ${randomUUID()}`;
    const [limitsBefore, auditBefore] = [await db.$count(rateLimits), await db.$count(auditLog)];
    await leave(services, first, group, secret);
    expect(await db.$count(rateLimits)).toBe(limitsBefore);
    expect(await db.$count(auditLog)).toBe(auditBefore);
    expect(services.queued).toEqual([]);
    expect([...services.cleared]).toEqual([]);
    expect(JSON.stringify(await db.select().from(searchDocuments))).not.toContain(secret);
    expect(JSON.stringify(await exportMyData(db, first.personId))).not.toContain(secret);
  });
  it('is in no write-ahead log: the table is not logged', async () => {
    const text = await described(
      db,
      sql`select relpersistence::text as text from pg_class where relname = 'check_ins'`,
    );
    expect(text).toBe('u');
  });
  it('is refused where the group types nothing, has no date, or is not theirs', async () => {
    const { services, group, first } = await typing();
    const stranger = actorOf(await makePerson(db));
    expect(await leave(services, stranger, group, 'Hello.')).toEqual(refusal('not-allowed'));
    await db.update(groups).set({ rhythm: null, weekday: null }).where(eq(groups.id, group.id));
    expect(await leave(services, first, group, 'Hello.')).toEqual(refusal('no-meeting'));
    await db.update(groups).set({ typedCheckIn: false }).where(eq(groups.id, group.id));
    expect(await leave(services, first, group, 'Hello.')).toEqual(refusal('switched-off'));
    expect(await read(services, group)).toEqual({ state: 'off' });
  });
  it('cannot flood a meeting', async () => {
    const { services, group, first } = await typing();
    for (let n = 0; n < mostKept; n += 1)
      await db.insert(checkIns).values({ groupId: group.id, forDate: thursday, words: String(n) });
    expect(await leave(services, first, group, 'Once more.')).toEqual(refusal('enough'));
  });
});

describe('a group that reads how it arrives', () => {
  it('sees nothing before the day, and nothing while fewer than three wrote', async () => {
    const { services, group, members } = await typing();
    for (const [at, who] of members.slice(0, fewestShown - 1).entries())
      await leave(services, who, group, `${at}`);
    expect(await read(services, group)).toEqual({ state: 'not-yet', forDate: thursday });
    passHours(services, 24);
    expect(await read(services, group)).toEqual({ state: 'too-few', forDate: thursday });
    await leave(services, members[2] ?? members[0]!, group, '2');
    expect(await read(services, group)).toMatchObject({ state: 'shown', forDate: thursday });
  });
  it('sees it in an order that has nothing to do with when it was written', async () => {
    const { services, group, members } = await typing();
    for (const [at, who] of members.entries()) await leave(services, who, group, `word ${at}`);
    passHours(services, 24);
    const orders = new Set<string>();
    const firsts: Record<string, number> = {};
    for (let n = 0; n < 200; n += 1) {
      const view = await read(services, group);
      if (view.state !== 'shown') throw new Error('nothing is shown');
      orders.add(view.words.join());
      firsts[view.words[0] ?? ''] = (firsts[view.words[0] ?? ''] ?? 0) + 1;
    }
    expect(orders.size).toBe(24);
    for (const count of Object.values(firsts)) expect(count).toBeGreaterThan(20);
  });
  it('finds it gone the day after, whether somebody opened the meeting or not', async () => {
    const one = await typing();
    const other = await typing();
    for (const { services, group, first } of [one, other]) await leave(services, first, group, 'Glad.');
    await forgetCheckIns(db, thursday);
    expect(await kept(one.group)).toHaveLength(1);
    await forgetCheckIns(db, '2026-03-26', one.group.id);
    expect([await kept(one.group), (await kept(other.group)).length]).toEqual([[], 1]);
    passHours(other.services, 39);
    await sweepCheckIns(other.services);
    expect(await kept(other.group)).toHaveLength(0);
  });
});

it('shuffling keeps every one, and gives each order as often as any other', () => {
  const counts: Record<string, number> = {};
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let n = 0; n < 6000; n += 1) {
    const order = shuffled(['a', 'b', 'c'], random).join('');
    counts[order] = (counts[order] ?? 0) + 1;
  }
  expect(Object.keys(counts)).toHaveLength(6);
  for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
