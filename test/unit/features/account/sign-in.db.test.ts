import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { people, signInRequests } from '#db/schema/index.ts';
import { signInLifetimeSeconds, signInTriesMax, unfinishedKeptSeconds } from '#features/account/account.ts';
import { findAsked } from '#features/account/asked.server.ts';
import { findLink, forgetSignIns, proveByCode, proveByLink } from '#features/account/sign-in.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { askAndRead, signInOffice, wrongCode } from '#test/support/sign-in-office.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const office = signInOffice();
const minutesLater = (minutes: number) => signInOffice(() => new Date(Date.now() + minutes * 60_000));
let count = 0;
const newAddress = () => `reader${(count += 1)}@example.org`;

const byCode = (email: string, code: string, at = office) =>
  opened.db.transaction((tx) => proveByCode(at, tx, email, code));
const byLink = (token: string, browser?: string, at = office) =>
  opened.db.transaction((tx) => proveByLink(at, tx, token, browser));

test('the code of the mail opens the portal once, and makes a person with the name that was given', async () => {
  const email = newAddress();
  const { code } = await askAndRead(opened.db, office, { email, name: 'Ana', lang: 'es' });
  const proven = await byCode(email, code);
  const [person] = await opened.db.select().from(people).where(eq(people.email, email));
  expect(person).toMatchObject({ id: proven?.personId, name: 'Ana', lang: 'es' });
  expect(await byCode(email, code)).toBeNull();
});

test('somebody who is known keeps their name, whatever is typed into the form', async () => {
  const known = await makePerson(opened.db, { email: newAddress(), name: 'Ana' });
  const email = known.email ?? '';
  const { code } = await askAndRead(opened.db, office, { email, name: 'Somebody else' });
  expect((await byCode(email, code))?.personId).toBe(known.id);
  const [person] = await opened.db.select().from(people).where(eq(people.id, known.id));
  expect(person?.name).toBe('Ana');
});

test('a mail to a known and to an unknown address says the same, and the name typed is in neither', async () => {
  const known = await makePerson(opened.db, { email: newAddress() });
  const hide = (text: string) => text.replaceAll(/token=[\w-]+/g, '').replaceAll(/\d{6}/g, '');
  const first = await askAndRead(opened.db, office, { email: known.email ?? '', name: 'Buy now' });
  const second = await askAndRead(opened.db, office, { email: newAddress(), name: 'Buy now' });
  expect(hide(first.text)).toBe(hide(second.text));
  expect(first.text).not.toContain('Buy now');
});

test('fifty guesses at once get five tries, and then even the right code is refused', async () => {
  const email = newAddress();
  const { code } = await askAndRead(opened.db, office, { email });
  const guesses = await Promise.all(Array.from({ length: 50 }, () => byCode(email, wrongCode(code))));
  expect(guesses.every((guess) => guess === null)).toBe(true);
  const [request] = await opened.db.select().from(signInRequests).where(eq(signInRequests.email, email));
  expect(request?.tries).toBe(signInTriesMax);
  expect(await byCode(email, code)).toBeNull();
});

test('of the right code sent fifty times at once, one opens', async () => {
  const email = newAddress();
  const { code } = await askAndRead(opened.db, office, { email });
  const answers = await Promise.all(Array.from({ length: 50 }, () => byCode(email, code)));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
});

test('of the same link pressed twenty times at once, one press opens', async () => {
  const { token } = await askAndRead(opened.db, office, { email: newAddress(), browser: 'mine' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => byLink(token, 'mine')));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
});

test('a link signs in only the browser that asked, and the code still works elsewhere', async () => {
  const email = newAddress();
  const { token, code } = await askAndRead(opened.db, office, { email, browser: 'mine' });
  expect(await findLink(opened.db, token, 'yours', office.now())).toBe('other-browser');
  expect(await byLink(token, 'yours')).toBeNull();
  expect(await byLink(token, undefined)).toBeNull();
  expect(await byCode(email, code)).not.toBeNull();
});

test('looking at a link uses nothing up', async () => {
  const { token } = await askAndRead(opened.db, office, { email: newAddress(), browser: 'mine' });
  for (let look = 0; look < 10; look += 1)
    expect(await findLink(opened.db, token, 'mine', office.now())).toBe('here');
  expect(await byLink(token, 'mine')).not.toBeNull();
  expect(await findLink(opened.db, token, 'mine', office.now())).toBe('over');
});

test('five wrong codes do not take the link away', async () => {
  const email = newAddress();
  const { token, code } = await askAndRead(opened.db, office, { email, browser: 'mine' });
  for (let guess = 0; guess < 6; guess += 1) await byCode(email, wrongCode(code));
  expect(await byLink(token, 'mine')).not.toBeNull();
});

