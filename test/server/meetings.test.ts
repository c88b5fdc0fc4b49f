import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import {
  commitments,
  groupPlaces,
  groups,
  meetings,
  memberships,
  people,
  reports,
} from '#db/schema/index.ts';
import { keepActLink, newActToken } from '#features/account/act-links.server.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { signInReporters } from '#test/support/reporters.ts';
import { visitorAs } from '#test/support/session.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { type Answer, type Visitor, visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let opened: OpenDatabase;
let portal: Portal;
let group: typeof groups.$inferSelect;
let member: Visitor;
let memberId: string;
let convener: Visitor;
let measure: string;
/** The town's zone is behind Greenwich or at it, so yesterday is over there. */
const yesterday = addDays(new Date().toISOString().slice(0, 10), -1);
const exactPlace = 'The blue door behind the pump house';

beforeAll(async () => {
  database = await makeTownDatabase();
  portal = await startPortal({ DATABASE_URL: database.url, SECRET_KEY: testSecret });
  opened = await openDatabase(database.url);
  const { db } = opened;
  const plain = await db.select().from(memberships).where(eq(memberships.role, 'member'));
  const reporter = (await signInReporters(db, portal.url, 60)).find(({ personId, groupId }) =>
    plain.some((row) => row.personId === personId && row.groupId === groupId && row.state === 'active'),
  );
  if (!reporter) throw new Error('no plain member reports');
  const [row] = await db.select().from(groups).where(eq(groups.id, reporter.groupId));
  if (!row) throw new Error('no group');
  group = row;
  memberId = reporter.personId;
  measure = reporter.form.measure ?? '';
  member = await visitorAs(db, portal.url, memberId);
  const lead = and(
    eq(memberships.groupId, group.id),
    eq(memberships.role, 'convener'),
    eq(memberships.state, 'active'),
  );
  const [first] = await db.select().from(memberships).where(lead);
  convener = await visitorAs(db, portal.url, first?.personId ?? '');
  await db
    .update(groups)
    .set({ rhythm: 'daily', startsAt: '23:59', firstMeetingOn: null, restingUntil: null, closedAt: null })
    .where(eq(groups.id, group.id));
  await db
    .insert(groupPlaces)
    .values({ groupId: group.id, exactPlace })
    .onConflictDoUpdate({ target: groupPlaces.groupId, set: { exactPlace } });
});
afterAll(async () => {
  await opened.close();
  await portal.stop();
  await database.drop();
});

const pageOf = (date = yesterday, lang = '') => `${lang}/groups/${group.slug}/meeting/${date}/`;
const sent = (page: string, name = 'meetings.save') => `${page}?_action=${name}`;

/** What a browser without scripts would send back of a form: its fields as they were shown. */
function fieldsOf(answer: Answer): Record<string, string | string[]> {
  const form = /<form[^>]*meetings\.save[^>]*>([\s\S]*?)<\/form>/.exec(answer.text)?.[1] ?? '';
  const fields: Record<string, string | string[]> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
    const [name, type, value = ''] = [attribute('name'), attribute('type'), attribute('value')];
    if (!name || ((type === 'checkbox' || type === 'radio') && !tag.includes(' checked'))) continue;
    const there = fields[name];
    fields[name] = there === undefined ? value : [...(Array.isArray(there) ? there : [there]), value];
  }
  return fields;
}

const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '');

