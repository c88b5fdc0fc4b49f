import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { mails, memberships } from '#db/schema/index.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import { sendMail, sweepMails } from '#features/notify/send-mail.server.ts';
import type { Town } from '#features/town/town.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let server: MailServer;
beforeAll(async () => {
  [opened, server] = await Promise.all([testDatabase(), startMailServer()]);
});
afterAll(async () => {
  await server.stop();
  await opened.close();
});

const town = { name: { en: 'Tidewell', es: 'Tidewell' }, languages: ['en', 'es'] } as unknown as Town;
const secret = 'a secret for tests, long enough to be one';
const mailFrom = 'Tidewell <portal@tidewell.example>';

/** The parts of the portal that mails need; what is queued is collected. */
function postOffice(smtpUrl: string | undefined, now = () => new Date()) {
  const queued: { mailId: string }[] = [];
  const post: Post & Parameters<typeof sweepMails>[0] = {
    db: opened.db,
    town,
    settings: { siteUrl: 'https://tidewell.example', secret, smtpUrl, mailFrom },
    now,
    enqueue: (_, __, data) => Promise.resolve(void queued.push(data as { mailId: string })),
  };
  return { post, queued };
}

let count = 0;
async function write(post: Post, more: { kind?: string; onceKey?: string; lang?: string } = {}) {
  count += 1;
  const to = `reader${count}@example.org`;
  const kept = await queueMail(post, opened.db, {
    kind: 'note',
    to,
    lang: 'en',
    content: ({ url }) => ({
      subject: 'Low Door Watch:\n<doors> & more',
      paragraphs: ['Bring a lamp & <boots>.', 'Ünïcode “quotes”.'],
      action: { label: 'Open it', url: url('/groups/low-door-watch/') },
      code: '042917',
    }),
    ...more,
  });
  return { to, kept };
}

test('a mail arrives as text and as HTML, safe to open, with the headers that keep robots from answering', async () => {
  const { post, queued } = postOffice(server.url);
  const { to } = await write(post, { lang: 'es' });
  await sendMail(post, queued[0]);
  const mail = await server.mailTo(to);
  expect(mail.subject).toBe('Low Door Watch: <doors> & more');
  expect(mail.text).toContain('Bring a lamp & <boots>.');
  expect(mail.text).toContain('https://tidewell.example/es/groups/low-door-watch/');
  expect(mail.text).toContain('042917');
  expect(mail.html).toContain('Bring a lamp &amp; &lt;boots&gt;.');
  expect(mail.html).not.toMatch(/<img|<link|src=|url\(/);
  expect(mail.from?.text).toContain('portal@tidewell.example');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.messageId).toBe(`<${queued[0]?.mailId}@tidewell.example>`);
});

test('a mail with the same key is never made twice, even by two at once', async () => {
  const { post, queued } = postOffice(server.url);
  const made = await Promise.all([write(post, { onceKey: 'once:1' }), write(post, { onceKey: 'once:1' })]);
  expect(made.filter(({ kept }) => kept)).toHaveLength(1);
  expect(queued).toHaveLength(1);
});

test('two processes that are given the same mail send it once', async () => {
  const { post, queued } = postOffice(server.url);
  const { to } = await write(post);
  const outcomes = await Promise.allSettled([sendMail(post, queued[0]), sendMail(post, queued[0])]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).not.toHaveLength(0);
  await sendMail(post, queued[0]);
  const copies = server.mails.filter((mail) => JSON.stringify(mail.to).includes(to));
  expect(copies).toHaveLength(1);
});

test('while the mail server is down the mail is kept, and it goes out when the server is back', async () => {
  const away = await startMailServer();
  await away.stop();
  const down = postOffice(away.url);
  const { to } = await write(down.post);
  const data = down.queued[0];
  await expect(sendMail(down.post, data)).rejects.toThrow();
  const [kept] = await opened.db.select().from(mails).where(eq(mails.recipient, to));
  expect(kept).toMatchObject({ sentAt: null, tries: 1, sendingSince: null });
  expect(kept?.lastError).toContain('ECONNREFUSED');
  await sendMail(postOffice(server.url).post, data);
  await server.mailTo(to);
  const [sent] = await opened.db.select().from(mails).where(eq(mails.recipient, to));
  expect(sent?.sentAt).toBeInstanceOf(Date);
});

