import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { visitor } from '#test/support/visitor.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const read = async (path: string) => (await visitor(portal.url).get(path)).text;
const plain = (html: string) => html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ');

describe('the first page', () => {
  test('answers a resident with one sentence and one group, kept in the address', async () => {
    const page = await read('/?near=netmakers');
    const answer = /role="status"[\s\S]*?<\/div>/.exec(page)?.[0] ?? '';
    expect(plain(answer)).toMatch(/people are working on this|a group is beginning/);
    expect(answer.match(/href="\/groups\/[a-z-]+\/come-once\/"/g)).toHaveLength(1);
    expect(page).toContain('name="robots" content="noindex"');
    expect(await read('/')).toContain('Today’s invitation');
  });

  test('tells a resident who writes a place that is not there nothing, instead of failing', async () => {
    const answer = await visitor(portal.url).get('/?near=atlantis');
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('role="status"');
  });
});

describe('the week', () => {
  test('opens each of its figures to reports that add up to it', async () => {
    const week = await read('/impact/week/');
    const opened = [...week.matchAll(/href="(\/impact\/week\/\?measure=[a-z0-9-]+)"[^>]*>From (\d+)/g)];
    expect(opened.length).toBeGreaterThan(3);
    const [, path = '', reports] = opened[0] ?? [];
    const list = await read(path);
    const stated = Number(/<strong[^>]*>\D*([\d,.]+)/.exec(list)?.[1]?.replaceAll(',', ''));
    const parts = [...list.matchAll(/<td class="number[^>]*>\D*([\d,.]+)/g)].map(([, part = '']) =>
      Number(part.replaceAll(',', '')),
    );
    expect(parts).toHaveLength(Number(reports));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(stated);
    expect((await visitor(portal.url).get('/impact/week/?measure=none')).status).toBe(404);
  });
});

describe('a chapter', () => {
  test.each([
    ['', 'en'],
    ['/es', 'es'],
  ])('is followed by what groups say to it, at its own address too (%s)', async (prefix, lang) => {
    const page = await read(`${prefix}/narrative/the-quay-comes-back/`);
    const asked = /fetch\("(\/_server-islands\/[^"]+)/.exec(page)?.[1] ?? '';
    const parts = await visitor(portal.url).get(asked);
    expect(parts.status).toBe(200);
    expect(parts.headers.get('etag')).not.toBeNull();
    expect(parts.text).toContain(`href="${prefix}/groups/february-table/"`);
    expect(page).toContain(`href="${prefix}/narrative/the-quay-comes-back/our-part/"`);
    const own = await read(`${prefix}/narrative/the-quay-comes-back/our-part/`);
    expect(own).toContain(`<html lang="${lang}"`);
    expect(own).toContain(`href="${prefix}/groups/february-table/"`);
  });

  test.each(['/narrative/', '/narrative/revisions/', '/narrative/the-quay-comes-back/', '/es/narrative/'])(
    'says its days in words (%s)',
    async (path) => {
      expect(plain(await read(path))).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
    },
  );
});

describe('the feed', () => {
  test.each([
    ['', 'en'],
    ['/es', 'es'],
  ])('of each language leads to the site in it (%s)', async (prefix, lang) => {
    const { format, feed } = parseFeed(await read(`${prefix}/rss.xml`));
    if (format !== 'rss') throw new Error(`a ${format} feed`);
    expect(feed.language).toBe(lang);
    expect(feed.link).toBe(`${portal.url}${prefix}/`);
    expect(feed.atom?.links?.[0]).toMatchObject({ rel: 'self', href: `${portal.url}${prefix}/rss.xml` });
    const items = feed.items ?? [];
    expect(items.length).toBeGreaterThan(10);
    expect(new Set(items.map(({ guid }) => guid?.value)).size).toBe(items.length);
    for (const { link } of items) expect(link).toContain(`${portal.url}${prefix}/`);
    const days = items.map(({ pubDate }) => Date.parse(String(pubDate)));
    expect(days).toEqual([...days].sort((a, b) => b - a));
  });
});

test('a focus counts its groups as the list does, communities of interest apart', async () => {
  const page = plain(await read('/focuses/known-by-name/'));
  const list = plain(await read('/groups/?focus=known-by-name&kind=impact'));
  const counted = /(\d+) groups/.exec(list)?.[1];
  expect(counted).toBeDefined();
  expect(page).toContain(`${counted} groups`);
});

test('a group that closed shows no place as if somebody could take it', async () => {
  const open = await read('/groups/gully-gang/');
  expect(open).toMatch(/<circle class="free"/);
  const closed = await read('/groups/seats-down-the-hill/');
  expect(closed).toContain('Closed on');
  expect(closed).not.toMatch(/<circle class="free"/);
  expect(plain(closed)).not.toMatch(/places? left|places? free|open places?/);
  expect(plain(closed)).not.toMatch(/Welcome, once|first meeting|Write a report/);
});

test('a resident who searches tells the reports of one group apart by their days', async () => {
  const found = await read('/search/?q=door');
  const links = [...found.matchAll(/<h2[^>]*>\s*<a href="(\/reports\/[^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
  const names = links.map(([, , name = '']) => plain(name).replace(/\s+/g, ' ').trim());
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !/, [A-Z][a-z]+ \d{1,2}, \d{4}$/.test(name.replace(' ,', ',')))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('somebody who would come once is promised a name to ask for only by groups that give one', async () => {
  const { features } = JSON.parse(await read('/groups.geojson')) as {
    features: { properties: { slug: string } }[];
  };
  const seen = new Set<boolean>();
  for (const { slug } of features.map(({ properties }) => properties)) {
    const form = await read(`/groups/${slug}/come-once/`);
    if (!form.includes('You bring nothing')) continue;
    const named = (await read(`/groups/${slug}/`)).includes('Ask for<');
    expect([slug, form.includes('whom to ask for')]).toEqual([slug, named]);
    seen.add(named);
  }
  expect(seen).toEqual(new Set([true, false]));
});

test.each(['come-once', 'join'])(
  'somebody who would %s at a community of interest reads that one simply goes there',
  async (page) => {
    const text = await read(`/groups/allotment-holders/${page}/`);
    expect(text).toContain('A community of interest has no places: simply go there.');
    expect(text).not.toContain('<form method="post"');
  },
);

test.each(['come-once', 'join', 'report'])(
  'somebody who follows an old link to %s of a closed group reads that it is closed',
  async (page) => {
    const answer = await fetch(`${portal.url}/groups/seats-down-the-hill/${page}/`);
    expect(answer.status).toBe(409);
    const text = await answer.text();
    expect(text).toContain('This group is closed.');
    expect(text).not.toContain('<form method="post"');
  },
);
