import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { groups, memberships } from '#db/schema/index.ts';
import { countGroups, listGroups } from '#features/groups/list.server.ts';
import { groupState, isQuiet } from '#features/groups/groups.ts';
import { needsByNeighborhood } from '#features/groups/needs.server.ts';
import { isWaitingInVain } from '#features/groups/needs.ts';
import { isCalm } from '#features/groups/public-groups.server.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { smallTown } from '#test/support/small-town.ts';
import { testDatabase } from '#test/support/database.ts';

const now = new Date('2026-06-15T12:00:00Z');
const reading = { lang: 'en', now, timeZone: 'America/New_York' };
const lately = new Date('2026-06-10T12:00:00Z');

const opened: OpenDatabase = await testDatabase();
const { db } = opened;
afterAll(() => opened.close());
beforeEach(async () => {
  await db.execute(sql`truncate memberships, groups cascade`);
  await upsertCatalogs(db, smallTown());
});

const make = (name: string, given: Partial<typeof groups.$inferInsert> = {}) =>
  makeGroup(db, { name, createdAt: lately, ...given });
const names = async (
  ...args: Parameters<typeof listGroups> extends [unknown, ...infer Rest] ? Rest : never
) => (await listGroups(db, ...args)).map(({ name }) => name);

test('a reader near Quayside sees the nearest group first, and how far each is', async () => {
  await make('Far', { neighborhoodId: 'saltpans' });
  await make('Here', { neighborhoodId: 'quayside' });
  await make('Between', {
    neighborhoodId: 'saltpans',
    placeIsPublic: true,
    pointLon: 0.0099,
    pointLat: 0.005,
  });
  const found = await listGroups(db, {}, reading, { origin: [0.015, 0.005] });
  expect(found.map(({ name }) => name)).toEqual(['Here', 'Between', 'Far']);
  expect(found.map(({ distanceMeters }) => Math.round(distanceMeters ?? -1))).toEqual([0, 567, 1112]);
  expect(found[0]?.neighborhood).toEqual({ id: 'quayside', name: 'Quayside', gridRef: 'B1' });
  const [spanish] = await listGroups(db, {}, { ...reading, lang: 'es' }, { origin: [0.015, 0.005] });
  expect(spanish?.neighborhood.name).toBe('El Muelle');
});

test('without a place to count from, groups with a place come first, accents and capitals in their order', async () => {
  for (const name of ['zebra', 'Ábaco', 'abeja', 'Full']) await make(name);
  await db.update(groups).set({ activeCount: 15 }).where(eq(groups.name, 'Full'));
  expect(await names({}, reading)).toEqual(['Ábaco', 'abeja', 'zebra', 'Full']);
});

test('whoever looks for a place is shown groups that take somebody in now, and as many as the line above says', async () => {
  await make('Open');
  await make('Full');
  await db.update(groups).set({ activeCount: 15 }).where(eq(groups.name, 'Full'));
  await make('Resting', { restingUntil: '2026-07-01' });
  await make('Quiet', { createdAt: new Date('2026-01-01T12:00:00Z') });
  await make('Club', { kind: 'interest' });
  expect(await names({ places: true }, reading)).toEqual(['Open']);
  expect(await countGroups(db, { places: true }, reading)).toEqual({ impact: 1, withPlaces: 1, interest: 0 });
  expect(await countGroups(db, {}, reading)).toEqual({ impact: 4, withPlaces: 1, interest: 1 });
  expect(await names({ visitors: true }, reading)).not.toContain('Club');
});

test('hidden, closed and unchecked groups stand in no list and no count', async () => {
  await make('Shown');
  await make('Hidden', { hiddenAt: now, hiddenReason: 'spam' });
  await make('Closed', { closedAt: now });
  await make('Unchecked', { safeguarding: { concerns: ['children'] } });
  await make('Checked', { safeguarding: { concerns: ['children'], confirmedAt: '2026-06-01' } });
  expect(await names({}, reading)).toEqual(['Checked', 'Shown']);
  expect(await countGroups(db, {}, reading)).toEqual({ impact: 2, withPlaces: 2, interest: 0 });
  expect((await needsByNeighborhood(db, reading)).get('saltpans')?.groups).toBe(2);
});

