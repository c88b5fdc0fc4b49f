import { afterAll, beforeAll, expect, test } from 'vitest';
import { XMLParser } from 'fast-xml-parser';
import type { FeatureCollection } from 'geojson';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { visitor } from '#test/support/visitor.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const pages = [
  ...['/', '/groups/', '/groups/?near=saltpans&places=1', '/narrative/', '/narrative/twice-a-day/'],
  ...[
    '/narrative/revisions/',
    '/focuses/',
    '/focuses/known-by-name/',
    '/neighborhoods/',
    '/neighborhoods/withy-end/',
  ],
  ...[
    '/groups/gully-gang/',
    '/groups/gully-gang/impact/',
    '/groups/low-door-watch/join/',
    '/groups/gully-gang/come-once/',
  ],
  ...[
    '/impact/',
    '/impact/reports/?measure=drains-clear-30-days',
    '/impact/trajectory/?state=clearly-better',
  ],
  ...[
    '/how-it-works/',
    '/privacy/',
    '/accessibility/',
    '/colophon/',
    '/start-a-group/',
    '/open-data/',
    '/search/?q=drains',
  ],
  ...['/start/', '/sign-in/', '/sign-in/code/', '/me/'],
];

test.each(pages.flatMap((path) => [path, `/es${path}`]))('a resident reads %s', async (path) => {
  const answer = await visitor(portal.url).get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe-inline');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(/<html lang="(\w+)"/.exec(answer.text)?.[1]).toBe(path.startsWith('/es/') ? 'es' : 'en');
  expect(answer.text.includes(' style="')).toBe(false);
  const head = [/<title>[^<]+<\/title>/, /<meta name="description" content="[^"]+"/];
  const indexed = [/<link rel="canonical"/, /<link rel="alternate" hreflang="es"/, /property="og:image"/];
  const wanted = answer.text.includes('name="robots" content="noindex"') ? head : [...head, ...indexed];
  expect(wanted.filter((part) => !part.test(answer.text))).toEqual([]);
});

test.each([
  '/nothing-here/',
  '/fr/',
  '/groups/no-such-group/',
  '/reports/not-an-id/',
  '/focuses/none/',
  '/impact/reports/?measure=none',
])('a resident who mistyped %s is told so with 404, in words', async (path) => {
  const answer = await visitor(portal.url).get(path);
  expect(answer.status).toBe(404);
});

test('a resident whose page method is wrong is told which ones there are', async () => {
  const response = await fetch(`${portal.url}/groups/`, {
    method: 'DELETE',
    headers: { origin: portal.url },
  });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toContain('GET');
});

test('a resident who reads a page again gets 304 when nothing changed', async () => {
  for (const path of ['/impact/', '/how-it-works/']) {
    const first = await visitor(portal.url).get(path);
    const again = await visitor(portal.url).get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  }
});

test('a newspaper finds the town as GeoJSON, CSV, JSON and RSS by somebody else’s reading', async () => {
  const reader = visitor(portal.url);
  const get = (path: string) => reader.get(path);
  const groups = JSON.parse((await get('/groups.geojson')).text) as FeatureCollection;
  expect(groups.features.length).toBeGreaterThan(40);
  const hoods = JSON.parse((await get('/neighborhoods.geojson')).text) as FeatureCollection;
  expect(hoods.features).toHaveLength(12);
  const csv = (await get('/reports.csv')).text.trim().split('\r\n');
  const { reports } = JSON.parse((await get('/reports.json')).text) as { reports: unknown[] };
  expect(csv.length - 1).toBe(reports.length);
  const feed = new XMLParser().parse((await get('/rss.xml')).text) as {
    rss: { channel: { item: unknown[] } };
  };
  expect(feed.rss.channel.item.length).toBeGreaterThan(10);
  const map = new XMLParser().parse((await get('/sitemap-index.xml')).text) as { urlset: { url: unknown[] } };
  expect(map.urlset.url.length).toBeGreaterThan(150);
});

test.each(['reflections', 'questions', 'approaches', 'feed', 'learn'])(
  'a search engine is led to what groups found out together, and may keep it: %s',
  async (kind) => {
    const reader = visitor(portal.url);
    const map = (await reader.get('/sitemap-index.xml')).text;
    const found = [...map.matchAll(new RegExp(`<loc>[^<]*?((?:/es)?/${kind}/[^<]*)</loc>`, 'g'))];
    expect(found.length).toBeGreaterThan(1);
    for (const [, path = ''] of found.slice(0, 6)) {
      const page = await reader.get(path);
      expect([path, page.status, page.text.includes('name="robots"')]).toEqual([path, 200, false]);
    }
  },
);

test('the map is told what the list says, in its order and language, and nothing more', async () => {
  const reader = visitor(portal.url);
  const asked = '?near=netmakers&places=1';
  const list = (await reader.get(`/es/groups/${asked}`)).text;
  const onList = [...list.matchAll(/<article[^>]* data-group="([a-z-]+)"/g)].map(([, slug]) => slug);
  const file = JSON.parse((await reader.get(`/es/groups.geojson${asked}&brief=1`)).text) as FeatureCollection;
  expect(file.features.map(({ properties }) => properties?.slug as string)).toEqual(onList);
  const names = Object.keys(file.features[0]?.properties ?? {}).filter((name) => name !== 'lang');
  expect(names).toEqual(['slug', 'name', 'symbol', 'count', 'standing', 'when', 'place']);
  expect(JSON.stringify(file)).toContain('plazas');
});

test('a town total opens to reports that add up to it', async () => {
  const reader = visitor(portal.url);
  const get = (path: string) => reader.get(path);
  const { text } = await get('/impact/reports/?measure=calls-and-visits&neighborhood=ferry-green');
  const total = Number(/<strong[^>]*>([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  const rows = (await get('/reports.csv')).text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const [head = [], ...lines] = rows;
  const column = (name: string) => head.indexOf(name);
  const counted = lines.filter(
    (line) =>
      line[column('measure')] === 'calls-and-visits' &&
      line[column('neighborhood')] === 'ferry-green' &&
      line[column('status')] === 'standing',
  );
  expect(total).toBeGreaterThan(100);
  expect(counted.reduce((sum, line) => sum + Number(line[column('value')] ?? 0), 0)).toBe(total);
});
