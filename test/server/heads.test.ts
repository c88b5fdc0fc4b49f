import jsonld from 'jsonld';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageList } from '#test/support/page-list.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { visitor } from '#test/support/visitor.ts';

let portal: Portal;
/** The address that the site was built for, without a slash at the end. */
let site: string;
beforeAll(async () => {
  portal = await startPortal();
  site = new URL(attribute(await read('/'), canonical) ?? '').origin;
});
afterAll(() => portal.stop());

const read = async (path: string) => (await visitor(portal.url).get(path)).text;
const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1];
const canonical = /<link rel="canonical" href="([^"]+)"/;
const descriptionOf = (html: string) => attribute(html, /<meta name="description" content="([^"]+)"/);
const isPersonal = (html: string) => html.includes('<meta name="robots" content="noindex"');

/** The addresses that anybody may open, as they are, in both languages. */
const open = Object.values(pageList)
  .flat()
  .flatMap(({ at, as = 'anyone', status = 200, oneLanguage = false }) =>
    typeof at === 'string' && as === 'anyone' && status === 200 && !oneLanguage ? [at] : [],
  );
const addresses = [...new Set(open)].flatMap((path) => [path, `/es${path}`]);

describe('what a search engine, or a friend who is sent a link, is shown of', () => {
  test.each(addresses)('%s', async (path) => {
    const html = await read(path);
    const lang = path.startsWith('/es/') ? 'es' : 'en';
    expect(attribute(html, /<html lang="(\w+)"/)).toBe(lang);
    expect(attribute(html, /<title>([^<]+ · Tidewell)<\/title>/)).toBeDefined();
    expect(descriptionOf(html)?.length).toBeGreaterThan(15);
    if (isPersonal(html)) {
      expect(html).not.toContain('rel="canonical"');
      return;
    }
    const bare = path.replace(/^\/es\//, '/').replace(/\?.*/, '');
    const own = `${site}${lang === 'es' ? '/es' : ''}${bare}`;
    expect(attribute(html, canonical)).toBe(own);
    const others = [...html.matchAll(/<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/g)];
    expect(others.map(([, language, url]) => [language, url])).toEqual([
      ['en', site + bare],
      ['es', `${site}/es${bare}`],
      ['x-default', site + bare],
    ]);
    expect(attribute(html, /property="og:image" content="([^"]+)"/)).toBe(`${site}/social.png`);
    expect(attribute(html, /property="og:url" content="([^"]+)"/)).toBe(own);
  });

  test('is personal where it is about one reader: no search engine lists it', async () => {
    for (const path of ['/me/', '/sign-in/', '/sign-in/code/', '/organize/', '/groups/two-rings/members/'])
      expect(isPersonal(await read(path))).toBe(true);
  });

  test('comes with a picture of this town', async () => {
    const response = await fetch(`${portal.url}/social.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    const picture = Buffer.from(await response.arrayBuffer());
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(picture.length).toBeLessThan(300_000);
  });
});

interface Thing {
  '@type': string;
  name?: string;
  itemListElement?: { item: string }[];
  eventSchedule?: Record<string, unknown>;
}

const thingsOf = async (path: string): Promise<Thing[]> =>
  [...(await read(path)).matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].flatMap(
    ([, text = '']) => (JSON.parse(text) as { '@graph': Thing[] })['@graph'],
  );

describe('in schema.org’s words', () => {
  test('the first page is a site that can be searched, and whose it is', async () => {
    const types = (await thingsOf('/')).map((thing) => thing['@type']);
    expect(types).toEqual(['WebSite', 'Organization']);
  });

  test('a group is an organization with a rhythm, and no date that goes stale', async () => {
    const things = await thingsOf('/groups/gully-gang/');
    expect(things.map((thing) => thing['@type'])).toEqual(['BreadcrumbList', 'Organization', 'Event']);
    expect(things[2]?.eventSchedule).toMatchObject({
      '@type': 'Schedule',
      repeatFrequency: 'P1W',
      byDay: ['https://schema.org/Thursday'],
    });
    expect(JSON.stringify(things)).not.toContain('startDate');
  });

  test.each([
    '/narrative/twice-a-day/',
    '/es/neighborhoods/withy-end/',
    '/focuses/known-by-name/',
    '/approaches/ring-in-flood-order/',
    '/groups/gully-gang/impact/',
  ])('%s says what stands above it, and that is there', async (path) => {
    const [trail] = (await thingsOf(path)).filter((thing) => thing['@type'] === 'BreadcrumbList');
    const items = trail?.itemListElement?.map(({ item }) => new URL(item).pathname) ?? [];
    expect(items).toHaveLength(2);
    expect(items[1]).toBe(path);
    expect((await visitor(portal.url).get(items[0] ?? '')).status).toBe(200);
  });

  /** The vocabulary as its document says it, without asking anybody for it: all words are its own. */
  const documentLoader = (url: string) => {
    if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`the page asks for ${url}`);
    const document = {
      '@context': { '@vocab': vocabulary, url: { '@type': '@id' }, item: { '@type': '@id' } },
    };
    return Promise.resolve({ contextUrl: undefined, documentUrl: url, document });
  };
  const vocabulary = 'https://schema.org/';

  test.each(['/', '/es/', '/groups/gully-gang/', '/es/groups/la-otra-orilla/', '/narrative/twice-a-day/'])(
    '%s is read by another program, which loses nothing and knows each word',
    async (path) => {
      const [, text = ''] =
        /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(await read(path)) ?? [];
      const said = JSON.parse(text) as jsonld.JsonLdDocument;
      // A safe reading refuses whatever it would have to leave out.
      const options = { documentLoader, safe: true };
      const quads = (await jsonld.toRDF(said, options)) as Quad[];
      expect(quads.length).toBeGreaterThan(5);
      for (const { subject, predicate, object } of quads) {
        expect(subject.termType === 'BlankNode' || /^https?:\/\//.test(subject.value)).toBe(true);
        if (predicate.value !== type) expect(predicate.value.startsWith(vocabulary)).toBe(true);
        else expect(object.value).toMatch(/^https:\/\/schema\.org\/[A-Z]\w+$/);
      }
      const known = new Set(quads.map(({ subject }) => subject.value));
      const pointed = quads.filter(({ predicate }) => /organizer|publisher/.test(predicate.value));
      for (const { object } of pointed) expect(known).toContain(object.value);
    },
  );
});

const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** A statement, as the JSON-LD processor gives it. */
interface Quad {
  subject: { termType: string; value: string };
  predicate: { value: string };
  object: { value: string };
}
