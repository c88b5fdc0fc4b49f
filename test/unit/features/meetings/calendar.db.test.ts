import ICAL from 'ical.js';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import type { groups } from '#db/schema/index.ts';
import { calendarLinks, groupPlaces, visits } from '#db/schema/index.ts';
import {
  findCalendarLink,
  findCalendarOwner,
  makeCalendarLink,
  revokeCalendarLink,
} from '#features/meetings/calendar-links.server.ts';
import { calendarFile } from '#features/meetings/calendar.server.ts';
import { changeMeetingDate } from '#features/meetings/change-date.server.ts';
import { findGroupDates } from '#features/meetings/group-calendar.server.ts';
import { findMyMeetings } from '#features/meetings/my-meetings.server.ts';
import { makeGroupWith, makeMember } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const timeZone = 'Europe/Madrid';
/** A Wednesday; clocks go forward on March 29. */
const now = new Date('2026-03-18T10:00:00Z');

async function setUp(given: Partial<typeof groups.$inferInsert> = {}) {
  const here = await makeGroupWith(opened.db, 1, {
    rhythm: 'weekly',
    weekday: 4,
    startsAt: '19:00',
    ...given,
  });
  await opened.db
    .insert(groupPlaces)
    .values({ groupId: here.group.id, exactPlace: '12 Mill Lane, second floor' });
  return here;
}

/** What another program makes of a calendar. */
function readBy(entries: Parameters<typeof calendarFile>[0]) {
  const siteUrl = 'https://town.example';
  const file = calendarFile(entries, { name: 'Ñandú, “Low Door”; x', lang: 'en', siteUrl, timeZone, now });
  expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const component = new ICAL.Component(ICAL.parse(file) as [string, object[], object[]]);
  expect(component.getFirstPropertyValue('version')).toBe('2.0');
  expect(component.getFirstPropertyValue('prodid')).toContain('Commonward');
  return component.getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    url: event.getFirstPropertyValue('url'),
    stamp: String(event.getFirstPropertyValue('dtstamp')),
    location: event.getFirstPropertyValue('location'),
    start: event.getFirstPropertyValue('dtstart') as ICAL.Time,
    end: event.getFirstPropertyValue('dtend') as ICAL.Time | null,
    note: event.getFirstPropertyValue('description'),
  }));
}

const publicEvents = async (slug: string) => {
  const dates = await findGroupDates(opened.db, slug, { now, timeZone });
  return readBy(
    (dates?.meetings ?? []).map((meeting) => ({
      groupId: dates?.id ?? '',
      meeting,
      title: 'Meeting',
      url: `https://town.example/groups/${slug}/`,
      place: dates?.place ?? null,
      note: 'Supposed.',
    })),
  );
};

describe('the public calendar of a group', () => {
  it('holds whole days of half a year, each with its address and no place', async () => {
    const { group } = await setUp();
    const events = await publicEvents(group.slug);
    expect(events).toHaveLength(27);
    expect(events[0]?.start.isDate).toBe(true);
    expect(String(events[0]?.start)).toBe('2026-03-19');
    expect(String(events[0]?.end)).toBe('2026-03-20');
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(27);
    expect(events.every(({ url }) => url === `https://town.example/groups/${group.slug}/`)).toBe(true);
    expect(events.every(({ location }) => location === null)).toBe(true);
    expect(events[0]?.stamp).toBe('2026-03-18T10:00:00Z');
  });
  it('says the hour where the group shows it, right before and after the clocks change', async () => {
    const { group } = await setUp({ showsExactTime: true });
    const events = await publicEvents(group.slug);
    expect(events.slice(0, 3).map(({ start }) => start.toJSDate().toISOString())).toEqual([
      '2026-03-19T18:00:00.000Z',
      '2026-03-26T18:00:00.000Z',
      '2026-04-02T17:00:00.000Z',
    ]);
    expect(events[0]?.end?.toJSDate().toISOString()).toBe('2026-03-19T19:30:00.000Z');
    expect(events[0]?.note).toBe('Supposed.');
  });
  it('says where, if that is a public venue, and nothing of a private place', async () => {
    const { group } = await setUp({ place: 'The library', placeIsPublic: true });
    expect((await publicEvents(group.slug))[0]?.location).toBe('The library');
    const home = await setUp({ place: null, placeIsPublic: false });
    expect((await publicEvents(home.group.slug))[0]?.location).toBeNull();
  });
  it('leaves out what is skipped, and an entry that is moved stays the same entry', async () => {
    const { group, services, convener } = await setUp();
    const before = await publicEvents(group.slug);
    await changeMeetingDate(services, convener, group.id, { date: '2026-03-19', change: { kind: 'skip' } });
    const move = { kind: 'move', to: '2026-03-28', time: null } as const;
    await changeMeetingDate(services, convener, group.id, { date: '2026-03-26', change: move });
    const after = await publicEvents(group.slug);
    expect(after.slice(0, 2).map(({ start }) => String(start))).toEqual(['2026-03-28', '2026-04-02']);
    expect(after[0]?.uid).toBe(before[1]?.uid);
    expect(after).toHaveLength(before.length - 1);
  });
  it('begins when a rest ends, and is empty once a group has closed; a hidden group has none', async () => {
    const resting = await setUp({ restingUntil: '2026-05-01' });
    expect(String((await publicEvents(resting.group.slug))[0]?.start)).toBe('2026-05-07');
    const closed = await setUp({ closedAt: now });
    expect(await publicEvents(closed.group.slug)).toEqual([]);
    const hidden = await setUp({ hiddenAt: now });
    expect(await findGroupDates(opened.db, hidden.group.slug, { now, timeZone })).toBeNull();
  });
});