test('each filter keeps the groups that say so, and only those', async () => {
  await make('Other', { languages: ['es'], focusId: null });
  const yes = [
    [{ focus: 'water' }, { focusId: 'water' }],
    [{ neighborhood: 'quayside' }, { neighborhoodId: 'quayside' }],
    [{ day: 4 }, { weekday: 4 }],
    [{ day: 5 }, { weekday: 1, secondWeekday: 5, rhythm: 'twice-weekly' }],
    [{ day: 6 }, { rhythm: 'daily' }],
    [{ time: 'evening' }, { partOfDay: 'evening' }],
    [{ language: 'pt' }, { languages: ['en', 'pt'] }],
    [{ stepFree: true }, { stepFree: true }],
    [{ kind: 'interest' }, { kind: 'interest' }],
  ] as const;
  for (const [filters, given] of yes) {
    const { id } = await make('Match', { focusId: null, ...given } as Partial<typeof groups.$inferInsert>);
    expect(await names(filters, reading)).toEqual(['Match']);
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, id));
  }
  await db.update(groups).set({ welcomesVisitors: false, activeCount: 14, offeredCount: 1 });
  expect(await names({ visitors: true }, reading)).toEqual([]);
  expect(await names({ places: true }, reading)).toEqual([]);
});

test('resting and quiet groups stand below the rest, exactly those the page calls so', async () => {
  const day = (ago: number) => new Date(now.getTime() - ago * 86_400_000);
  const instants = fc.option(fc.integer({ min: 0, max: 60 }).map((ago) => day(ago / 1.3)));
  const days = fc.option(fc.integer({ min: -30, max: 60 }).map((ago) => day(ago).toISOString().slice(0, 10)));
  const lives = fc.record({
    createdAt: fc.integer({ min: 0, max: 90 }).map((ago) => day(ago / 1.7)),
    lastReportAt: instants,
    firstMeetingOn: days,
    restingUntil: days,
  });
  const drawn = fc.sample(lives, { numRuns: 60, seed: 15 });
  await Promise.all(drawn.map((life, index) => make(`G${index}`, life)));
  const today = calendarDayIn(now, reading.timeZone);
  const rows = await db.select({ group: groups, calm: isCalm(today, reading.timeZone) }).from(groups);
  for (const { group, calm } of rows)
    expect(calm).toBe(groupState(group, today) === 'resting' || isQuiet(group, now, reading.timeZone));
  const listed = await listGroups(db, {}, reading, { limit: 100, origin: [0, 0] });
  const calm = listed.map((group) => group.quiet || group.state === 'resting');
  expect(calm).toEqual([...calm].sort());
  expect(new Set(calm).size).toBe(2);
});

test('pages of the list neither lose nor double a group', async () => {
  await Promise.all(Array.from({ length: 23 }, (_, index) => make(`Same ${index % 3}`)));
  const pages = await Promise.all(
    [0, 10, 20].map((offset) => listGroups(db, {}, reading, { limit: 10, offset })),
  );
  expect(pages.map((page) => page.length)).toEqual([10, 10, 3]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(23);
});

test('where people wait and no group has a place, the page can say so', async () => {
  const group = await make('Full', { activeCount: 15 });
  const person = await makePerson(db);
  await db
    .insert(memberships)
    .values({ groupId: group.id, personId: person.id, state: 'waitlisted', waitlistedAt: now });
  const need = (await needsByNeighborhood(db, reading)).get('saltpans');
  expect(need).toEqual({ groups: 1, forming: 0, withPlaces: 0, communities: 0, waiting: 1 });
  expect(need && isWaitingInVain(need)).toBe(true);
  await make('Another');
  const eased = (await needsByNeighborhood(db, reading)).get('saltpans');
  expect(eased && isWaitingInVain(eased)).toBe(false);
});

test('a list of forty groups asks the database as often as a list of two', async () => {
  const asked = () =>
    opened.kind === 'embedded' ? vi.spyOn(opened.client, 'query') : vi.spyOn(opened.client, 'unsafe');
  const queries = async () => {
    const spy = asked();
    await listGroups(db, { focus: 'water' }, reading, { origin: [0, 0] });
    await countGroups(db, {}, reading);
    await needsByNeighborhood(db, reading);
    const { length } = spy.mock.calls;
    spy.mockRestore();
    return length;
  };
  await make('One');
  const few = await queries();
  await Promise.all(Array.from({ length: 40 }, (_, index) => make(`Group ${index}`)));
  expect(await queries()).toBe(few);
  expect(few).toBe(3);
});
