import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseRssFeed } from 'feedsmith';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type Answer, visitor, type Visitor } from '#test/support/visitor.ts';

let portal: Portal;
let post: MailServer;
beforeAll(async () => {
  post = await startMailServer();
  portal = await startPortal({ SMTP_URL: post.url, MAIL_FROM: 'Tidewell <portal@tidewell.example>' });
});
afterAll(async () => {
  await portal.stop();
  await post.stop();
});

const action = (path: string, name: string) => `${path}?_action=${name}`;

function field(answer: Answer, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(answer.text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
}

/** The code of the newest mail to somebody, and the door it opens. */
async function enter(person: Visitor, email: string, prefix: string): Promise<Answer> {
  const mail = await post.mailTo(email);
  const code = /\b(\d{6})\b/.exec(mail.subject ?? '')?.[1] ?? '';
  const entered = await person.post(action(`${prefix}/sign-in/code/`, 'account.code'), { email, code });
  expect(entered.status).toBe(303);
  return person.get(entered.location ?? '');
}

const texts = {
  en: { prefix: '', now: 'You follow it now.', stopped: 'Saved.', resident: 'A resident', older: 'Older' },
  es: {
    prefix: '/es',
    now: 'Ya lo sigues.',
    stopped: 'Guardado.',
    resident: 'Una persona del pueblo',
    older: 'Más antiguas',
  },
} as const;

test.each(['en', 'es'] as const)(
  'a resident follows and answers a question without belonging anywhere (%s)',
  async (lang) => {
    const { prefix, now, stopped, resident } = texts[lang];
    const person = visitor(portal.url);
    const list = await person.get(`${prefix}/questions/`);
    const path = new RegExp(`href="${prefix}(/questions/[0-9a-f-]{36}/)"`).exec(list.text)?.[1] ?? '';
    const question = await person.get(prefix + path);
    const follow = /href="([^"]*\/follow\/\?[^"]*)"/.exec(question.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    expect(follow.startsWith(`${prefix}/follow/`)).toBe(true);
    const page = await person.get(follow.replaceAll('&amp;', '&'));
    expect(page.status).toBe(200);
    const email = `follower-${lang}@example.org`;
    const thing = { type: field(page, 'type'), id: field(page, 'id') };
    const wrong = await person.post(action(`${prefix}/follow/`, 'following.byMail'), {
      ...thing,
      email: 'nobody',
      name: 'Ivo',
    });
    expect(wrong.status).toBe(422);
    expect(field(wrong, 'name')).toBe('Ivo');
    expect(field(wrong, 'id')).toBe(thing.id);
    await person.post(action(`${prefix}/follow/`, 'following.byMail'), { ...thing, email, name: 'Ivo' });
    expect((await enter(person, email, prefix)).text).toContain(now);

    // Answering asks nobody for a membership either.
    const form = await person.get(`${prefix}${path}answer/`);
    const words = `Look after the tide, ${lang}.`;
    const answered = await person.submit(action(`${prefix}${path}answer/`, 'questions.answer'), {
      key: field(form, 'key'),
      question: field(form, 'question'),
      text: words,
      approach: '',
    });
    expect(answered.status).toBe(200);
    const stranger = visitor(portal.url);
    expect((await stranger.get(prefix + path)).text).toContain(words);
    const feed = await stranger.get(`${prefix}/feed/`);
    expect(feed.text).toContain(words);
    expect(feed.text).toContain(resident);
    expect((await person.get(`${prefix}/feed/mine/`)).text).toContain(words);

    const mine = await person.get(`${prefix}/me/`);
    expect(mine.text).toContain(`value="${thing.id}"`);
    const gone = await person.submit(action(`${prefix}/me/`, 'following.unfollow'), { ...thing, from: 'me' });
    expect(gone.text).toContain(stopped);
    expect(gone.text).not.toContain(`value="${thing.id}"`);
    expect((await person.get(`${prefix}/feed/mine/`)).text).not.toContain(words);
  },
);

test('nobody follows what is not there, and nobody is asked to sign in for reading', async () => {
  const stranger = visitor(portal.url);
  expect((await stranger.get('/follow/')).status).toBe(404);
  expect((await stranger.get('/follow/?type=group&id=nothing')).status).toBe(404);
  expect((await stranger.get('/feed/mine/')).status).toBe(401);
  const page = await stranger.get('/follow/?type=focus&id=when-the-water-comes');
  const thing = { type: 'focus', id: field(page, 'id') };
  expect((await stranger.post(action('/follow/', 'following.follow'), thing)).status).toBe(401);
});

test('the feed is read to its end by plain links, narrowed in the address, and kept for all readers', async () => {
  const stranger = visitor(portal.url);
  const seen = new Set<string>();
  let next: string | undefined = '/feed/?kind=questions';
  for (let pages = 0; next !== undefined && pages < 40; pages += 1) {
    const page: Answer = await stranger.get(next);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).not.toContain('no-store');
    seen.add(next);
    next = /href="([^"]*)" rel="next"/
      .exec(page.text)?.[1]
      ?.replaceAll('&#38;', '&')
      .replaceAll('&amp;', '&');
    if (next) expect(seen.has(next)).toBe(false);
  }
  expect(next).toBeUndefined();
  const group = /href="\/groups\/([a-z0-9-]+)\/"/.exec((await stranger.get('/groups/')).text)?.[1] ?? '';
  expect((await stranger.get(`/feed/?group=${group}`)).text).toContain(`/groups/${group}/`);
  expect((await stranger.get('/feed/?group=nobody')).status).toBe(404);
});

test('a feed reader reads the same, narrowed by the same address', async () => {
  const answer = await visitor(portal.url).get('/es/feed.xml?kind=reports');
  expect(answer.status).toBe(200);
  const feed = parseRssFeed(answer.text);
  expect(feed.language).toBe('es');
  expect(feed.items?.length).toBeGreaterThan(5);
  for (const item of feed.items ?? []) {
    expect(item.link).toMatch(new RegExp(`^${portal.url}/es/reports/`));
    expect(item.guid?.isPermaLink).toBe(false);
  }
});
