import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { limits } from '#features/account/limits.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { type Reporter, signInReporters } from '#test/support/reporters.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { type Visitor, visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let opened: OpenDatabase;
let portal: Portal;
let reporters: Reporter[];
beforeAll(async () => {
  database = await makeTownDatabase();
  portal = await startPortal({ DATABASE_URL: database.url, SECRET_KEY: testSecret });
  opened = await openDatabase(database.url);
  reporters = await signInReporters(opened.db, portal.url, 100);
});
afterAll(async () => {
  await opened.close();
  await portal.stop();
  await database.drop();
});

function as({ cookie }: Reporter): Visitor {
  const person = visitor(portal.url);
  person.cookies.set(cookie.name, cookie.value);
  return person;
}

/** Two members of different groups. */
function twoGroups(): [Reporter, Reporter] {
  const [one] = reporters;
  const other = reporters.find(({ groupId }) => groupId !== one?.groupId);
  if (!one || !other) throw new Error('nobody reports');
  return [one, other];
}

async function reportsWith(key: string): Promise<number> {
  const rows = await database.sql`select id from reports where idempotency_key = ${key}`;
  return rows.length;
}

describe('a member who sends their report', () => {
  it('twelve times at once, as an impatient finger does, has reported once and lands where it stands', async () => {
    const [reporter] = twoGroups();
    const form = { ...reporter.form, key: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => as(reporter).post(reporter.path, form)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    expect(await reportsWith(form.key)).toBe(1);
  });

  it('sees at once what was saved, that it counts, and its dot on the group’s line', async () => {
    const reporter = reporters.find(({ form }) => form.measure === 'calls-and-visits');
    if (!reporter) throw new Error('nobody calls');
    const form = { ...reporter.form, key: randomUUID() };
    const saved = await as(reporter).submit(reporter.path, form);
    const [row] = await database.sql<
      { id: string }[]
    >`select id from reports where idempotency_key = ${form.key}`;
    expect(saved.text).toMatch(/<h1[^>]*>Saved\. Thank you\.<\/h1>/);
    expect(saved.text).toMatch(/<strong[^>]*>4 calls or visits<\/strong>/);
    // Once as the way to the report, once as a point of the line.
    expect(saved.text.split(`href="/reports/${row?.id}/"`)).toHaveLength(3);
  });

  it('again from a page they went back to, or after another member did, is asked whether it is another result', async () => {
    const [reporter] = twoGroups();
    const form = { ...reporter.form, value: '7', happened: 'Seven of them.' };
    await as(reporter).post(reporter.path, { ...form, key: randomUUID() });
    const key = randomUUID();
    const doubted = await as(reporter).post(reporter.path, { ...form, key, sure: '' });
    expect([doubted.status, await reportsWith(key)]).toEqual([422, 0]);
    expect(doubted.text).toContain('Your group has reported these days already');
    expect(doubted.text).toContain('Seven of them.');
    expect(doubted.text).toMatch(/name="sure" value="1"/);
    expect((await as(reporter).post(reporter.path, { ...form, key, sure: '1' })).status).toBe(303);
    expect(await reportsWith(key)).toBe(1);
  });

  it('is asked to rest after sixty in an hour, keeps what they typed, and is told when to come back', async () => {
    const reporter = reporters[20];
    if (!reporter) throw new Error('nobody reports');
    const person = as(reporter);
    const words = 'Eleven doors, and one that stayed shut.';
    let sent = 0;
    let answer;
    // An hour may begin in between, so up to two hours' worth are sent.
    do {
      answer = await person.post(reporter.path, { ...reporter.form, key: randomUUID(), happened: words });
      sent += 1;
    } while (answer.status === 303 && sent <= 2 * limits.report.most);
    expect([sent > limits.report.most, answer.status]).toEqual([true, 429]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain(words);
    const other = reporters.find(({ personId }) => personId !== reporter.personId);
    if (!other) throw new Error('nobody else reports');
    expect((await as(other).post(other.path, { ...other.form, key: randomUUID() })).status).toBe(303);
  });
});

describe('somebody who may not report here', () => {
  const wrong = { value: 'many', periodEnd: '2999-01-01' };

  it('is told that, and not what is wrong with their figures', async () => {
    const [reporter, stranger] = twoGroups();
    const form = { ...reporter.form, key: randomUUID(), ...wrong };
    const own = await as(reporter).post(reporter.path, form);
    expect([own.status, own.text.includes('field-value')]).toEqual([422, true]);
    const strange = await as(stranger).post(reporter.path, form);
    expect([strange.status, strange.text.includes('field-value')]).toEqual([403, false]);
    const named = {
      ...form,
      value: '4',
      periodEnd: reporter.form.periodEnd ?? '',
      happened: 'Ana Ruiz, 12 Mill Lane',
      seen: '',
    };
    expect((await as(stranger).post(reporter.path, named)).status).toBe(403);
    expect((await visitor(portal.url).post(reporter.path, form)).status).toBe(401);
    expect(await reportsWith(form.key)).toBe(0);
  });

  it('learns nothing of a report by trying to change it', async () => {
    const [reporter, stranger] = twoGroups();
    const posted = await as(reporter).post(reporter.path, { ...reporter.form, key: randomUUID() });
    const report = new URLSearchParams(posted.location?.split('?')[1]).get('posted') ?? '';
    const page = `/reports/${report}/change/`;
    const forms = {
      amend: { ...reporter.form, ...wrong, key: randomUUID(), reason: '' },
      withdraw: { withdrawReason: 'Not theirs.' },
      redact: { sure: 'yes' },
      confirm: { stillHolds: '1000000' },
      share: { other: stranger.groupId },
    };
    for (const [act, form] of Object.entries(forms)) {
      const answer = await as(stranger).post(`${page}?_action=impact.${act}`, { ...form, report });
      expect([act, answer.status, answer.text.includes('field-')]).toEqual([act, 403, false]);
      const away = await visitor(portal.url).post(`${page}?_action=impact.${act}`, { ...form, report });
      expect([act, away.status]).toEqual([act, 401]);
    }
    const own = await as(reporter).post(`${page}?_action=impact.amend`, { ...forms.amend, report });
    expect([own.status, own.text.includes('field-value')]).toEqual([422, true]);
  });
});

it('a report that was corrected, withdrawn and emptied of words says so, and nowhere that it counts', async () => {
  const [reporter] = twoGroups();
  const person = as(reporter);
  const posted = await person.post(reporter.path, { ...reporter.form, key: randomUUID() });
  const report = new URLSearchParams(posted.location?.split('?')[1]).get('posted') ?? '';
  const change = (act: string, form: Record<string, string>) =>
    person.post(`/reports/${report}/change/?_action=impact.${act}`, { ...form, report });
  const read = async () => {
    const { text } = await visitor(portal.url).get(`/reports/${report}/`);
    return text
      .slice(text.indexOf('<main'))
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ');
  };
  const amended = { ...reporter.form, key: randomUUID(), value: '3', reason: 'One was counted twice' };
  expect((await change('amend', amended)).status).toBe(303);
  expect(await read()).toContain('2 (counts)');
  expect((await change('withdraw', { withdrawReason: 'Not ours to count' })).status).toBe(303);
  expect(await read()).toMatch(/Withdrawn on [^.]+\. It no longer counts\. The reason: Not ours to count/);
  expect(await read()).not.toContain('(counts)');
  const list = (await visitor(portal.url).get(reporter.path.replace(/report\/.*$/, 'impact/'))).text;
  const row = new RegExp(`/reports/${report}/[\\s\\S]*?</tr>`).exec(list)?.[0].replaceAll(/<[^>]*>/g, '');
  expect(row).toContain('Withdrawn.');
  expect((await change('redact', { sure: 'yes' })).status).toBe(303);
  expect(await read()).toMatch(/It no longer counts\.\s*Words were removed here\./);
});

it('a member shows a result with the other group that worked on it: it stands on both pages and counts once', async () => {
  const reporter = reporters.find(({ form }) => form.measure === 'calls-and-visits');
  if (!reporter) throw new Error('nobody calls');
  const person = as(reporter);
  const posted = await person.post(reporter.path, { ...reporter.form, key: randomUUID() });
  const report = new URLSearchParams(posted.location?.split('?')[1]).get('posted') ?? '';
  const page = `/reports/${report}/change/`;
  const choices = await person.get(page);
  const [, other = ''] = /<option value="([0-9a-f-]{36})"/.exec(choices.text) ?? [];
  const total = async () =>
    /<strong[^>]*>([^<]*)/.exec(
      (await visitor(portal.url).get('/impact/reports/?measure=calls-and-visits')).text,
    )?.[1];
  const before = await total();
  const none = await person.post(`${page}?_action=impact.share`, { report, other: '' });
  expect([none.status, none.text.includes('href="#field-other"')]).toEqual([422, true]);
  const shared = await person.submit(`${page}?_action=impact.share`, { report, other });
  expect([shared.status, shared.text.includes('It shows with both groups now.')]).toEqual([200, true]);
  const [group] = await database.sql<{ slug: string }[]>`select slug from groups where id = ${other}`;
  expect((await visitor(portal.url).get(`/reports/${report}/`)).text).toContain(`/groups/${group?.slug}/`);
  const list = await visitor(portal.url).get(`/groups/${group?.slug}/impact/`);
  expect(list.text).toContain(`/reports/${report}/`);
  expect(await total()).toBe(before);
});