test('a mail whose sender died over it is sent by the next one', async () => {
  const { post, queued } = postOffice(server.url);
  const { to } = await write(post);
  await opened.db.update(mails).set({ sendingSince: new Date() }).where(eq(mails.recipient, to));
  await expect(sendMail(post, queued[0])).rejects.toThrow('another process');
  const later = postOffice(server.url, () => new Date(Date.now() + 6 * 60_000)).post;
  await sendMail(later, queued[0]);
  await server.mailTo(to);
});

test('a sign-in mail whose code ran out is not sent any more', async () => {
  const { post, queued } = postOffice(server.url, () => new Date(Date.now() + 16 * 60_000));
  const { to } = await write(post, { kind: 'sign-in' });
  await sendMail(post, queued[0]);
  const [row] = await opened.db.select().from(mails).where(eq(mails.recipient, to));
  expect(row).toMatchObject({ sentAt: null, bodyText: '', bodyHtml: '' });
});

test('a request that was taken back meanwhile reaches no convener', async () => {
  const [group, person] = await Promise.all([makeGroup(opened.db), makePerson(opened.db)]);
  const [membership] = await opened.db
    .insert(memberships)
    .values({ groupId: group.id, personId: person.id, state: 'requested' })
    .returning();
  const id = membership?.id ?? '';
  const { post, queued } = postOffice(server.url);
  const first = await write(post, { kind: 'request-received', onceKey: `request-received:${id}:a` });
  await sendMail(post, queued[0]);
  await server.mailTo(first.to);
  await opened.db.update(memberships).set({ state: 'withdrawn' }).where(eq(memberships.id, id));
  const second = await write(post, { kind: 'request-received', onceKey: `request-received:${id}:b` });
  await sendMail(post, queued[1]);
  const [row] = await opened.db.select().from(mails).where(eq(mails.recipient, second.to));
  expect(row?.sentAt).toBeNull();
});

test('without a mail server mails are kept, and their words go after a week', async () => {
  const { post, queued } = postOffice(undefined);
  const { to } = await write(post);
  await sendMail(post, queued[0]);
  const before = await opened.db.select().from(mails).where(eq(mails.recipient, to));
  expect(before[0]?.bodyText).toContain('042917');
  await sweepMails(postOffice(undefined, () => new Date(Date.now() + 8 * 86_400_000)).post);
  const after = await opened.db.select().from(mails).where(eq(mails.recipient, to));
  expect(after[0]).toMatchObject({ bodyText: '', bodyHtml: '' });
});

test('a mail that lost its job is queued again by the sweep, one that is being tried is not', async () => {
  const { post } = postOffice(server.url);
  const lost = await write(post);
  const tried = await write(post);
  await opened.db.update(mails).set({ tries: 1 }).where(eq(mails.recipient, tried.to));
  const later = postOffice(server.url, () => new Date(Date.now() + 11 * 60_000));
  await sweepMails(later.post);
  const ids = later.queued.map(({ mailId }) => mailId);
  const rows = await opened.db.select().from(mails);
  const idOf = (to: string) => rows.find((row) => row.recipient === to)?.id;
  expect(ids).toContain(idOf(lost.to));
  expect(ids).not.toContain(idOf(tried.to));
});

test('a mail that waits outlives a clock that jumps ahead, and its words do not wait for ever', async () => {
  const { post, queued } = postOffice(server.url);
  const { to } = await write(post);
  const at = (days: number) => postOffice(server.url, () => new Date(Date.now() + days * 86_400_000)).post;
  await sweepMails(at(20));
  await sendMail(post, queued[0]);
  await server.mailTo(to);
  await sweepMails(at(8));
  const waiting = await write(post);
  await sweepMails(at(31));
  for (const address of [to, waiting.to]) {
    const [mail] = await opened.db.select().from(mails).where(eq(mails.recipient, address));
    expect(mail?.bodyText).toBe('');
  }
});
