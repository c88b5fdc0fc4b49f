import { afterAll, beforeAll, expect, it } from 'vitest';
import { AskedQueries } from '#test/support/asked-queries.ts';
import { cuttable, type Cuttable } from '#test/support/cuttable.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let way: Cuttable;
let portal: Portal;
const asked = new AskedQueries();

beforeAll(async () => {
  database = await makeTownDatabase();
  way = await cuttable(database.url, asked.listen);
  portal = await startPortal({ DATABASE_URL: way.url, SECRET_KEY: testSecret });
});
afterAll(async () => {
  await portal.stop();
  await way.stop();
  await database.drop();
});

/** The fewest queries of several renderings; jobs that run meanwhile only add to them. */
async function queriesOf(path: string, tag: string): Promise<number> {
  const counts: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    await database.sql`select pg_notify('commonward_tags', ${tag})`;
    await new Promise((resolve) => setTimeout(resolve, 50));
    asked.reads = [];
    const { status } = await visitor(portal.url).get(path);
    expect(status).toBe(200);
    counts.push(asked.reads.length);
  }
  return Math.min(...counts);
}

it('a group that has done everything is read with six queries at most', async () => {
  const groups = await database.sql<{ id: string; slug: string }[]>`
    select g.id, g.slug from groups g where g.is_public and (
      g.id in (select group_id from reflections) or g.id in (select group_id from approaches)
      or g.id in (select group_id from adoptions) or g.id in (select group_id from hands)
      or g.id in (select group_id from report_shares) or g.slug = 'low-door-watch')
    order by (select count(*) from reports r where r.group_id = g.id) desc limit 6`;
  expect(groups.length).toBeGreaterThan(2);
  for (const { id, slug } of groups) {
    const queries = await queriesOf(`/groups/${slug}/`, `group:${id}`);
    expect(queries, slug).toBeGreaterThan(1);
    expect(queries, slug).toBeLessThanOrEqual(6);
  }
});
