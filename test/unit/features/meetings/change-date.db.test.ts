import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { type groups, mails, meetingChanges, meetings, reflections, visits } from '#db/schema/index.ts';
import { findGroupPage } from '#features/groups/group-page.server.ts';
import { changeMeetingDate } from '#features/meetings/change-date.server.ts';
import { keptRhythm } from '#features/meetings/kept-rhythm.ts';
import type { DateChange } from '#features/meetings/meetings.ts';
import { tendGroup } from '#features/membership/tend-group.server.ts';
import { arrangeVisit } from '#features/membership/visits.server.ts';
import { isStillTrue } from '#features/notify/still-true.server.ts';
import { actorOf, mailsTo, makeGroupWith, makeMember, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { passHours } from '#test/support/services.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

/** Thursdays at seven; the clock shows Wednesday, March 18. */
const thursdays = {
  rhythm: 'weekly',
  weekday: 4,
  startsAt: '19:00',
  placeIsPublic: true,
  place: 'The library',
};
const setUp = (given: Partial<typeof groups.$inferInsert> = {}) =>
  makeGroupWith(opened.db, 1, { ...thursdays, ...given });
type SetUp = Awaited<ReturnType<typeof setUp>>;

const change = ({ services, group, convener }: SetUp, date: string, what: DateChange, actor = convener) =>
  changeMeetingDate(services, actor, group.id, { date, change: what });
const datesOf = async ({ services, group }: SetUp) =>
  (await findGroupPage(opened.db, group.slug, services.now(), 'Europe/Madrid'))?.meetings;
const skip = { kind: 'skip' } as const;
const move = (to: string, time: string | null = null) => ({ kind: 'move', to, time }) as const;

describe('a convener who skips or moves a date', () => {
  it('sees the group’s page say so, and as usual again when they take it back', async () => {
    const here = await setUp();
    expect(await datesOf(here)).toEqual(['2026-03-19', '2026-03-26', '2026-04-02', '2026-04-09']);
    expect(await change(here, '2026-03-19', skip)).toMatchObject({ ok: true });
    expect(here.services.cleared).toContain(`group:${here.group.id}`);
    await change(here, '2026-03-26', move('2026-03-24'));
    expect(await datesOf(here)).toEqual(['2026-03-24', '2026-04-02', '2026-04-09', '2026-04-16']);
    await change(here, '2026-03-19', { kind: 'undo' });
    await change(here, '2026-03-26', move('2026-03-26'));
    expect(await datesOf(here)).toEqual(['2026-03-19', '2026-03-26', '2026-04-02', '2026-04-09']);
    expect(
      await opened.db.select().from(meetingChanges).where(eq(meetingChanges.groupId, here.group.id)),
    ).toEqual([]);
  });
  it('may say it twice', async () => {
    const here = await setUp();
    expect(await change(here, '2026-03-26', skip)).toEqual(await change(here, '2026-03-26', skip));
  });
  it('is told what cannot be: another day, a day that is over, a day that is taken, a rest', async () => {
    const here = await setUp({ restingUntil: '2026-03-17' });
    expect(await change(here, '2026-03-20', skip)).toEqual(refusal('no-such-date'));
    expect(await change(here, '2026-03-12', skip)).toEqual(refusal('no-such-date'));
    expect(await change(here, '2026-03-26', move('2026-03-16'))).toEqual(refusal('no-such-date'));
    expect(await change(here, '2026-03-26', move('2026-04-02'))).toEqual(refusal('already-meets'));
    expect(await change(here, '2026-03-26', move('2026-09-01'))).toEqual(refusal('too-far'));
    const resting = await setUp({ restingUntil: '2026-04-01' });
    expect(await change(resting, '2026-04-02', move('2026-03-30'))).toEqual(refusal('rests-then'));
    const closed = await setUp({ closedAt: new Date() });
    expect(await change(closed, '2026-03-26', skip)).toEqual(refusal('group-closed'));
  });
  it('is a convener or moderator of this very group', async () => {
    const here = await setUp();
    const moderator = await makeMember(opened.db, here.group.id, { role: 'moderator' });
    const elsewhere = await setUp();
    expect(await change(here, '2026-03-26', skip, here.first)).toEqual(refusal('not-allowed'));
    expect(await change(here, '2026-03-26', skip, elsewhere.convener)).toEqual(refusal('not-allowed'));
    expect(await change(here, '2026-03-26', skip, moderator)).toMatchObject({ ok: true });
  });
});

describe('somebody who wants to come once', () => {
  const come = async ({ services, group }: SetUp, date: string) => {
    const person = await makePerson(opened.db);
    const outcome = await arrangeVisit(services, { groupId: group.id, personId: person.id, date }, null);
    return { person: actorOf(person), outcome };
  };

  it('is offered the days on which the group really meets', async () => {
    const here = await setUp();
    await change(here, '2026-03-19', skip);
    await change(here, '2026-03-26', move('2026-03-24'));
    expect((await come(here, '2026-03-19')).outcome).toEqual(refusal('no-such-date'));
    expect((await come(here, '2026-03-26')).outcome).toEqual(refusal('no-such-date'));
    expect((await come(here, '2026-03-24')).outcome).toMatchObject({ ok: true });
  });
  it('moves along with the meeting, there and back, and reads when it is now', async () => {
    const here = await setUp();
    const { person } = await come(here, '2026-03-26');
    const dueOn = '2026-03-26';
    await opened.db.insert(reflections).values({ groupId: here.group.id, since: '2026-01-01', dueOn });
    const said = async () => {
      const [visit] = await opened.db.select().from(visits).where(eq(visits.personId, person.personId));
      const [due] = await opened.db.select().from(reflections).where(eq(reflections.groupId, here.group.id));
      return [visit?.state, visit?.onDate, due?.dueOn];
    };
    await change(here, '2026-03-26', move('2026-03-24', '20:15'));
    await tendGroup(here.services, { groupId: here.group.id });
    expect(await said()).toEqual(['arranged', '2026-03-24', '2026-03-24']);
    const written = await opened.db.select().from(mails).where(eq(mails.kind, 'visit-moved'));
    const mail = written.find(({ onceKey }) => onceKey?.includes(':2026-03-24:20:15'));
    expect(mail?.bodyText).toContain('Tuesday, March 24, 2026 at 8:15');
    expect(mail?.bodyText).toContain('You can call it off');
    passHours(here.services, 1);
    await change(here, '2026-03-26', { kind: 'undo' });
    await tendGroup(here.services, { groupId: here.group.id });
    expect(await said()).toEqual(['arranged', '2026-03-26', '2026-03-26']);
    expect(await mailsTo(opened.db, person.personId)).toEqual([
      'visit-arranged',
      'visit-moved',
      'visit-moved',
    ]);
    expect(mail && (await isStillTrue(opened.db, mail, here.services.now()))).toBe(false);
  });
  it('is told when their day is skipped, and when it begins at another hour', async () => {
    const here = await setUp();
    const [one, other] = [await come(here, '2026-03-19'), await come(here, '2026-03-26')];
    await change(here, '2026-03-19', skip);
    await change(here, '2026-03-26', move('2026-03-26', '20:15'));
    const again = { groupId: here.group.id };
    await tendGroup(here.services, again);
    await tendGroup(here.services, again);
    expect(await mailsTo(opened.db, one.person.personId)).toEqual(['visit-arranged', 'visit-cancelled']);
    expect(await mailsTo(opened.db, other.person.personId)).toEqual(['visit-arranged', 'visit-moved']);
    const states = await opened.db.select().from(visits).where(eq(visits.groupId, here.group.id));
    expect(states.map(({ state }) => state).sort()).toEqual(['arranged', 'cancelled']);
  });
});

it('a group’s page knows the weeks in which something was noted, and not who was there', async () => {
  const here = await setUp({ firstMeetingOn: '2026-01-01' });
  const days = ['2026-03-12', '2026-03-05', '2026-02-19'];
  await opened.db
    .insert(meetings)
    .values(days.map((onDate) => ({ groupId: here.group.id, onDate, idempotencyKey: crypto.randomUUID() })));
  const page = await findGroupPage(opened.db, here.group.slug, here.services.now(), 'Europe/Madrid');
  if (!page) throw new Error('no page');
  expect([...page.signs].sort()).toEqual([...days].sort());
  expect(keptRhythm(page.plan, page.signs, { since: '2026-01-01', today: '2026-03-18' })).toEqual({
    met: 3,
    of: 11,
  });
});
