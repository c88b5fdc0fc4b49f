import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { loadDemo, seedDemo } from '#features/demo/demo.server.ts';
import { loadTown } from '#features/town/content.server.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { testDatabase } from '#test/support/database.ts';

const today = '2026-11-26';
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  const town = await loadTown('content');
  await upsertCatalogs(opened.db, town);
  await seedDemo(opened.db, town, await loadDemo('content'), today);
}, 120_000);
afterAll(() => opened.close());

/** The one number that a query answers. */
async function count(query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await opened.db
    .select({ n: sql<number>`(${query})`.mapWith(Number) })
    .from(sql`(select 1) one`);
  return row?.n ?? NaN;
}

describe('somebody who opens the demonstration for the first time', () => {
  test('reads in the feed what happened on the day on which it happened, and nothing of tomorrow', async () => {
    expect(await count(sql`select count(*) from feed_items where at > ${today}::date`)).toBe(0);
    expect(await count(sql`select count(distinct kind) from feed_items`)).toBe(11);
    const misdated = sql`select count(*) from feed_items f join reflections r on r.id = f.ref
      where f.kind = 'reflection' and f.at::date <> r.due_on`;
    expect(await count(misdated)).toBe(0);
  });

  test('finds Gully Gang as a group that divided, with those who went and those who stayed', async () => {
    const told = sql`select count(*) from feed_items f join groups g on g.id = f.ref
      where f.kind = 'divided' and g.slug = 'gully-gang'`;
    expect(await count(told)).toBe(1);
    const sides = (side: string) => sql`select count(*) from division_choices c
      join divisions d on d.id = c.division_id and d.done_at is not null where c.side = ${side}`;
    expect(await count(sides('goes'))).toBeGreaterThanOrEqual(4);
    expect(await count(sides('stays'))).toBeGreaterThanOrEqual(5);
  });

  test('finds most reports of the last months at the end of the meeting of their day', async () => {
    const wrong = sql`select count(*) from reports r join meetings m on m.id = r.meeting_id
      join report_versions v on v.report_id = r.id and v.version = r.version
      where m.on_date <> v.period_end or m.group_id <> r.group_id`;
    expect(await count(wrong)).toBe(0);
    expect(await count(sql`select count(*) from reports where meeting_id is not null`)).toBeGreaterThan(500);
  });

  test('finds one open call for a hand to the group, one to the organizers, one passed on and one settled', async () => {
    const hands = (where: ReturnType<typeof sql>) => count(sql`select count(*) from hands where ${where}`);
    expect(await hands(sql`to_whom = 'group' and settled_at is null`)).toBe(1);
    expect(await hands(sql`to_whom = 'organizers' and settled_at is null and passed_on_at is null`)).toBe(1);
    expect(await hands(sql`passed_on_at is not null`)).toBe(1);
    expect(await hands(sql`settled_at is not null`)).toBe(1);
  });
});