describe('a meeting on one phone, without scripts', () => {
  it('leads members to today’s page, tells others who it is for, and knows no other group', async () => {
    const opening = await member.get(`/groups/${group.slug}/meeting/`);
    expect([opening.status, opening.location]).toEqual([
      302,
      expect.stringMatching(/\/meeting\/\d{4}-\d\d-\d\d\/$/),
    ]);
    const page = await member.get(pageOf());
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const stranger = await visitor(portal.url).get(pageOf());
    expect([stranger.status, stranger.text.includes('name="present"')]).toEqual([401, false]);
    expect((await member.get(pageOf('2999-01-01'))).status).toBe(404);
    expect((await member.get(pageOf('yesterday'))).status).toBe(404);
    expect((await member.get('/groups/no-such-group/meeting/')).status).toBe(404);
  });

  it('is saved in one go, comes back filled, and ends in a report that knows what was expected', async () => {
    const earlier = addDays(yesterday, -7);
    const before = fieldsOf(await member.get(pageOf(earlier)));
    const row = one(before['row[]']);
    const promised = {
      ...before,
      then: 'save',
      [`text-${row}`]: 'Do only the ten that fail twice.',
      [`figure-${row}`]: '10',
      [`measure-${row}`]: measure,
    };
    const saved = await member.post(sent(pageOf(earlier)), promised);
    expect([saved.status, saved.location]).toEqual([303, `${pageOf(earlier)}?saved=save`]);

    const shown = await member.get(pageOf());
    expect(shown.text).toContain('Do only the ten that fail twice.');
    const now = fieldsOf(shown);
    const open = one(now['open[]']);
    const next = one(now['row[]']);
    const noted = {
      ...now,
      present: [memberId],
      guests: '2',
      [`outcome-${open}`]: 'kept',
      [`came-${open}`]: 'Nine held.',
      changed: 'yes',
      [`text-${next}`]: 'The next street.',
      then: 'report',
    };
    const toReport = await member.post(sent(pageOf()), noted);
    expect([toReport.status, toReport.location]).toEqual([
      303,
      `/groups/${group.slug}/report/?meeting=${yesterday}&saved=1`,
    ]);
    const again = await member.get(pageOf());
    expect(again.text).toMatch(new RegExp(`value="${memberId}"[^>]* checked`));
    for (const kept of ['Nine held.', 'The next street.']) expect(again.text).toContain(kept);

    const report = await member.get(toReport.location ?? '');
    expect(report.text).toContain('You expected 10');
    expect(report.text).toContain('Do only the ten that fail twice.');
    const meeting = /name="meeting" value="([^"]+)"/.exec(report.text)?.[1] ?? '';
    const form = {
      ...{ key: randomUUID(), group: group.id, meeting, measure },
      ...{ periodStart: earlier, periodEnd: yesterday, expected: '10', value: '9' },
    };
    const posted = await member.submit(sent(`/groups/${group.slug}/report/`, 'impact.report'), form);
    expect(posted.text).toContain('Saved. Thank you.');
    const [told] = await opened.db.select().from(reports).where(eq(reports.idempotencyKey, form.key));
    expect(told?.meetingId).toBe(meeting);
    const list = await member.get(`/groups/${group.slug}/meetings/`);
    for (const words of ['Do only the ten that fail twice.', 'Nine held.', '1 person, 2 guests', 'Report: 9'])
      expect(list.text).toContain(words);
  });

  it('sent twelve times at once is one meeting and one commitment', async () => {
    const date = addDays(yesterday, -2);
    const form = fieldsOf(await member.get(pageOf(date)));
    const filled = { ...form, [`text-${one(form['row[]'])}`]: 'Ring twice.', then: 'nothing' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => member.post(sent(pageOf(date)), filled)),
    );
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(answers[0]?.location).toMatch(/posted=.*kind=nothing/);
    const [row] = await opened.db
      .select()
      .from(meetings)
      .where(and(eq(meetings.groupId, group.id), eq(meetings.onDate, date)));
    const made = await opened.db
      .select()
      .from(commitments)
      .where(eq(commitments.meetingId, row?.id ?? ''));
    const ended = await opened.db
      .select()
      .from(reports)
      .where(eq(reports.meetingId, row?.id ?? ''));
    expect([made.length, ended.length, ended[0]?.outcome]).toEqual([1, 1, 'nothing']);
  });

  it('comes back with what was typed, in the reader’s language, when something cannot be', async () => {
    const page = pageOf(addDays(yesterday, -3), '/es');
    const form = fieldsOf(await member.get(page));
    const row = one(form['row[]']);
    const wrong = {
      ...form,
      present: [memberId],
      guests: 'muchas',
      [`text-${row}`]: 'Llamar dos veces.',
      then: 'save',
    };
    const answer = await member.post(sent(page), wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Escribe cuántas visitas, de 0 a 100');
    for (const kept of ['muchas', 'Llamar dos veces.', `name="row[]" value="${row}"`])
      expect(answer.text).toContain(kept);
    expect(answer.text).toMatch(new RegExp(`value="${memberId}"[^>]* checked`));
    const mended = { ...fieldsOf(answer), guests: '3', [`text-${row}`]: 'Llamar dos veces.', then: 'save' };
    expect((await member.post(sent(page), mended)).status).toBe(303);
    expect((await member.get(page)).text).toMatch(new RegExp(`value="${memberId}"[^>]* checked`));
  });

  it('can be printed, with the names of the group, for the group', async () => {
    const sheet = await member.get(`/groups/${group.slug}/meeting/sheet/`);
    const [me] = await opened.db.select().from(people).where(eq(people.id, memberId));
    expect([sheet.status, sheet.text.includes(me?.name ?? '?')]).toEqual([200, true]);
    const stranger = await visitor(portal.url).get(`/groups/${group.slug}/meeting/sheet/`);
    expect([stranger.status, stranger.text.includes(me?.name ?? '?')]).toEqual([401, false]);
  });
});

