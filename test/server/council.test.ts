import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type Visitor, visitor } from '#test/support/visitor.ts';

let portal: Portal;
let organizer: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  organizer = visitor(portal.url);
  const email = 'organizer@tidewell.example';
  await organizer.submit('/sign-in/?_action=account.signIn', { email, name: 'Ada', path: '' });
  const mails = await organizer.get('/dev/mail/');
  const code = /\b(\d{6})\b/.exec(mails.text)?.[1] ?? '';
  expect((await organizer.post('/sign-in/code/?_action=account.code', { email, code })).status).toBe(303);
});
afterAll(() => portal.stop());

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/** The rows of the report's table of figures, and the address that stands behind each. */
async function reportRows(prefix: string) {
  const { text, status } = await organizer.get(`${prefix}/organize/quarter/`);
  expect(status).toBe(200);
  const sources = [...text.matchAll(/<li id="source-(\d+)"[\s\S]*?href="([^"]+)"/g)];
  const rows = [...(/<tbody[\s\S]*?<\/tbody>/.exec(text)?.[0] ?? '').matchAll(/<tr[\s\S]*?<\/tr>/g)];
  return rows.map(([row]) => {
    const [, result = '', , count = '', note = ''] = [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(
      ([cell]) => plain(cell),
    );
    const path = sources
      .find((source) => source[1] === note)?.[2]
      ?.replaceAll('&#38;', '&')
      .replaceAll('&amp;', '&');
    return { result, count: Number(count), path: path ?? '' };
  });
}

describe('an organizer who prints the quarter for the council', () => {
  test.each(['', '/es'])('finds each figure again behind its source (%s)', async (prefix) => {
    const rows = await reportRows(prefix);
    expect(rows.length).toBeGreaterThan(5);
    for (const { result, count, path } of rows) {
      const { text } = await visitor(portal.url).get(path);
      const together = plain(/<p class="together"[\s\S]*?<\/p>/.exec(text)?.[0] ?? '');
      expect(together).toContain(result);
      expect(together).toMatch(new RegExp(`\\b${count}\\b`));
    }
  });

  test('nobody else opens it', async () => {
    const answer = await visitor(portal.url).get('/organize/quarter/');
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('<table');
  });
});

/** How many groups each line of the town’s course says, and the address that it opens. */
function courseOf(text: string) {
  const section = /<div class="outcomes"[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '';
  return [...section.matchAll(/<a href="([^"]*trajectory[^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(
    ([, path = '', words = '']) => ({
      path: path.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
      said: Number(/\d+/.exec(plain(words))?.[0]),
    }),
  );
}

const groupsListed = (text: string) => new Set(text.match(/\/groups\/[a-z0-9-]+\/impact\//g)).size;

describe('an organizer who looks at how the town learns', () => {
  test('reads which groups ask for a hand, and since when, and comes from there to settle it', async () => {
    const { text } = await organizer.get('/organize/learning/');
    const asked = await organizer.get('/organize/hands/');
    const waiting = [...asked.text.matchAll(/<blockquote[^>]*>([\s\S]*?)<\/blockquote>/g)];
    expect(waiting.length).toBeGreaterThan(1);
    for (const [, words = ''] of waiting) expect(plain(text)).toContain(plain(words));
    expect(plain(text)).toMatch(/waiting \d+ days/);
    expect(text).toContain('href="/organize/hands/"');
  });

  test('finds behind each count of groups as many groups, those too early to tell among them', async () => {
    const { text } = await organizer.get('/organize/learning/');
    const lines = courseOf(text);
    expect(lines.map(({ path }) => /state=([a-z-]+)/.exec(path)?.[1])).toEqual([
      ...['clearly-better', 'no-clear-change', 'clearly-less', 'too-early'],
    ]);
    for (const { path, said } of lines)
      expect([path, groupsListed((await visitor(portal.url).get(path)).text)]).toEqual([path, said]);
  });

  test('reads of a quarter that is over how groups stood at its end, as the council does', async () => {
    const paper = await organizer.get('/organize/quarter/');
    const quarter = /quarter=(\d{4}-Q\d)/.exec(paper.text)?.[1] ?? '';
    const lines = courseOf((await organizer.get(`/organize/learning/?quarter=${quarter}`)).text);
    for (const { path, said } of lines) {
      expect(path).toContain(`quarter=${quarter}`);
      expect([path, groupsListed((await visitor(portal.url).get(path)).text)]).toEqual([path, said]);
    }
    const [better = 0, same = 0, less = 0, early = 0] = lines.map(({ said }) => said);
    expect(plain(paper.text)).toContain(
      `Of ${better + same + less} groups with enough reports: ${better} clearly better than when they began, ` +
        `${same} without clear change, ${less} less. ${early} more`,
    );
    expect(paper.text).toContain(`state=too-early&amp;quarter=${quarter}`);
  });
});

describe('a resident who opens how fast the town learns', () => {
  test('finds behind each number as many rows as it says', async () => {
    const reader = visitor(portal.url);
    const { text } = await reader.get('/impact/learning/');
    const figures = [...text.matchAll(/<div class="figure"[\s\S]*?<\/div>/g)].map(([figure]) => ({
      number: Number(/class="big"[^>]*>(\d+)/.exec(figure)?.[1]),
      path: /href="([^"]+)"/.exec(figure)?.[1]?.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
    }));
    expect(figures.filter(({ path }) => path).length).toBeGreaterThan(5);
    for (const { number, path } of figures) {
      if (!path) continue;
      const rows = await reader.get(path);
      expect(plain(/<p class="hint"[\s\S]*?<\/p>/.exec(rows.text)?.[0] ?? '')).toMatch(
        new RegExp(`^${number} rows?,`),
      );
    }
  });

  test('finds of each question that met help how long it took; the middle one is the figure', async () => {
    const reader = visitor(portal.url);
    const { text } = await reader.get('/impact/learning/');
    const said = Number(/(\d+) days? from question/.exec(plain(text))?.[1]);
    const rows = plain((await reader.get('/impact/learning/rows/?figure=helped')).text);
    const days = [...rows.matchAll(/helped after (\d+) day/g)].map(([, day]) => Number(day));
    expect(days.length % 2).toBe(1);
    expect(days.sort((a, b) => a - b)[(days.length - 1) / 2]).toBe(said);
  });
});

test('a resident reads an approach in its other language part by part, as in their own', async () => {
  const { text } = await visitor(portal.url).get('/approaches/chalk-the-waterline/');
  const other = /<section id="text-es"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
  expect(other.match(/<p/g)).toHaveLength(4);
  expect(plain(other)).toMatch(/La raya de tiza.*What it takes.*Tiza.*When it does not work.*inquilinos/);
});