describe('a person’s own meetings', () => {
  it('have their hours and exact places, in their order, visits among them', async () => {
    const mine = await setUp();
    const other = await setUp({ weekday: 3, startsAt: '20:30' });
    const me = await makeMember(opened.db, mine.group.id);
    await opened.db
      .insert(visits)
      .values({ groupId: other.group.id, personId: me.personId, onDate: '2026-03-25', state: 'arranged' });
    const meetings = await findMyMeetings(opened.db, me.personId, { now, timeZone, each: 2 });
    expect(meetings.map(({ day, startsAt, place, isVisit }) => [day, startsAt, place, isVisit])).toEqual([
      ['2026-03-19', '19:00', '12 Mill Lane, second floor', false],
      ['2026-03-25', '20:30', '12 Mill Lane, second floor', true],
      ['2026-03-26', '19:00', '12 Mill Lane, second floor', false],
    ]);
    const [first] = readBy(
      meetings.map((meeting) => ({
        ...{ groupId: meeting.group.id, meeting, title: meeting.group.name, url: 'https://town.example/' },
        place: meeting.place,
        note: '',
      })),
    );
    expect(first?.location).toBe('12 Mill Lane, second floor');
  });
  it('are gone with the membership, and a visit nobody said yes to has no place', async () => {
    const { group } = await setUp();
    const me = await makeMember(opened.db, group.id, { state: 'left', activeSince: null });
    await opened.db
      .insert(visits)
      .values({ groupId: group.id, personId: me.personId, onDate: '2026-03-19', state: 'asked' });
    expect(await findMyMeetings(opened.db, me.personId, { now, timeZone, each: 4 })).toEqual([]);
  });
  it('stay on the page until the day is over', async () => {
    const { group } = await setUp();
    const me = await makeMember(opened.db, group.id);
    const late = new Date('2026-03-19T20:00:00Z');
    const [first] = await findMyMeetings(opened.db, me.personId, { now: late, timeZone, each: 1 });
    expect(first?.day).toBe('2026-03-19');
  });
});

describe('the secret address of a calendar', () => {
  const clock = () => ({ db: opened.db, settings: { secret: 'a secret for tests' }, now: () => now });
  const actor = async () => {
    const person = await makePerson(opened.db);
    return { personId: person.id, organizer: false };
  };

  it('opens the calendar of whoever made it, and only its hash is kept', async () => {
    const me = await actor();
    const token = (await makeCalendarLink(clock(), me, { personId: me.personId, key: 'one' })) ?? '';
    expect((await findCalendarOwner(opened.db, token))?.id).toBe(me.personId);
    expect(await findCalendarOwner(opened.db, `${token}x`)).toBeNull();
    const rows = await opened.db.select().from(calendarLinks).where(eq(calendarLinks.personId, me.personId));
    expect(JSON.stringify(rows)).not.toContain(token);
  });
  it('ends with a newer one, and when it is taken back', async () => {
    const me = await actor();
    const keys = ['one', 'two'].map((key) => ({ personId: me.personId, key }));
    const tokens = await Promise.all(keys.map((key) => makeCalendarLink(clock(), me, key)));
    const owners = await Promise.all(tokens.map((token) => findCalendarOwner(opened.db, token ?? '')));
    expect(owners.filter((owner) => owner !== null)).toHaveLength(1);
    expect(await revokeCalendarLink(clock(), me, me.personId)).toBe(true);
    expect(await findCalendarLink(opened.db, me.personId)).toBeNull();
    for (const token of tokens) expect(await findCalendarOwner(opened.db, token ?? '')).toBeNull();
  });
  it('is one, however often its form is sent, and another person’s form makes another', async () => {
    const [me, other] = [await actor(), await actor()];
    const send = (by: typeof me) => makeCalendarLink(clock(), by, { personId: by.personId, key: 'one' });
    const tokens = [await send(me), await send(me), await send(other)];
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
    const rows = await opened.db.select().from(calendarLinks).where(eq(calendarLinks.personId, me.personId));
    expect(rows).toHaveLength(1);
  });
  it('is nobody else’s to make or to take back', async () => {
    const [me, stranger] = [await actor(), await actor()];
    expect(await makeCalendarLink(clock(), stranger, { personId: me.personId, key: 'one' })).toBeNull();
    expect(await revokeCalendarLink(clock(), stranger, me.personId)).toBe(false);
  });
});
