import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { visitor } from '#test/support/visitor.ts';

/** Two words that stand in every text of one group and its reports, and nowhere else in the town. */
const rare = 'quillwort';
const searched = 'merganser';
const words = `${rare} ${searched}`;

const reflectionId = randomUUID();

let database: TownDatabase;
let portal: Portal;
let group: { id: string; slug: string };
let reportIds: string[];
let measures: string[];

beforeAll(async () => {
  database = await makeTownDatabase();
  portal = await startPortal({ DATABASE_URL: database.url, SECRET_KEY: testSecret });
  group = await markGroup();
  reportIds = await idsOf(
    `select id from reports where group_id = '${group.id}' order by posted_at desc limit 3`,
  );
  measures = await idsOf(`select id from measures where group_id is null order by id`);
});
afterAll(async () => {
  await portal.stop();
  await database.drop();
});

async function idsOf(query: string): Promise<string[]> {
  return (await database.sql.unsafe<{ id: string }[]>(query)).map(({ id }) => id);
}

/** Writes the rare word into everything that one well reporting group ever said. */
async function markGroup(): Promise<{ id: string; slug: string }> {
  const { sql } = database;
  const [found] = await sql<{ id: string; slug: string }[]>`
    select id, slug from groups where kind = 'impact' and closed_at is null and hidden_at is null and safeguarding is null
    and exists (select 1 from approaches a where a.group_id = groups.id)
    order by (select count(*) from questions q where q.group_id = groups.id)
      + (select count(*) from answers a where a.group_id = groups.id) desc, report_count desc, slug limit 1`;
  if (!found) throw new Error('no group was found');
  const { id } = found;
  await sql`update groups set name = ${words}, about = ${words}, our_part = ${words}, place = ${words},
    place_is_public = true, contact_name = ${words}, welcomes_visitors = true, created_at = now(),
    safeguarding = '{"concerns": ["children"], "confirmedAt": "2026-01-01T00:00:00Z"}'
    where id = ${id}`;
  await sql`update report_words w set tried = ${words}, happened = ${words}, learned = ${words}, next_question = ${words}
    from reports r where r.id = w.report_id and r.group_id = ${id}`;
  await sql`update approach_texts t set title = ${words}, what_to_do = ${words}, what_it_takes = ${words}
    from approaches a where a.id = t.approach_id and a.group_id = ${id}`;
  await sql`update adoptions set line = ${words} where group_id = ${id} and outcome is not null`;
  await sql`update questions set text = ${words}, detail = ${words} where group_id = ${id}`;
  await sql`update answers set text = ${words} where group_id = ${id}`;
  await sql`update reports set posted_at = now() where id = (
    select id from reports where group_id = ${id} and withdrawn_at is null order by posted_at desc limit 1)`;
  await sql`insert into reflections (id, group_id, since, due_on, finished_at)
    values (${reflectionId}, ${id}, '2026-01-01', '2026-02-01', now())`;
  await sql`insert into reflection_answers (reflection_id, step, lang, text, shared, shared_at)
    values (${reflectionId}, 'dropped', 'en', ${words}, true, now())`;
  await sql`insert into hands (idempotency_key, group_id, to_whom, lang, words, passed_on_at, passed_on_words)
    values (gen_random_uuid(), ${id}, 'group', 'en', ${words}, now(), ${words})`;
  await sql`insert into report_shares (report_id, group_id)
    select r.id, ${id} from reports r where r.group_id <> ${id} and r.withdrawn_at is null limit 1`;
  return found;
}

