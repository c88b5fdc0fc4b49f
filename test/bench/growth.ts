import { request } from 'node:http';
import type { Sql } from 'postgres';
import { openDatabase } from '#db/client.ts';
import { openSession } from '#test/support/session.ts';

/** A town that a portal shows, and the database it lives in. */
export interface GrownTown {
  url: string;
  sql: Sql;
  databaseUrl: string;
}

/** How long a page takes to render in a small town and in a large one, in milliseconds. */
export interface Growth {
  page: string;
  small: number;
  large: number;
}

/** Pages of the public, and those that only an organizer or a convener reads. */
async function pagesOf({ sql }: GrownTown): Promise<{ page: string; path: string; reader: Reader }[]> {
  const [group] = await sql`select slug from groups where slug = 'low-door-watch'`;
  const [approach] = await sql`
    select a.slug from approaches a join approaches c on c.parent_id = a.id
    where a.slug !~ '[0-9]$' group by a.slug order by count(*) desc, a.slug limit 1`;
  const [neighborhood] = await sql`select neighborhood_id as id from groups where slug = 'low-door-watch'`;
  const [focus] = await sql`select focus_id as id from groups where slug = 'low-door-watch'`;
  const [day] = await sql`
    select m.on_date::text as day from meetings m join groups g on g.id = m.group_id
    where g.slug = 'low-door-watch' order by 1 desc limit 1`;
  const [question] = await sql`select id from questions where chapter is null order by asked_at, id limit 1`;
  const [report] = await sql`
    select measure_id as id from reports where measure_id in (select id from measures where kind = 'count' and not sensitive and group_id is null)
    group by measure_id order by count(*) desc limit 1`;
  const month = new Date().toISOString().slice(0, 7);
  const quarter = `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
  const home = `/groups/${group?.slug}/`;
  const pages: [Reader, Record<string, string>][] = [
    [
      'anybody',
      {
        'first page': '/',
        'list of groups': '/groups/',
        'groups of a focus with places': `/groups/?focus=${focus?.id}&places=1`,
        'map’s data': '/groups.geojson?brief=1',
        group: home,
        'group’s impact': `${home}impact/`,
        'town’s impact': '/impact/',
        'town’s impact, one focus': `/impact/?focus=${focus?.id}`,
        'a total, opened': `/impact/reports/?measure=${report?.id}`,
        'the week’s reports': '/impact/week/',
        'trajectory’s tally, opened': '/impact/trajectory/?state=clearly-better',
        'how fast the town learns': '/impact/learning/',
        neighborhood: `/neighborhoods/${neighborhood?.id}/`,
        neighborhoods: '/neighborhoods/',
        focus: `/focuses/${focus?.id}/`,
        questions: '/questions/',
        question: `/questions/${question?.id}/`,
        approaches: '/approaches/',
        'approach with its tree': `/approaches/${approach?.slug}/`,
        feed: '/feed/',
        'feed of a neighborhood': `/feed/?neighborhood=${neighborhood?.id}`,
        'whom to learn from': '/learn/',
        'what was dropped': '/learn/dropped/',
        'search, a rare word': '/search/?q=watch',
        'search, a common word': '/search/?q=doors',
        'feed for readers': '/rss.xml',
      },
    ],
    ['convener', { meeting: `${home}meeting/${day?.day}/`, 'my page': '/me/', 'my feed': '/feed/mine/' }],
    [
      'organizer',
      {
        console: '/organize/',
        'all groups at a glance': '/organize/glance/',
        'learning, for organizers': '/organize/learning/',
        'quarter’s report': `/organize/quarter/?quarter=${quarter}`,
      },
    ],
  ];
  return pages.flatMap(([reader, named]) =>
    Object.entries(named).map(([page, path]) => ({ page, path, reader })),
  );
}

type Reader = 'anybody' | 'convener' | 'organizer';

async function cookiesOf({ sql, url, databaseUrl }: GrownTown): Promise<Record<Reader, string>> {
  const opened = await openDatabase(databaseUrl);
  const cookie = async (id: unknown) => {
    const { name, value } = await openSession(opened.db, url, String(id));
    return `${name}=${value}`;
  };
  const [convener] = await sql`
    select person_id as id from memberships m join groups g on g.id = m.group_id
    where g.slug = 'low-door-watch' and m.state = 'active' and m.role = 'convener' limit 1`;
  const [organizer] = await sql`select person_id as id from town_roles where role = 'organizer' limit 1`;
  const cookies = {
    anybody: '',
    convener: await cookie(convener?.id),
    organizer: await cookie(organizer?.id),
  };
  await opened.close();
  return cookies;
}

/** Renders every page `rounds` times in each town by turns; the medians. */
export async function measureGrowth(small: GrownTown, large: GrownTown, rounds: number): Promise<Growth[]> {
  const pages = await pagesOf(small);
  const towns = [
    { town: small, cookies: await cookiesOf(small) },
    { town: large, cookies: await cookiesOf(large) },
  ];
  const growths: Growth[] = [];
  for (const { page, path, reader } of pages) {
    const times: [number[], number[]] = [[], []];
    // The first of each warms it up.
    for (let round = -2; round < rounds; round += 1)
      for (const [at, { town, cookies }] of towns.entries()) {
        const took = await renderOnce(town, path, cookies[reader]);
        if (round >= 0) times[at]?.push(took);
      }
    const [a, b] = times.map((each) => each.toSorted((x, y) => x - y)[Math.floor(rounds / 2)] ?? 0);
    growths.push({ page, small: a ?? 0, large: b ?? 0 });
  }
  return growths;
}

/** Tells the portal that all its pages are out of date, and waits for one to be rendered. */
async function renderOnce({ url, sql }: GrownTown, path: string, cookie: string): Promise<number> {
  await sql`notify commonward_tags, '*'`;
  await new Promise((resolve) => setTimeout(resolve, 10));
  const began = performance.now();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(url + path, { headers: { cookie } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    asked.once('error', reject).end();
  });
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - began;
}
