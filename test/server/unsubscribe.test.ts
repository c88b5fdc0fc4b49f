import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopToken } from '#features/notify/stop-link.server.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { type Answer, visitor, type Visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let portal: Portal;
let post: MailServer;
beforeAll(async () => {
  post = await startMailServer();
  database = await makeTownDatabase({ quiet: true });
  portal = await startPortal({
    DATABASE_URL: database.url,
    SECRET_KEY: testSecret,
    SMTP_URL: post.url,
    MAIL_FROM: 'Tidewell <portal@tidewell.example>',
  });
});
afterAll(async () => {
  await portal.stop();
  await database.drop();
  await post.stop();
});

const action = (path: string, name: string) => `${path}?_action=${name}`;

function field(answer: Answer, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(answer.text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
}

async function signIn(email: string): Promise<Visitor> {
  const person = visitor(portal.url);
  const already = post.mails.length;
  await person.post(action('/sign-in/', 'account.signIn'), { email, name: 'Ana', path: '' });
  const mail = await post.mailTo(email, (each) => post.mails.indexOf(each) >= already);
  const code = /\b(\d{6})\b/.exec(mail.subject ?? '')?.[1] ?? '';
  expect((await person.post(action('/sign-in/code/', 'account.code'), { email, code })).status).toBe(303);
  return person;
}

/** Asks a question and has a neighbor answer it, which writes a mail to whoever asked. */
async function askAndAnswer(asker: Visitor, neighbor: Visitor, text: string): Promise<void> {
  const asking = await asker.get('/questions/ask/');
  const asked = await asker.post(action('/questions/ask/', 'questions.ask'), {
    key: field(asking, 'key'),
    text,
    detail: '',
    focusId: '',
    neighborhoodId: '',
  });
  expect(asked.status).toBe(303);
  const path = (asked.location ?? '').replace(/mine\/.*$/, '');
  const form = await neighbor.get(`${path}answer/`);
  const answered = await neighbor.post(action(`${path}answer/`, 'questions.answer'), {
    key: field(form, 'key'),
    question: field(form, 'question'),
    text: 'Look after the tide.',
    approach: '',
  });
  expect(answered.status).toBe(303);
}

/** The address behind a mail client’s own button, as its header has it. */
async function buttonOf(email: string, about: string): Promise<string> {
  const mail = await post.mailTo(email, ({ subject }) => (subject ?? '').includes(about));
  const lines = mail.headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' '));
  expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const url = /<([^>]+)>/.exec(lines.find((line) => line.startsWith('List-Unsubscribe:')) ?? '')?.[1] ?? '';
  return url.replaceAll(' ', '');
}

const press = (url: string, body: BodyInit = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })) =>
  fetch(url, { method: 'POST', body, redirect: 'manual' });

test('a mail client stops every mail by one press, without cookies and without saying where it comes from', async () => {
  const email = 'asker@example.org';
  const asker = await signIn(email);
  const neighbor = await signIn('neighbor@example.org');
  await askAndAnswer(asker, neighbor, 'Which lamp is out?');
  const url = await buttonOf(email, 'Which lamp is out?');
  expect(url.startsWith(`${portal.url}/unsubscribe/?of=`)).toBe(true);

  // Opening the link, as a scanner does, changes nothing.
  const opened = await visitor(portal.url).get(url);
  expect(opened.status).toBe(200);
  expect(opened.headers.get('cache-control')).toContain('no-store');
  expect(opened.text).toContain('Which mails shall stop?');

  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  expect((await press(url, form)).status).toBe(200);
  expect((await press(url)).status).toBe(200);
  const my = await asker.get('/me/');
  expect(/<input[^>]*value="none"[^>]*>/.exec(my.text)?.[0]).toContain('checked');

  await askAndAnswer(asker, neighbor, 'Which door sticks?');
  // What is asked for at that moment still comes, and comes after what was held back.
  await signIn(email);
  const subjects = post.mails
    .filter((mail) => JSON.stringify(mail.to).includes(email))
    .map(({ subject }) => subject ?? '');
  expect(subjects.some((subject) => subject.includes('Which door sticks?'))).toBe(false);

  // The page brings them back, and so does one's own page.
  const back = await visitor(portal.url).submit(action('/unsubscribe/', 'mails.chooseByLink'), {
    of: new URL(url).searchParams.get('of') ?? '',
    wish: 'all',
  });
  expect(back.text).toContain('Which mails shall stop?');
  const chosen = await asker.submit(action('/me/', 'mails.choose'), { wish: 'no-digest' });
  expect(/<input[^>]*value="no-digest"[^>]*>/.exec(chosen.text)?.[0]).toContain('checked');
});

test('a reminder is stopped by one press of its own, which leaves every other mail as it was', async () => {
  const email = 'reminded@example.org';
  const person = await signIn(email);
  const [row] = await database.sql<{ id: string }[]>`select id from people where email = ${email}`;
  const of = stopToken(testSecret, { personId: row?.id ?? '', scope: 'reminders' });
  const url = `${portal.url}/unsubscribe/?of=${of}`;
  const box = async () =>
    /<input[^>]*name="reminders"[^>]*>/.exec((await person.get('/me/')).text)?.[0].includes('checked');
  expect([
    await box(),
    (await visitor(portal.url).get(url)).text.includes('Stop reminders of meetings'),
  ]).toEqual([true, true]);
  expect((await press(url)).status).toBe(200);
  const [kept] = await database.sql`select mails_off, digest, reminders from people where email = ${email}`;
  expect([kept, await box()]).toEqual([{ mails_off: false, digest: true, reminders: false }, false]);

  const back = { of, wish: 'reminders' };
  const page = await visitor(portal.url).submit(action('/unsubscribe/', 'mails.chooseByLink'), back);
  expect([await box(), page.text.includes('Stop reminders of meetings')]).toEqual([true, true]);
  await person.submit(action('/me/', 'mails.choose'), { wish: 'all' });
  expect(await box()).toBe(false);
  await person.submit(action('/me/', 'mails.choose'), { wish: 'all', reminders: 'yes' });
  expect(await box()).toBe(true);
});

test('nothing else comes through that door', async () => {
  const bad = `${portal.url}/unsubscribe/?of=somebody.all.x`;
  expect((await press(bad)).status).toBe(404);
  expect((await press(bad, new URLSearchParams({ other: '1' }))).status).toBe(400);
  expect((await press(bad, 'no form')).status).toBe(415);
  expect((await visitor(portal.url).get('/unsubscribe/')).status).toBe(404);
  expect((await press(`${portal.url}/es/unsubscribe/?of=x`)).status).toBe(404);
  // Any other form, this page's own included, must come from our pages.
  for (const path of [
    '/unsubscribe/?_action=mails.chooseByLink',
    '/me/?_action=mails.choose',
    '/_actions/mails.chooseByLink/',
  ])
    expect((await press(portal.url + path)).status).toBe(403);
  expect((await press(`${portal.url}/unsubscribe/x/`)).status).toBe(403);
});

test('a form that is refused because of where it comes from does nothing either', async () => {
  for (const [at, path] of ['/sign-in/?_action=account.signIn', '/_actions/account.signIn/'].entries()) {
    const email = `foreign-${at}@example.org`;
    const sent = await press(portal.url + path, new URLSearchParams({ email, name: '', path: '' }));
    expect(sent.status).toBe(403);
    const [kept] = await database.sql`select count(*)::int as mails from mails where recipient = ${email}`;
    expect(kept?.mails).toBe(0);
  }
});