/** Every public address of the town, in its first language, and in the second where one template serves both. */
async function publicAddresses(): Promise<string[]> {
  const map = await (await fetch(`${portal.url}/sitemap-index.xml`)).text();
  const listed = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname);
  const [share] = await database.sql<
    { id: string }[]
  >`select report_id as id from report_shares where group_id = ${group.id}`;
  const approaches = await idsOf('select slug as id from approaches');
  const questions = await idsOf('select id from questions');
  const own = [
    '',
    'impact/',
    'what-works/',
    'what-works/write/',
    'come-once/',
    'join/',
    'report/',
    'measures/',
    'members/',
    'edit/',
    'reflect/',
    'hands/',
    'check-in/',
    'check-in/card/',
    'moderate/',
  ];
  return [
    ...new Set([
      ...listed,
      ...own.map((page) => `/groups/${group.slug}/${page}`),
      ...reportIds.map((id) => `/reports/${id}/`),
      ...reportIds.slice(0, 1).flatMap((id) => [`/reports/${id}/change/`, `/concern/?type=report&id=${id}`]),
      `/reports/${share?.id}/`,
      ...listed.filter((path) => /\/narrative\/[^/]+\/$/.test(path)).map((path) => `${path}our-part/`),
      `/reflections/${reflectionId}/`,
      `/es/reflections/${reflectionId}/`,
      `/concern/?type=reflection&id=${reflectionId}`,
      '/prompts/',
      '/approaches/',
      ...approaches.map((slug) => `/approaches/${slug}/`),
      '/questions/',
      ...['/feed/', `/feed/?group=${group.slug}`, '/feed.xml', '/es/feed/', '/learn/', '/learn/?help=all'],
      ...['/learn/dropped/', `/follow/?type=group&id=${group.id}`],
      ...questions.map((id) => `/questions/${id}/`),
      `/concern/?type=group&id=${group.id}`,
      ...measures.map((id) => `/impact/reports/?measure=${id}`),
      ...measures.map((id) => `/impact/week/?measure=${id}`),
      '/impact/week/',
      '/impact/reports/',
      ...['clearly-better', 'no-clear-change', 'clearly-less', 'too-early'].map(
        (state) => `/impact/trajectory/?state=${state}`,
      ),
      `/search/?q=${searched}`,
      `/es/search/?q=${searched}`,
      ...['rss.xml', 'groups.geojson', 'groups.csv', 'groups.json', 'reports.csv', 'reports.json'].map(
        (file) => `/${file}`,
      ),
      '/sitemap-index.xml',
    ]),
  ];
}

/** The addresses whose answer says the rare word, or, asked for something else, leads to the group. */
async function telling(addresses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    const { status, text } = await visitor(portal.url).get(address);
    expect([address, status < 500]).toEqual([address, true]);
    const leads = !address.includes(group.slug) && text.includes(`/groups/${group.slug}/`);
    if (leads || text.includes(rare)) found.push(address);
  }
  return found;
}

/** Whether the group may be public, as an organizer decides it; no page is kept from before. */
async function confirm(confirmed: boolean): Promise<void> {
  await database.sql`update groups set safeguarding = safeguarding - 'confirmedAt' where id = ${group.id}`;
  if (confirmed)
    await database.sql`update groups set safeguarding = safeguarding || '{"confirmedAt": "2026-01-01"}' where id = ${group.id}`;
  await portal.kill();
  await portal.restart();
}

describe('a group whose safeguarding is not confirmed', () => {
  it('is told of nowhere in public, and everywhere once it is', { timeout: 180_000 }, async () => {
    await confirm(true);
    const addresses = await publicAddresses();
    const open = await telling(addresses);
    expect(open).toEqual(
      expect.arrayContaining([
        '/',
        '/groups/',
        '/es/groups/',
        `/groups/${group.slug}/`,
        `/groups/${group.slug}/impact/`,
        `/groups/${group.slug}/come-once/`,
        `/groups/${group.slug}/join/`,
        `/groups/${group.slug}/report/`,
        `/reports/${reportIds[0]}/`,
        `/reflections/${reflectionId}/`,
        '/impact/reports/',
        '/impact/week/',
        `/search/?q=${searched}`,
        '/rss.xml',
        '/groups.geojson',
        '/groups.csv',
        '/groups.json',
        '/reports.csv',
        '/reports.json',
        '/sitemap-index.xml',
      ]),
    );
    expect(open.some((address) => address.endsWith('/our-part/'))).toBe(true);
    for (const kind of ['focuses', 'neighborhoods', 'approaches', 'questions'])
      expect([kind, open.some((address) => address.startsWith(`/${kind}/`))]).toEqual([kind, true]);
    for (const kind of ['/impact/reports/?measure=', '/impact/week/?measure=', '/impact/trajectory/'])
      expect([kind, open.some((address) => address.startsWith(kind))]).toEqual([kind, true]);

    await confirm(false);
    expect(await telling(addresses)).toEqual([]);
    for (const page of [
      '',
      'impact/',
      'come-once/',
      'join/',
      'report/',
      'measures/',
      'members/',
      'what-works/',
      'reflect/',
      'hands/',
      'check-in/',
      'check-in/card/',
      'moderate/',
    ])
      expect((await visitor(portal.url).get(`/groups/${group.slug}/${page}`)).status).toBe(404);
    expect((await visitor(portal.url).get(`/reports/${reportIds[0]}/`)).status).toBe(404);
    expect((await visitor(portal.url).get(`/reflections/${reflectionId}/`)).status).toBe(404);
  });
});
