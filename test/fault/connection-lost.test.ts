import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { type Cuttable, cuttable } from '#test/support/cuttable.ts';
import { makeTownDatabase, type TownDatabase } from '#test/support/town-database.ts';

let database: TownDatabase;
let way: Cuttable;
let opened: OpenDatabase;

beforeAll(async () => {
  database = await makeTownDatabase();
  await database.sql`create table notes (id int primary key)`;
  way = await cuttable(database.url);
  opened = await openDatabase(way.url);
});
afterAll(async () => {
  await opened.close();
  await way.stop();
  await database.drop();
});

const write = (id: number) =>
  opened.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_sleep(0.002)`);
    await tx.execute(sql`insert into notes (id) values (${id})`);
    await tx.execute(sql`select count(*) from notes`);
  });

describe('writes while connections are cut again and again', () => {
  it('are there when they were acknowledged, and go on within a second of the return', async () => {
    const acknowledged = new Set<number>();
    let next = 0;
    let isOver = false;
    const writer = async () => {
      while (!isOver) {
        const id = (next += 1);
        await write(id).then(
          () => acknowledged.add(id),
          () => new Promise((resolve) => setTimeout(resolve, 1)),
        );
      }
    };
    const writers = Array.from({ length: 20 }, writer);
    for (let round = 0; round < 20; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      way.cut();
      await new Promise((resolve) => setTimeout(resolve, 20));
      const before = acknowledged.size;
      way.mend();
      const returned = Date.now();
      while (acknowledged.size === before) await new Promise((resolve) => setTimeout(resolve, 2));
      expect(Date.now() - returned).toBeLessThan(1000);
    }
    isOver = true;
    await Promise.all(writers);
    const rows = await database.sql<{ id: number }[]>`select id from notes`;
    const there = new Set(rows.map(({ id }) => id));
    expect(acknowledged.size).toBeGreaterThan(20);
    expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
  });

  it('do not wait for ever when their transaction was under way', async () => {
    const slow = opened.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      way.cut();
      await tx.execute(sql`select 2`);
    });
    await expect(slow).rejects.toThrow();
    way.mend();
    await write(1_000_000);
  });
});
