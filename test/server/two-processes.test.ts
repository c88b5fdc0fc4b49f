import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { until } from '#test/support/until.ts';
import { visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let portals: Portal[];

beforeAll(async () => {
  database = await makeTownDatabase();
  const env = { DATABASE_URL: database.url, SECRET_KEY: testSecret };
  portals = await Promise.all([startPortal(env), startPortal(env)]);
});
afterAll(async () => {
  await Promise.all(portals.map((portal) => portal.stop()));
  await database.drop();
});

describe('two processes that start on one empty database', () => {
  it('lay down one demonstration between them', async () => {
    const [count] = await database.sql<{ groups: number; organizers: number }[]>`
      select (select count(*)::int from groups) as groups, (select count(*)::int from town_roles) as organizers`;
    expect(count?.groups).toBeGreaterThan(40);
    expect(count?.organizers).toBe(1);
    const twice = await database.sql`select slug from groups group by slug having count(*) > 1`;
    expect(twice).toHaveLength(0);
  });

  it('both show a change within a second of its commit, and not before', async () => {
    const [group] = await database.sql<
      { id: string; slug: string }[]
    >`select id, slug from groups order by slug limit 1`;
    const names = () =>
      Promise.all(
        portals.map(async ({ url }) => (await visitor(url).get(`/groups/${group?.slug}/impact/`)).text),
      );
    await names();
    await database.sql.begin(async (tx) => {
      await tx`update groups set name = 'A name of one second' where id = ${group?.id ?? ''}`;
      await tx`select pg_notify('commonward_tags', ${`group:${group?.id}`})`;
      expect((await names()).filter((text) => text.includes('A name of one second'))).toHaveLength(0);
    });
    await until(
      'both show the new name',
      async () => (await names()).every((text) => text.includes('A name of one second')),
      1000,
    );
  });
});
