import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type Answer, type Visitor, visitor } from '#test/support/visitor.ts';

/** The value of a hidden or text field on a page. */
function field(answer: Answer, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(answer.text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
}

/** Where the form of an action posts to, from the page that shows it. */
const action = (path: string, name: string) => `${path}?_action=${name}`;

const texts = {
  en: { prefix: '', thanks: 'Saved. Thank you.', saved: 'Corrected.' },
  es: { prefix: '/es', thanks: 'Guardado. Gracias.', saved: 'Corregido.' },
} as const;

describe.each(['embedded', 'postgres'] as const)('on the %s database', (kind) => {
  let portal: Portal;
  let post: MailServer;
  beforeAll(async () => {
    post = await startMailServer();
    const env: Record<string, string> = {
      SMTP_URL: post.url,
      MAIL_FROM: 'Tidewell <portal@tidewell.example>',
    };
    if (kind === 'postgres') {
      const name = `flow_${randomBytes(6).toString('hex')}`;
      const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
      await admin.unsafe(`create database ${name}`);
      await admin.end();
      const url = new URL(inject('postgresUrl'));
      url.pathname = `/${name}`;
      Object.assign(env, { DATABASE_URL: url.href, SECRET_KEY: randomBytes(32).toString('hex') });
    }
    portal = await startPortal(env);
  });
  afterAll(async () => {
    if (process.env.DEBUG_PORTAL)
      console.log(
        portal
          .said()
          .split('\n')
          .filter((l) => l.includes('"level":50'))
          .join('\n')
          .slice(0, 3000),
      );
    await portal.stop();
    await post.stop();
  });

  /** Signs somebody in by the mailed code. */
  async function signIn(email: string, name: string, prefix = ''): Promise<Visitor> {
    const person = visitor(portal.url);
    const already = post.mails.length;
    const asked = await person.submit(action(`${prefix}/sign-in/`, 'account.signIn'), {
      email,
      name,
      path: '',
    });
    expect(asked.status).toBe(200);
    const mail = await post.mailTo(email, (each) => post.mails.indexOf(each) >= already);
    const code = /\b(\d{6})\b/.exec(mail.subject ?? '')?.[1] ?? '';
    const entered = await person.post(action(`${prefix}/sign-in/code/`, 'account.code'), { email, code });
    expect(entered.status).toBe(303);
    return person;
  }

  test.each(['en', 'es'] as const)(
    'a neighbor asks, is accepted, reports and amends, and the town counts it (%s)',
    async (lang) => {
      const { prefix, thanks, saved } = texts[lang];
      const id = randomBytes(4).toString('hex');
      const convener = await signIn(`convener-${id}@example.org`, 'Marta', prefix);
      const startPage = await convener.get(`${prefix}/start/`);
      const founded = await convener.post(action(`${prefix}/start/`, 'groups.found'), {
        key: field(startPage, 'key'),
        name: `Lamp Walk ${id}`,
        about: 'We walk the dark streets and write down the lamps.',
        neighborhoodId: 'withy-end',
        place: 'the allotment gate',
        placeIsPublic: 'yes',
        firstMeetingOn: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
        startsAt: '19:00',
      });
      expect(founded.status).toBe(303);
      const group = `${prefix}/groups/lamp-walk-${id}/`;
      const measures = await convener.get(`${group}measures/`);
      const groupId = field(measures, 'group');
      const chosen = await convener.post(action(`${group}measures/`, 'impact.choose'), {
        group: groupId,
        measure: 'calls-and-visits',
        baseline: '',
        target: '',
      });
      expect(chosen.status).toBe(303);

      // Written before signing in: the request completes by itself when the link is used.
      const neighbor = visitor(portal.url);
      const email = `neighbor-${id}@example.org`;
      await neighbor.submit(action(`${group}join/`, 'membership.joinByMail'), {
        group: groupId,
        name: 'Ivo',
        email,
        note: 'I live close by.',
      });
      const mail = await post.mailTo(email);
      const link = new URL(/https?:\/\/\S*\/sign-in\/link\/\S*/.exec(mail.text ?? '')?.[0] ?? '');
      const linkPage = await neighbor.get(link.pathname + link.search);
      expect(linkPage.status).toBe(200);
      const entered = await neighbor.post(action(`${link.pathname}`, 'account.link'), {
        token: link.searchParams.get('token') ?? '',
      });
      expect(entered.location).toBe(`${group}join/`);
      const told = await post.mailTo(`convener-${id}@example.org`, (each) =>
        (each.subject ?? '').includes('Ivo'),
      );
      expect(told.text).toContain('I live close by.');

      const desk = await convener.get(`${group}members/`);
      const accepted = await convener.post(action(`${group}members/`, 'membership.accept'), {
        membership: field(desk, 'membership'),
      });
      expect(accepted.status).toBe(303);
      await post.mailTo(email, (each) => /You are in|Ya formas parte/.test(each.subject ?? ''));

      const totalBefore = await total();
      const formPage = await neighbor.get(`${group}report/`);
      const report = {
        key: field(formPage, 'key'),
        group: groupId,
        measure: 'calls-and-visits',
        value: '12',
        expected: '10',
        happened: 'Everyone picked up.',
        learned: 'Ring at six.',
        periodStart: field(formPage, 'periodStart'),
        periodEnd: field(formPage, 'periodEnd'),
      };
      const posted = await neighbor.post(action(`${group}report/`, 'impact.report'), report);
      expect(posted.status).toBe(303);
      expect((await neighbor.get(posted.location ?? '')).text).toContain(thanks);
      const again = await neighbor.post(action(`${group}report/`, 'impact.report'), report);
      expect(again.location).toBe(posted.location);
      expect((await total()) - totalBefore).toBe(12);

      const reportId = new URLSearchParams((posted.location ?? '').split('?')[1]).get('posted') ?? '';
      const change = `${prefix}/reports/${reportId}/change/`;
      const changePage = await neighbor.get(change);
      const amended = await neighbor.submit(action(change, 'impact.amend'), {
        report: reportId,
        key: field(changePage, 'key'),
        value: '9',
        expected: '10',
        periodStart: report.periodStart,
        periodEnd: report.periodEnd,
        reason: 'Three were the same person.',
      });
      expect(amended.text).toContain(saved);
      expect((await total()) - totalBefore).toBe(9);
      const page = await visitor(portal.url).get(`${prefix}/reports/${reportId}/`);
      expect(page.text).toContain('Three were the same person.');
      expect(page.text).toContain('Ring at six.');
    },
  );

  /** The town's total of calls and visits, as its list says it. */
  async function total(): Promise<number> {
    const { text } = await visitor(portal.url).get('/impact/reports/?measure=calls-and-visits');
    return Number(/<strong[^>]*>([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  }

  test('a resident comes once with a name and an address, and the mail says date, place and whom to ask for', async () => {
    const resident = visitor(portal.url);
    const path = '/groups/gully-gang/come-once/';
    const form = await resident.get(path);
    const dates = [
      ...form.text.matchAll(/name="date"[^>]*value="([\d-]+)"|value="([\d-]+)"[^>]*name="date"/g),
    ];
    const date = dates[0]?.[1] ?? dates[0]?.[2] ?? '';
    const email = `visitor-${randomBytes(4).toString('hex')}@example.org`;
    const done = await resident.post(action(path, 'membership.comeOnce'), {
      group: field(form, 'group'),
      date,
      name: 'Noor',
      email,
    });
    expect(done.status).toBe(303);
    const mail = await post.mailTo(email);
    expect(mail.text).toContain('the corner of Twine Street');
    expect(mail.text).toContain('Idris');
    expect(mail.text).toMatch(/\b\d{6}\b/);
    expect(mail.html).toContain('<html lang="en">');
  });

  test('a form that was mistyped keeps what was typed and says beside the field what is wrong', async () => {
    const resident = visitor(portal.url);
    const path = '/groups/gully-gang/come-once/';
    const form = await resident.get(path);
    const wrong = await resident.post(action(path, 'membership.comeOnce'), {
      group: field(form, 'group'),
      date: '',
      name: 'Noor',
      email: 'noor@',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text.includes('value="noor@"')).toBe(true);
    expect(wrong.text.includes('href="#field-email"')).toBe(true);
  });

  test('a form from another site is refused, and so is a body beyond all measure', async () => {
    const resident = visitor(portal.url);
    const strange = await resident.post(
      '/sign-in/?_action=account.signIn',
      { email: 'a@example.org' },
      { origin: 'https://elsewhere.example' },
    );
    expect(strange.status).toBe(403);
    const huge = await resident.post('/sign-in/?_action=account.signIn', {
      email: 'a@example.org',
      name: 'x'.repeat(3_000_000),
    });
    expect(huge.status).toBe(413);
  });

  test('nobody but members, conveners and organizers does what is theirs', async () => {
    const stranger = await signIn(`stranger-${randomBytes(4).toString('hex')}@example.org`, 'Sam');
    for (const path of [
      '/groups/gully-gang/members/',
      '/groups/gully-gang/edit/',
      '/groups/gully-gang/report/',
      '/organize/',
      '/organize/audit/',
      '/organize/glance/',
      '/organize/groups.csv',
    ]) {
      expect((await visitor(portal.url).get(path)).status).toBe(401);
      expect((await stranger.get(path)).status).toBe(403);
    }
    const hide = await stranger.post('/organize/concerns/?_action=organize.hide', {
      type: 'group',
      id: '00000000-0000-4000-8000-000000000000',
      reason: 'unlawful',
    });
    expect(hide.status).toBe(403);
  });

  test('an organizer signs in, sees the console and finds their acts in the log', async () => {
    const organizer = await signIn('organizer@tidewell.example', '');
    const console = await organizer.get('/organize/');
    expect(console.status).toBe(200);
    const csv = await organizer.get('/organize/groups.csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect((await organizer.get('/organize/audit/')).text).toContain('Took a file of the console');
  });
});
