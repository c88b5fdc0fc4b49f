import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { mails, people, sessions, signInRequests, townRoles } from '#db/schema/index.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import {
  checkSession,
  endAllSessions,
  endSession,
  listSessions,
  startSession,
} from '#features/account/session.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { askAndRead, signInOffice } from '#test/support/sign-in-office.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const site = 'https://tidewell.example';
const dayMs = 86_400_000;
const check = (token: string) => checkSession(opened.db, site, token);

async function signedIn(label = 'Firefox, Linux') {
  const person = await makePerson(opened.db);
  const cookie = await startSession(opened.db, site, person.id, label);
  const ours = eq(sessions.personId, person.id);
  return { person, cookie, ours };
}

test('the cookie opens the session, and the database holds only its hash', async () => {
  const { person, cookie, ours } = await signedIn();
  expect(cookie).toMatchObject({
    name: '__Host-session',
    options: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
  });
  expect((await check(cookie.value)).person).toMatchObject({ id: person.id, isOrganizer: false });
  const rows = await opened.db.select().from(sessions).where(ours);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(cookie.value);
  expect((await check(rows[0]?.id ?? '')).person).toBeNull();
});

test('nonsense in the cookie is nobody', async () => {
  for (const token of ['', 'x', 'x'.repeat(5000), "'; drop table people; --", '\u0000'])
    expect((await check(token)).person).toBeNull();
});

test('a session that ran out opens nothing, and one half over is prolonged with its cookie', async () => {
  const { cookie, ours } = await signedIn();
  await opened.db
    .update(sessions)
    .set({ expiresAt: new Date(Date.now() + 10 * dayMs) })
    .where(ours);
  const prolonged = await check(cookie.value);
  expect(prolonged.cookie?.options.maxAge).toBe(30 * 86_400);
  const [row] = await opened.db.select().from(sessions).where(ours);
  expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * dayMs);
  expect((await check(cookie.value)).cookie).toBeNull();
  await opened.db
    .update(sessions)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(ours);
  expect((await check(cookie.value)).person).toBeNull();
});

test('when a session was last used is noted by the hour', async () => {
  const { cookie, ours } = await signedIn();
  const long = new Date(Date.now() - 2 * 3_600_000);
  await opened.db.update(sessions).set({ lastSeenAt: long }).where(ours);
  await check(cookie.value);
  const [row] = await opened.db.select().from(sessions).where(ours);
  expect(row?.lastSeenAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test('somebody sees their sessions and ends one, but nobody else’s', async () => {
  const { person, cookie } = await signedIn('Firefox, Android');
  const other = await startSession(opened.db, site, person.id, 'Safari, iPhone');
  const stranger = await signedIn();
  const here = (await check(cookie.value)).person?.sessionId ?? '';
  const rows = await listSessions(opened.db, person.id, here);
  expect(rows.map(({ label, isThis }) => [label, isThis]).sort()).toEqual([
    ['Firefox, Android', true],
    ['Safari, iPhone', false],
  ]);
  const there = rows.find(({ isThis }) => !isThis)?.id ?? '';
  await endSession(opened.db, stranger.person.id, there);
  expect((await check(other.value)).person).not.toBeNull();
  await endSession(opened.db, person.id, there);
  expect((await check(other.value)).person).toBeNull();
  expect((await check(cookie.value)).person).not.toBeNull();
});

test('signing out everywhere ends every session, and only one’s own', async () => {
  const { person, cookie } = await signedIn();
  const other = await startSession(opened.db, site, person.id, '');
  const stranger = await signedIn();
  await endAllSessions(opened.db, person.id);
  expect((await check(cookie.value)).person).toBeNull();
  expect((await check(other.value)).person).toBeNull();
  expect((await check(stranger.cookie.value)).person).not.toBeNull();
});

test('who deletes their account leaves no address, mail, session or role behind', async () => {
  const { person, cookie } = await signedIn();
  const email = person.email ?? '';
  await opened.db.insert(townRoles).values({ personId: person.id, role: 'organizer' });
  await askAndRead(opened.db, signInOffice(), { email });
  await opened.db.transaction((tx) => emptyPerson(tx, person.id, new Date()));
  expect((await check(cookie.value)).person).toBeNull();
  const [row] = await opened.db.select().from(people).where(eq(people.id, person.id));
  expect(row).toMatchObject({ email: null, name: '' });
  expect(await opened.db.select().from(mails).where(eq(mails.recipient, email))).toEqual([]);
  expect(await opened.db.select().from(signInRequests).where(eq(signInRequests.email, email))).toEqual([]);
  expect(await opened.db.select().from(townRoles).where(eq(townRoles.personId, person.id))).toEqual([]);
});