/** The entries of a calendar, as another program reads them. */
function entriesOf(answer: Answer) {
  const calendar = new ICAL.Component(ICAL.parse(answer.text) as [string, object[], object[]]);
  return calendar.getAllSubcomponents('vevent').map((event) => ({
    start: String(event.getFirstPropertyValue('dtstart')),
    location: event.getFirstPropertyValue('location'),
    url: String(event.getFirstPropertyValue('url')),
  }));
}

describe('dates', () => {
  const calendar = () => visitor(portal.url).get(`/groups/${group.slug}/calendar.ics`);
  const soon = addDays(calendarDayIn(new Date(), 'UTC'), 3);

  it('to come say “not yet” to the group, and to nobody else', async () => {
    const next = await member.get(pageOf(soon));
    expect([next.status, next.text.includes('Not yet'), next.text.includes('name="present"')]).toEqual([
      200,
      true,
      false,
    ]);
    const stranger = await visitor(portal.url).get(pageOf(soon));
    expect([stranger.status, stranger.text.includes('Not yet')]).toEqual([401, false]);
  });

  it('are in a public calendar without hour or private place, in which a skipped day is missing within a second', async () => {
    await opened.db.update(groups).set({ showsExactTime: false }).where(eq(groups.id, group.id));
    const first = await calendar();
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const before = entriesOf(first);
    expect(before.map(({ start }) => start)).toContain(soon);
    const venue = group.placeIsPublic ? group.place : null;
    expect(new Set(before.map(({ location }) => location))).toEqual(new Set([venue]));
    expect(before.every(({ url }) => url.endsWith(`/groups/${group.slug}/`))).toBe(true);
    expect(first.text).not.toContain(exactPlace);
    const skip = { group: group.id, date: soon, change: 'skip', to: '', time: '' };
    const changed = await convener.post(sent(`/groups/${group.slug}/meetings/`, 'meetings.changeDate'), skip);
    expect([changed.status, changed.location]).toEqual([303, `/groups/${group.slug}/meetings/?done=skip`]);
    expect(entriesOf(await calendar()).map(({ start }) => start)).not.toContain(soon);
    expect((await visitor(portal.url).get('/groups/no-such-group/calendar.ics')).status).toBe(404);
  });

  it('that cannot be are explained beside their field', async () => {
    const page = `/groups/${group.slug}/meetings/`;
    const move = { group: group.id, date: addDays(soon, 1), change: 'move', to: '', time: '' };
    const answer = await convener.post(sent(page, 'meetings.changeDate'), move);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Say on which day you meet instead');
    const taken = await convener.post(sent(page, 'meetings.changeDate'), { ...move, to: addDays(soon, 2) });
    expect([taken.status, taken.text.includes('You already meet on that day.')]).toEqual([409, true]);
  });

  it('with their place stand on My page and in the calendar of one’s own, until its address is taken back', async () => {
    const made = await member.submit(sent('/me/', 'meetings.makeCalendar'), { key: randomUUID() });
    const address = /value="(http[^"]*\/calendar\/[\w-]+\.ics)"/.exec(made.text)?.[1] ?? '';
    expect(made.text).toContain(exactPlace);
    expect((await member.get('/me/')).text).not.toContain(address || '?');
    const path = new URL(address).pathname;
    const mine = await visitor(portal.url).get(path);
    expect([mine.status, mine.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(entriesOf(mine).some(({ location }) => location === exactPlace)).toBe(true);
    const end = await member.post(sent('/me/', 'meetings.revokeCalendar'), {});
    expect(end.status).toBe(303);
    expect((await visitor(portal.url).get(path)).status).toBe(404);
  });

  it('never bring the exact place onto the group’s page', async () => {
    for (const reader of [member, visitor(portal.url)])
      expect((await reader.get(`/groups/${group.slug}/`)).text).not.toContain(exactPlace);
  });
});

