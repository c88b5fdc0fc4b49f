import { asc, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { actLinks, groups, mails, meetingPresence, meetings, memberships, people } from '#db/schema/index.ts';
import { findActLink, forgetActLinks, noteUsed } from '#features/account/act-links.server.ts';
import { changeMeetingDate } from '#features/meetings/change-date.server.ts';
import { askQuietGroups } from '#features/meetings/quiet.server.ts';
import { remindOfMeetings, remindOfReports } from '#features/meetings/reminders.server.ts';
import { isStillTrue } from '#features/notify/still-true.server.ts';
import { mailsTo, makeGroupWith } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());
// Each test has the town to itself: whom a sweep writes to is part of what is tested.
beforeEach(async () => {
  await opened.db.update(groups).set({ closedAt: new Date('2020-01-01') });
});

/** Thursdays at seven in the evening, Madrid time, reported on lately. */
async function setUp(others = 1, given: Partial<typeof groups.$inferInsert> = {}) {
  const here = await makeGroupWith(opened.db, others, {
    rhythm: 'weekly',
    weekday: 4,
    startsAt: '19:00',
    createdAt: new Date('2026-03-01T10:00:00Z'),
    ...given,
  });
  await opened.db
    .update(memberships)
    .set({ activeSince: new Date('2026-03-01T10:00:00Z') })
    .where(eq(memberships.groupId, here.group.id));
  return here;
}
type SetUp = Awaited<ReturnType<typeof setUp>>;
const at = ({ services }: SetUp, time: string) => {
  services.clock = new Date(time);
  return services;
};
/** Wednesday, eleven in the morning in Madrid. */
const dayBefore = '2026-03-18T10:00:00Z';
/** Friday, eleven in the morning. */
const dayAfter = '2026-03-20T10:00:00Z';
const newest = async (personId: string) => {
  const rows = await opened.db
    .select({ mail: mails })
    .from(mails)
    .innerJoin(people, eq(people.email, mails.recipient))
    .where(eq(people.id, personId))
    .orderBy(asc(mails.createdAt));
  const mail = rows.at(-1)?.mail;
  if (!mail) throw new Error('no mail');
  return mail;
};
const holds = async ({ services }: SetUp, personId: string) =>
  isStillTrue(opened.db, await newest(personId), services.now(), 'Europe/Madrid');

describe('the day before a meeting', () => {
  it('every member who wants mail hears once, whichever process comes first', async () => {
    const here = await setUp();
    const services = at(here, dayBefore);
    await Promise.all([remindOfMeetings(services), remindOfMeetings(services)]);
    await remindOfMeetings(services);
    for (const { personId } of [here.convener, here.first])
      expect(await mailsTo(opened.db, personId)).toEqual(['meeting-soon']);
    expect((await newest(here.first.personId)).bodyText).toContain('7:00');
  });
  it('nobody is written to before ten, who switched mail off, or who left', async () => {
    const here = await setUp(2);
    const [off = here.first, gone = here.first] = here.members;
    await opened.db.update(people).set({ mailsOff: true }).where(eq(people.id, off.personId));
    await opened.db.update(memberships).set({ state: 'left' }).where(eq(memberships.personId, gone.personId));
    await remindOfMeetings(at(here, '2026-03-18T08:59:00Z'));
    expect(await mailsTo(opened.db, here.convener.personId)).toEqual([]);
    await remindOfMeetings(at(here, '2026-03-18T09:00:00Z'));
    expect(await mailsTo(opened.db, here.convener.personId)).toEqual(['meeting-soon']);
    for (const { personId } of [off, gone]) expect(await mailsTo(opened.db, personId)).toEqual([]);
  });
  it('a portal that was down writes late, but not once the meeting has begun', async () => {
    const [late, over] = [await setUp(), await setUp()];
    await remindOfMeetings(at(over, '2026-03-19T18:00:00Z'));
    expect(await mailsTo(opened.db, over.first.personId)).toEqual([]);
    await remindOfMeetings(at(late, '2026-03-19T16:00:00Z'));
    expect(await mailsTo(opened.db, late.first.personId)).toEqual(['meeting-soon']);
  });
  it('a skipped date is not announced, a moved one on its own day, a daily group never', async () => {
    const [skipped, moved, daily] = [await setUp(), await setUp(), await setUp(1, { rhythm: 'daily' })];
    const change = (here: SetUp, what: Parameters<typeof changeMeetingDate>[3]['change']) =>
      changeMeetingDate(here.services, here.convener, here.group.id, { date: '2026-03-19', change: what });
    await change(skipped, { kind: 'skip' });
    await change(moved, { kind: 'move', to: '2026-03-21', time: null });
    await remindOfMeetings(at(skipped, dayBefore));
    for (const here of [skipped, moved, daily])
      expect(await mailsTo(opened.db, here.first.personId)).toEqual([]);
    await remindOfMeetings(at(moved, '2026-03-20T10:00:00Z'));
    expect(await mailsTo(opened.db, moved.first.personId)).toEqual(['meeting-soon']);
  });
  it('a mail that waited is not sent once it is no longer true', async () => {
    const here = await setUp();
    await remindOfMeetings(at(here, dayBefore));
    const { personId } = here.first;
    expect(await holds(here, personId)).toBe(true);
    at(here, '2026-03-19T18:00:01Z');
    expect(await holds(here, personId)).toBe(false);
    at(here, dayBefore);
    await changeMeetingDate(here.services, here.convener, here.group.id, {
      date: '2026-03-19',
      change: { kind: 'skip' },
    });
    expect(await holds(here, personId)).toBe(false);
  });
  it('a clock that jumps a month ahead announces nothing of the past', async () => {
    const here = await setUp();
    await remindOfMeetings(at(here, dayBefore));
    await remindOfMeetings(at(here, '2026-04-15T10:00:00Z'));
    expect(await mailsTo(opened.db, here.first.personId)).toEqual(['meeting-soon', 'meeting-soon']);
    await remindOfMeetings(at(here, dayBefore));
    expect(await mailsTo(opened.db, here.first.personId)).toHaveLength(2);
  });
});

