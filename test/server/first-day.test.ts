import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type Answer, type Visitor, visitor } from '#test/support/visitor.ts';

const elsewhere = path.resolve('../shared/towns');
const others = existsSync(elsewhere)
  ? readdirSync(elsewhere).filter((file) => file.endsWith('.geojson'))
  : [];
const files = [
  path.resolve('test/fixtures/towns/larkwater.geojson'),
  ...others.map((file) => path.join(elsewhere, file)),
];

// Not a failure, and not to be overlooked: the project ships one town's file, its makers keep more beside it.
if (others.length === 0) test.skip('no boundary files beside the project: only the one it ships is tried');

describe.each(files)('a town laid out from %s', (file) => {
  const id = path.basename(file, '.geojson');
  const workshop = mkdtempSync(path.join(tmpdir(), 'commonward-first-day-'));
  const dir = path.join(workshop, id);
  let portal: Portal;
  let post: MailServer;
  let neighborhoodId = '';

  beforeAll(async () => {
    const run = (script: string, ...args: string[]) =>
      execFileSync(process.execPath, [script, ...args], { env: { ...process.env, CONTENT_DIR: dir } });
    const options = ['--name', id, '--boundaries', file, '--languages', 'en,es', '--time-zone', 'UTC'];
    run('src/cli/town.ts', 'new', dir, ...options);
    run('src/cli/build.ts');
    const areas = JSON.parse(
      readFileSync(path.join(dir, 'neighborhoods.geojson'), 'utf8'),
    ) as FeatureCollection;
    neighborhoodId = String(areas.features[0]?.properties?.id);
    post = await startMailServer();
    const mail = { SMTP_URL: post.url, MAIL_FROM: 'Town <portal@town.example>' };
    portal = await startPortal({ CONTENT_DIR: dir, ...mail });
  }, 300_000);
  afterAll(async () => {
    await portal.stop();
    await post.stop();
    rmSync(workshop, { recursive: true, force: true });
    rmSync(path.join('dist', id), { recursive: true, force: true });
  });

  test.each(['', '/es'])(
    'a resident reads every page of a town where nothing has happened (%s)',
    async (prefix) => {
      const resident = visitor(portal.url);
      const chapters = readdirSync(path.join(dir, 'narrative/en')).filter((each) => each.endsWith('.md'));
      const focuses = readdirSync(path.join(dir, 'focuses'));
      const bare = (name: string | undefined) => (name ?? '').replace(/\.\w+$/, '');
      const pages = [
        ...['/', `/?near=${neighborhoodId}`, '/groups/', `/groups/?near=${neighborhoodId}&places=1`],
        ...['/narrative/', `/narrative/${bare(chapters[0])}/`, '/narrative/revisions/'],
        ...['/focuses/', `/focuses/${bare(focuses[0])}/`],
        ...['/neighborhoods/', `/neighborhoods/${neighborhoodId}/`],
        ...['/impact/', '/impact/week/', '/impact/reports/', '/impact/trajectory/?state=clearly-better'],
        ...['/questions/', '/approaches/', '/prompts/', '/search/?q=street', '/open-data/'],
        ...['/start/', '/sign-in/', '/sign-in/code/', '/me/'],
        ...['/how-it-works/', '/start-a-group/', '/privacy/', '/accessibility/', '/colophon/'],
      ];
      for (const page of pages) {
        const answer = await resident.get(prefix + page);
        expect([page, answer.status]).toEqual([page, 200]);
        expect([page, textOf(answer)]).not.toEqual([
          page,
          expect.stringMatching(/NaN|undefined|\[object|Tidewell/),
        ]);
      }
    },
  );

  test('a machine reads its files before there is anything in them', async () => {
    const reader = visitor(portal.url);
    for (const file of ['/groups.json', '/reports.json', '/groups.csv', '/reports.csv', '/groups.geojson'])
      expect([file, (await reader.get(file)).status]).toEqual([file, 200]);
    expect(JSON.parse((await reader.get('/groups.geojson')).text)).toMatchObject({ features: [] });
    expect((await reader.get('/rss.xml')).text).toContain('<rss');
    expect((await reader.get('/sitemap-index.xml')).text).toContain(`/neighborhoods/${neighborhoodId}/`);
  });

  test('a neighbor founds the first group, one comes once, one joins, and the first report is no town total yet', async () => {
    const convener = await signIn('marta@example.org', 'Marta');
    const founded = await convener.post('/start/?_action=groups.found', {
      key: field(await convener.get('/start/'), 'key'),
      name: 'Lamp Walk',
      about: 'We walk the dark streets and write down the lamps.',
      neighborhoodId,
      place: 'the library steps',
      placeIsPublic: 'yes',
      firstMeetingOn: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
      startsAt: '19:00',
    });
    expect(founded.status).toBe(303);
    const measures = await convener.get('/groups/lamp-walk/measures/');
    const group = field(measures, 'group');
    const measure = /name="measure"[^>]*value="([\w-]+)"|value="([\w-]+)"[^>]*name="measure"/.exec(
      measures.text,
    );
    const chosen = {
      group,
      measure: measure?.[1] ?? measure?.[2] ?? 'calls-and-visits',
      baseline: '',
      target: '',
    };
    expect((await convener.post('/groups/lamp-walk/measures/?_action=impact.choose', chosen)).status).toBe(
      303,
    );

    const guest = visitor(portal.url);
    const form = await guest.get('/groups/lamp-walk/come-once/');
    const came = await guest.post('/groups/lamp-walk/come-once/?_action=membership.comeOnce', {
      group,
      date: /name="date"[^>]*value="([\d-]+)"/.exec(form.text)?.[1] ?? '',
      name: 'Noor',
      email: 'noor@example.org',
    });
    expect(came.status).toBe(303);
    expect((await post.mailTo('noor@example.org')).text).toContain('the library steps');

    const neighbor = await signIn('ivo@example.org', 'Ivo');
    await neighbor.post('/groups/lamp-walk/join/?_action=membership.join', { group, note: '' });
    const membership = field(await convener.get('/groups/lamp-walk/members/'), 'membership');
    const accepted = await convener.post('/groups/lamp-walk/members/?_action=membership.accept', {
      membership,
    });
    expect(accepted.status).toBe(303);

    const sheet = await neighbor.get('/groups/lamp-walk/report/');
    const posted = await neighbor.post('/groups/lamp-walk/report/?_action=impact.report', {
      key: field(sheet, 'key'),
      group,
      measure: chosen.measure,
      value: '7919',
      learned: 'Ring at six.',
      periodStart: field(sheet, 'periodStart'),
      periodEnd: field(sheet, 'periodEnd'),
    });
    expect(posted.status).toBe(303);
    expect((await guest.get('/groups/lamp-walk/impact/')).text).toMatch(/7,919/);
    for (const page of [
      '/',
      '/impact/',
      '/impact/week/',
      `/impact/reports/?measure=${chosen.measure}`,
      '/focuses/',
    ])
      expect([page, (await guest.get(page)).text]).not.toEqual([page, expect.stringMatching(/7,919/)]);
    expect((await guest.get('/')).text).toContain('Lamp Walk');
    expect((await guest.get(`/neighborhoods/${neighborhoodId}/`)).text).toContain('Lamp Walk');
  });

  /** Signs somebody in by the mailed code. */
  async function signIn(email: string, name: string): Promise<Visitor> {
    const person = visitor(portal.url);
    await person.submit('/sign-in/?_action=account.signIn', { email, name, path: '' });
    const code = /\b(\d{6})\b/.exec((await post.mailTo(email)).subject ?? '')?.[1] ?? '';
    await person.post('/sign-in/code/?_action=account.code', { email, code });
    return person;
  }
});

/** What a page says, without its head, styles and tags. */
function textOf({ text }: Answer): string {
  return text.replace(/^[\s\S]*?<body/, '').replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, ' ');
}

/** The value of a hidden or text field on a page. */
function field({ text }: Answer, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
}
