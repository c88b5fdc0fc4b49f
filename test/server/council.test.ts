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
});
