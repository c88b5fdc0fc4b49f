import { createHash } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mails, people, sessions } from '#db/schema/index.ts';
import { signInTriesMax } from '#features/account/account.ts';
import { openStage, type Stage } from '#test/server/permissions/stage.ts';
import { changedTables, digestOf } from '#test/server/forms/digest.ts';
import { wrongCode } from '#test/support/sign-in-office.ts';
import { type Answer, visitor, type Visitor } from '#test/support/visitor.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

let networks = 0;
/** Somebody with a browser and network of their own. */
const somebody = (): Visitor => visitor(stage.portal.url, { 'x-forwarded-for': `10.9.0.${(networks += 1)}` });

/** Asks to sign in, and reads the mail. */
async function ask(person: Visitor, email: string, path = '') {
  const answer = await person.post('/sign-in/?_action=account.signIn', { email, name: 'Noor', path });
  const newest = stage.db.select().from(mails).where(eq(mails.recipient, email));
  const [mail] = await newest.orderBy(desc(mails.createdAt)).limit(1);
  const link = new URL(/https?:\S*\/sign-in\/link\/\S*/.exec(mail?.bodyText ?? '')?.[0] ?? '');
  const code = /\b(\d{6})\b/.exec(mail?.subject ?? '')?.[1] ?? '';
  return { answer, link: link.pathname + link.search, token: link.searchParams.get('token') ?? '', code };
}

const useLink = (person: Visitor, token: string) =>
  person.post('/sign-in/link/?_action=account.link', { token });
const useCode = (person: Visitor, email: string, code: string) =>
  person.post('/sign-in/code/?_action=account.code', { email, code });
const isIn = async (person: Visitor) => (await person.get('/me/data.json')).status === 200;

describe('a mailed link', () => {
  it('among the kept mails signs in whoever opened the portal, by whichever of this machine’s names', async () => {
    const person = visitor(stage.portal.url.replace('127.0.0.1', 'localhost'));
    await person.post('/sign-in/?_action=account.signIn', {
      email: 'here@example.org',
      name: 'Noor',
      path: '',
    });
    const kept = (await person.get('/dev/mail/')).text;
    const mail = kept.slice(kept.indexOf('here@example.org'));
    const [, token = ''] = /href="\/sign-in\/link\/\?token=([\w-]+)"/.exec(mail) ?? [];
    expect((await useLink(person, token)).status).toBe(303);
    expect(await isIn(person)).toBe(true);
  });

  it('survives a mail scanner that opens it first, and then works once', async () => {
    const person = somebody();
    const { link, token } = await ask(person, 'scanned@example.org');
    const before = await digestOf(stage.database.sql);
    for (const scanner of [somebody(), somebody(), somebody()]) {
      expect((await scanner.get(link)).status).toBe(200);
      await fetch(stage.portal.url + link, { method: 'HEAD' });
    }
    expect(changedTables(before, await digestOf(stage.database.sql))).toEqual([]);
    expect((await useLink(person, token)).status).toBe(303);
    expect(await isIn(person)).toBe(true);
    const again = await useLink(person, token);
    expect(again.status).toBe(410);
  });

  it('signs in nobody else’s browser; there it offers the code, which does', async () => {
    const person = somebody();
    const other = somebody();
    const { link, token, code } = await ask(person, 'elsewhere@example.org');
    const page = await other.get(link);
    expect(page.text).toContain('href="/sign-in/code/"');
    const form = (await other.get('/sign-in/code/')).text;
    expect(['name="email"', 'name="code"'].filter((field) => !form.includes(field))).toEqual([]);
    expect((await useLink(other, token)).status).toBe(410);
    expect(await isIn(other)).toBe(false);
    expect((await useCode(other, 'elsewhere@example.org', code)).status).toBe(303);
    expect(await isIn(other)).toBe(true);
    expect((await useLink(person, token)).status).toBe(410);
  });

  it('leads to pages of the portal only', async () => {
    for (const path of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const person = somebody();
      const { token } = await ask(person, `${networks}@example.org`, path);
      expect([path, (await useLink(person, token)).location]).toEqual([path, '/me/']);
    }
  });
});

describe('a mailed code', () => {
  it('is dead after five wrong ones, and which of them was wrong is not told', async () => {
    const person = somebody();
    const { code } = await ask(person, 'guessed@example.org');
    const said = new Set<string>();
    for (let tries = 0; tries < signInTriesMax; tries += 1) {
      const answer = await useCode(somebody(), 'guessed@example.org', wrongCode(code));
      said.add(`${answer.status} ${problemOf(answer)}`);
    }
    const right = await useCode(person, 'guessed@example.org', code);
    said.add(`${right.status} ${problemOf(right)}`);
    expect([...said]).toHaveLength(1);
    expect(right.status).toBe(422);
    expect(await isIn(person)).toBe(false);
  });
});

const problemOf = ({ text }: Answer) => /id="field-code-error"[\s\S]*?<\/p>/.exec(text)?.[0];

it('nobody learns whether an address is known', async () => {
  await stage.db.insert(people).values({ email: 'known@example.org', name: 'Known', lang: 'en' });
  const seen = [];
  for (const email of ['known@example.org', 'unknown@example.org']) {
    const person = somebody();
    const { answer, code } = await ask(person, email);
    const wrong = wrongCode(code);
    const pages = [await person.get('/sign-in/code/'), await useCode(person, email, wrong)];
    seen.push([
      answer.status,
      answer.location,
      ...pages.map(({ status, text }) => `${status} ${text.replaceAll(email, 'x').replaceAll(wrong, 'y')}`),
    ]);
  }
  expect(seen[0]).toEqual(seen[1]);
});

it('a session is a cookie that scripts cannot read, of which the database knows only the hash', async () => {
  const person = somebody();
  const { token } = await ask(person, 'hashed@example.org');
  const answer = await useLink(person, token);
  const line = answer.headers.getSetCookie().find((each) => each.startsWith('session=')) ?? '';
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  const value = person.cookies.get('session') ?? '';
  const ids = (await stage.db.select({ id: sessions.id }).from(sessions)).map(({ id }) => id);
  expect(ids).not.toContain(value);
  expect(ids).toContain(createHash('sha256').update(value).digest('base64url'));
});

it('reading changes nothing, whoever reads', async () => {
  for (const role of ['convener', 'organizer'] as const) {
    const { actor, group } = await stage.scene(role);
    const pages = [
      ...['/', '/groups/', '/me/', '/me/data.json', '/start/', '/search/?q=river', '/questions/ask/'],
      ...[
        '',
        'impact/',
        'join/',
        'come-once/',
        'members/',
        'edit/',
        'measures/',
        'report/',
        'what-works/',
      ].map((page) => `/groups/${group.slug}/${page}`),
      ...['', 'glance/', 'concerns/', 'people/', 'catalogs/', 'audit/'].map((page) => `/organize/${page}`),
    ];
    const before = await digestOf(stage.database.sql);
    for (const page of pages) expect([page, (await actor.get(page)).status < 500]).toEqual([page, true]);
    expect([role, changedTables(before, await digestOf(stage.database.sql))]).toEqual([role, []]);
  }
});
