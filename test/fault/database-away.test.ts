import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cuttable, cuttable } from '#test/support/cuttable.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { until } from '#test/support/until.ts';
import { visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let way: Cuttable;
let portal: Portal;
let slug: string;
let groupId: string;

beforeAll(async () => {
  database = await makeTownDatabase();
  way = await cuttable(database.url);
  portal = await startPortal({ DATABASE_URL: way.url, SECRET_KEY: testSecret });
  const [group] = await database.sql<{ id: string; slug: string }[]>`
    select id, slug from groups where kind = 'impact' and closed_at is null order by slug limit 1`;
  ({ slug, id: groupId } = group ?? { slug: '', id: '' });
});
afterAll(async () => {
  await portal.stop();
  await way.stop();
  await database.drop();
});

const read = (path: string) => visitor(portal.url).get(path);
const page = () => read(`/groups/${slug}/impact/`);

/** Renames the group as another process would: the change and its notification in one transaction. */
async function rename(name: string): Promise<void> {
  await database.sql.begin(async (tx) => {
    await tx`update groups set name = ${name} where id = ${groupId}`;
    await tx`select pg_notify('commonward_tags', ${`group:${groupId}`})`;
  });
}

describe('while the database is away', () => {
  it('people read what was read before and the main pages, and hear why the rest has to wait', async () => {
    await page();
    await until('the main pages are warm', () => portal.said().includes('the main pages are warm'));
    way.cut();
    try {
      for (let round = 0; round < 20; round += 1) {
        for (const path of [`/groups/${slug}/impact/`, '/', '/groups/', '/impact/', '/es/impact/']) {
          expect([path, (await read(path)).status]).toEqual([path, 200]);
        }
      }
      const unseen = await read('/es/impact/?month=2025-12');
      expect([unseen.status, unseen.headers.get('retry-after')]).toEqual([503, '5']);
      expect(unseen.text).toContain('no podemos consultar nuestros registros');
      expect((await read('/readyz')).status).toBe(503);
      expect((await read('/healthz')).status).toBe(200);
    } finally {
      way.mend();
    }
    await until(
      'the database is back for readers',
      async () => (await read('/impact/?month=2025-12')).status === 200,
      1000,
    );
    expect(portal.process.exitCode).toBeNull();
  });

  it('a change that another process makes meanwhile is seen once the connection is back', async () => {
    await rename('Before the storm');
    await until(
      'the first name is shown',
      async () => (await page()).text.includes('Before the storm'),
      1000,
    );
    way.cut();
    await rename('After the storm');
    expect((await page()).text).toContain('Before the storm');
    way.mend();
    await until(
      'the second name is shown',
      async () => (await page()).text.includes('After the storm'),
      2000,
    );
  });
});