test('after fifteen minutes neither link nor code opens', async () => {
  const email = newAddress();
  const { token, code } = await askAndRead(opened.db, office, { email, browser: 'mine' });
  expect(await byCode(email, code, minutesLater(15.1))).toBeNull();
  expect(await byLink(token, 'mine', minutesLater(15.1))).toBeNull();
  expect(await byCode(email, code, minutesLater(14))).not.toBeNull();
});

test('who asked twice may use the code of either mail', async () => {
  const email = newAddress();
  const first = await askAndRead(opened.db, office, { email });
  await askAndRead(opened.db, office, { email });
  expect(await byCode(email, first.code)).not.toBeNull();
});

test('a code opens nobody else’s door', async () => {
  const [mine, theirs] = [newAddress(), newAddress()];
  const { code } = await askAndRead(opened.db, office, { email: mine });
  await askAndRead(opened.db, office, { email: theirs });
  expect(await byCode(theirs, code)).toBeNull();
});

test('what somebody came for is still known after they signed in', async () => {
  const email = newAddress();
  const intent = { act: 'join' as const, groupId: crypto.randomUUID(), note: 'I have a boat' };
  const { code } = await askAndRead(opened.db, office, { email, intent });
  expect((await byCode(email, code))?.intent).toEqual(intent);
});

test('whoever asks again from the same browser, because the code grew old, keeps what they came for', async () => {
  const email = newAddress();
  const browser = `browser of ${email}`;
  const intent = { act: 'join' as const, groupId: crypto.randomUUID(), note: 'I have a boat' };
  await askAndRead(opened.db, office, { email, browser, intent, name: 'Ivo' });
  const later = minutesLater(signInLifetimeSeconds / 60 + 1);
  const nothing = { act: 'return' as const, path: '/me/' };
  const { code, text } = await askAndRead(opened.db, later, { email, browser, intent: nothing });
  expect(text).toContain('Your request goes out');
  expect(await findAsked(opened.db, browser, later.now())).toEqual({ email, errand: 'join' });
  expect((await byCode(email, code, later))?.intent).toEqual(intent);
  const [person] = await opened.db.select().from(people).where(eq(people.email, email));
  expect(person?.name).toBe('Ivo');
  const again = await askAndRead(opened.db, later, { email, browser, intent: nothing });
  expect((await byCode(email, again.code, later))?.intent).toEqual(nothing);
});

test('what somebody came for is not done for another browser, nor after an hour', async () => {
  const email = newAddress();
  const intent = { act: 'join' as const, groupId: crypto.randomUUID(), note: null };
  await askAndRead(opened.db, office, { email, browser: 'mine', intent });
  const elsewhere = await askAndRead(opened.db, office, { email, browser: 'another' });
  expect((await byCode(email, elsewhere.code))?.intent).toBeNull();
  const late = minutesLater(unfinishedKeptSeconds / 60 + 1);
  const { code } = await askAndRead(opened.db, late, { email, browser: 'mine' });
  expect((await byCode(email, code, late))?.intent).toBeNull();
});

test('code and link are stored as hashes only', async () => {
  const email = newAddress();
  const { token, code } = await askAndRead(opened.db, office, { email, browser: 'a-browser-of-mine' });
  const [row] = await opened.db.select().from(signInRequests).where(eq(signInRequests.email, email));
  const stored = JSON.stringify(row);
  for (const secret of [token, code, 'a-browser-of-mine']) expect(stored).not.toContain(secret);
});

test('a browser is reminded of the address it asked for, until that is used', async () => {
  const email = newAddress();
  const browser = `browser of ${email}`;
  const { code } = await askAndRead(opened.db, office, { email, browser });
  expect(await findAsked(opened.db, browser, office.now())).toEqual({ email, errand: null });
  expect(await findAsked(opened.db, 'another', office.now())).toBeNull();
  await byCode(email, code);
  expect(await findAsked(opened.db, browser, office.now())).toBeNull();
});

test('requests are forgotten a day after they ran out', async () => {
  const email = newAddress();
  await askAndRead(opened.db, office, { email });
  await forgetSignIns(opened.db, new Date(Date.now() + 23 * 3_600_000));
  expect(await opened.db.select().from(signInRequests).where(eq(signInRequests.email, email))).toHaveLength(
    1,
  );
  await forgetSignIns(opened.db, new Date(Date.now() + 25 * 3_600_000));
  expect(await opened.db.select().from(signInRequests).where(eq(signInRequests.email, email))).toHaveLength(
    0,
  );
});