describe('the day after a meeting that nobody reported on', () => {
  const report = ({ group }: SetUp, when: string) =>
    opened.db
      .update(groups)
      .set({ lastReportAt: new Date(when) })
      .where(eq(groups.id, group.id));

  it('the members are asked once, and not when somebody has reported', async () => {
    const [missing, told] = [await setUp(), await setUp()];
    await report(told, '2026-03-19T20:00:00Z');
    await report(missing, '2026-03-12T20:00:00Z');
    const services = at(missing, dayAfter);
    await Promise.all([remindOfReports(services), remindOfReports(services)]);
    await remindOfReports(at(missing, '2026-03-21T10:00:00Z'));
    expect(await mailsTo(opened.db, missing.first.personId)).toEqual(['report-missing']);
    expect(await mailsTo(opened.db, told.first.personId)).toEqual([]);
  });
  it('nobody is asked where a group that began early has reported before its hour, on the same day', async () => {
    const here = await setUp();
    await report(here, '2026-03-19T17:55:00Z');
    await remindOfReports(at(here, dayAfter));
    expect(await mailsTo(opened.db, here.first.personId)).toEqual([]);
  });
  it('only those who were there are asked where somebody was noted', async () => {
    const here = await setUp(2);
    const [there = here.first, away = here.first] = here.members;
    const [meeting] = await opened.db
      .insert(meetings)
      .values({ groupId: here.group.id, onDate: '2026-03-19', idempotencyKey: crypto.randomUUID() })
      .returning();
    await opened.db
      .insert(meetingPresence)
      .values({ meetingId: meeting?.id ?? '', personId: there.personId });
    await remindOfReports(at(here, dayAfter));
    expect(await mailsTo(opened.db, there.personId)).toEqual(['report-missing']);
    expect(await mailsTo(opened.db, away.personId)).toEqual([]);
  });
  it('the mail is not sent once somebody has reported', async () => {
    const here = await setUp();
    await remindOfReports(at(here, dayAfter));
    expect(await holds(here, here.first.personId)).toBe(true);
    await report(here, '2026-03-20T10:30:00Z');
    expect(await holds(here, here.first.personId)).toBe(false);
  });
  it('a group that has been quiet for weeks is not asked after every meeting', async () => {
    const here = await setUp(1, { createdAt: new Date('2026-01-01T10:00:00Z') });
    await remindOfReports(at(here, dayAfter));
    expect(await mailsTo(opened.db, here.first.personId)).toEqual([]);
  });
});