describe('the link in a mail', () => {
  async function cut() {
    const token = newActToken();
    await keepActLink(opened.db, {
      ...{ token, act: 'report', personId: memberId, groupId: group.id, subjectId: yesterday },
      now: new Date(),
    });
    return `/act/report/${token}/`;
  }
  const form = (path: string) => ({
    ...{ token: path.split('/')[3] ?? '', measure, periodStart: yesterday, periodEnd: yesterday, value: '3' },
    sure: '1',
  });
  const count = async () =>
    (await opened.db.select().from(reports).where(eq(reports.groupId, group.id))).length;

  it('opens the form for anybody who has it, however often a scanner looks, and signs nobody in', async () => {
    const path = await cut();
    const reader = visitor(portal.url);
    for (const _ of [1, 2, 3]) expect((await reader.get(path)).status).toBe(200);
    expect((await reader.get(path)).text).toContain('name="value"');
    expect((await reader.get(pageOf())).status).toBe(401);
    expect((await reader.get('/me/')).text).not.toContain(exactPlace);
  });

  it('writes one report, even pressed six times at once, and says so afterwards', async () => {
    const path = await cut();
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        visitor(portal.url).post(sent(path, 'impact.reportByLink'), form(path)),
      ),
    );
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0);
    expect(await count()).toBe(before + 1);
    const after = await visitor(portal.url).get(path);
    expect([after.status, after.text.includes('Thank you: the report is saved')]).toEqual([200, true]);
    const written = /href="(\/reports\/[0-9a-f-]{36}\/)"/.exec(after.text)?.[1] ?? 'no link';
    expect((await visitor(portal.url).get(written)).status).toBe(200);
    const another = { ...form(path), value: '4' };
    const refused = await visitor(portal.url).post(sent(path, 'impact.reportByLink'), another);
    expect([refused.status, refused.text.includes('already written its report')]).toEqual([409, true]);
    expect(await count()).toBe(before + 1);
  });

  it('asks whether it is another result where another member has reported that meeting already', async () => {
    const [first, second] = [await cut(), await cut()];
    await visitor(portal.url).post(sent(first, 'impact.reportByLink'), form(first));
    const before = await count();
    const form2 = { ...form(second), sure: '' };
    const doubted = await visitor(portal.url).post(sent(second, 'impact.reportByLink'), form2);
    expect([doubted.status, doubted.text.includes('has reported these days already')]).toEqual([422, true]);
    expect(await count()).toBe(before);
  });

  it('keeps what was typed when a figure is wrong, and still works then', async () => {
    const path = await cut();
    const wrong = { ...form(path), value: 'many', happened: 'It rained.' };
    const answer = await visitor(portal.url).post(sent(path, 'impact.reportByLink'), wrong);
    expect([answer.status, answer.text.includes('It rained.')]).toEqual([422, true]);
    expect((await visitor(portal.url).post(sent(path, 'impact.reportByLink'), form(path))).status).toBe(303);
  });

  it('is of no use made up, in another group, or once the membership has ended', async () => {
    const before = await count();
    const madeUp = `/act/report/${newActToken()}/`;
    expect((await visitor(portal.url).get(madeUp)).status).toBe(404);
    expect((await visitor(portal.url).post(sent(madeUp, 'impact.reportByLink'), form(madeUp))).status).toBe(
      404,
    );
    const path = await cut();
    const belonging = and(eq(memberships.groupId, group.id), eq(memberships.personId, memberId));
    await opened.db.update(memberships).set({ state: 'left' }).where(belonging);
    expect((await visitor(portal.url).get(path)).status).toBe(404);
    expect((await visitor(portal.url).post(sent(path, 'impact.reportByLink'), form(path))).status).toBe(404);
    expect(await count()).toBe(before);
  });
});