describe('the link in that mail', () => {
  async function linkOf(here: SetUp) {
    await remindOfReports(at(here, dayAfter));
    const { bodyText } = await newest(here.first.personId);
    return /\/act\/report\/([\w-]+)\//.exec(bodyText)?.[1] ?? '';
  }
  const find = (here: SetUp, token: string, act: 'report' | 'answer' = 'report') =>
    findActLink(opened.db, token, act, here.services.now());

  it('knows its person, group and day; looking at it changes nothing, and its token is kept nowhere', async () => {
    const here = await setUp();
    const token = await linkOf(here);
    const [one, two] = [await find(here, token), await find(here, token)];
    expect(one).toEqual(two);
    const { personId } = here.first;
    expect(one).toMatchObject({ personId, groupId: here.group.id, subjectId: '2026-03-19', usedAt: null });
    const rows = await opened.db.select().from(actLinks).where(eq(actLinks.personId, personId));
    expect(JSON.stringify(rows)).not.toContain(token);
  });
  it('does nothing else, nothing after a week, and nothing for somebody who left, even if they come back', async () => {
    const here = await setUp();
    const token = await linkOf(here);
    expect(await find(here, token, 'answer')).toBeNull();
    expect(await find(here, 'made-up')).toBeNull();
    at(here, '2026-03-27T10:00:01Z');
    expect(await find(here, token)).toBeNull();
    at(here, dayAfter);
    const mine = eq(memberships.id, here.first.membershipId);
    await opened.db.update(memberships).set({ state: 'left' }).where(mine);
    expect(await find(here, token)).toBeNull();
    const later = new Date('2026-03-21T10:00:00Z');
    await opened.db.insert(memberships).values({
      ...{ groupId: here.group.id, personId: here.first.personId },
      ...{ state: 'active', activeSince: later },
    });
    expect(await find(here, token)).toBeNull();
  });
  it('says that it was used, and is forgotten in time', async () => {
    const here = await setUp();
    const token = await linkOf(here);
    await noteUsed(opened.db, (await find(here, token))?.id ?? '', here.services.now());
    expect((await find(here, token))?.usedAt).toEqual(here.services.now());
    await forgetActLinks(opened.db, new Date('2026-05-01T10:00:00Z'));
    expect(await opened.db.select().from(actLinks).where(eq(actLinks.groupId, here.group.id))).toEqual([]);
  });
});

describe('a group of which nothing was heard for four weeks', () => {
  const quietSince = new Date('2026-01-15T10:00:00Z');
  const asked = async ({ convener }: SetUp) => (await mailsTo(opened.db, convener.personId)).length;

  it('is asked once, by whichever process comes first, and its plain members are not', async () => {
    const here = await setUp(1, { createdAt: quietSince });
    const services = at(here, dayBefore);
    await Promise.all([askQuietGroups(services), askQuietGroups(services)]);
    await askQuietGroups(at(here, '2026-04-18T10:00:00Z'));
    expect(await mailsTo(opened.db, here.convener.personId)).toEqual(['quiet-ask']);
    expect(await mailsTo(opened.db, here.first.personId)).toEqual([]);
    const [row] = await opened.db.select().from(groups).where(eq(groups.id, here.group.id));
    expect(row?.quietAskedAt).toEqual(new Date(dayBefore));
  });
  it('is asked again only after it was heard of and fell quiet anew', async () => {
    const here = await setUp(1, { createdAt: quietSince });
    await askQuietGroups(at(here, dayBefore));
    await opened.db
      .update(groups)
      .set({ lastReportAt: new Date('2026-04-01T10:00:00Z') })
      .where(eq(groups.id, here.group.id));
    await askQuietGroups(at(here, '2026-04-20T10:00:00Z'));
    expect(await asked(here)).toBe(1);
    await askQuietGroups(at(here, '2026-05-20T10:00:00Z'));
    expect(await asked(here)).toBe(2);
  });
  it('is not asked while it rests, notes its meetings, or is a club', async () => {
    const resting = await setUp(1, { createdAt: quietSince, restingUntil: '2026-10-01' });
    const meeting = await setUp(1, { createdAt: quietSince });
    await opened.db
      .insert(meetings)
      .values({ groupId: meeting.group.id, onDate: '2026-03-12', idempotencyKey: crypto.randomUUID() });
    const club = await setUp(1, { createdAt: quietSince, kind: 'interest' });
    await askQuietGroups(at(resting, dayBefore));
    expect(await Promise.all([resting, meeting, club].map(asked))).toEqual([0, 0, 0]);
  });
  it('is not written to once it has reported', async () => {
    const here = await setUp(1, { createdAt: quietSince });
    await askQuietGroups(at(here, dayBefore));
    expect(await holds(here, here.convener.personId)).toBe(true);
    await opened.db
      .update(groups)
      .set({ lastReportAt: new Date(dayBefore) })
      .where(eq(groups.id, here.group.id));
    expect(await holds(here, here.convener.personId)).toBe(false);
  });
});

it('every mail about a meeting has its own key', async () => {
  const rows = await opened.db
    .select({ key: mails.onceKey })
    .from(mails)
    .where(like(mails.kind, '%meeting%'));
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
