import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { rateLimits } from '#db/schema/index.ts';
import { limits } from '#features/account/limits.ts';
import { forgetTries, takeTry } from '#features/account/rate-limit.server.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
/** Another process where the database is a server; the embedded one has one connection. */
let other: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  other = opened.kind === 'server' ? await openDatabase(opened.url) : opened;
});
afterAll(async () => {
  if (other !== opened) await other.close();
  await opened.close();
});

const noon = new Date('2026-11-23T12:00:00Z');
const { most, windowSeconds } = limits['sign-in-network'];

test('two processes that count the same network at once agree on where it ends', async () => {
  const tries = await Promise.all(
    Array.from({ length: most * 2 }, (_, at) =>
      takeTry((at % 2 ? opened : other).db, 'sign-in-network', '192.0.2.1', noon),
    ),
  );
  expect(tries.filter(({ allowed }) => allowed)).toHaveLength(most);
});

test('who tried too often is told when to come back, and then may', async () => {
  const at = new Date(noon.getTime() + 60_000);
  for (let taken = 0; taken < most; taken += 1) await takeTry(opened.db, 'sign-in-network', '192.0.2.2', at);
  const refused = await takeTry(opened.db, 'sign-in-network', '192.0.2.2', at);
  expect(refused).toEqual({ allowed: false, retryAfterSeconds: windowSeconds - 60 });
  const later = new Date(at.getTime() + (windowSeconds - 60) * 1000);
  expect(await takeTry(opened.db, 'sign-in-network', '192.0.2.2', later)).toEqual({ allowed: true });
});

test('one limit does not eat another, nor one network another', async () => {
  for (let taken = 0; taken <= most; taken += 1)
    await takeTry(opened.db, 'sign-in-network', '192.0.2.3', noon);
  expect((await takeTry(opened.db, 'sign-in-network', '192.0.2.4', noon)).allowed).toBe(true);
  expect((await takeTry(opened.db, 'code-network', '192.0.2.3', noon)).allowed).toBe(true);
});

test('changing the last half of an IPv6 address gives no new tries', async () => {
  for (let taken = 0; taken <= most; taken += 1)
    await takeTry(opened.db, 'sign-in-network', `2001:db8:1:2::${taken.toString(16)}`, noon);
  expect((await takeTry(opened.db, 'sign-in-network', '2001:db8:1:2:ffff::1', noon)).allowed).toBe(false);
  expect((await takeTry(opened.db, 'sign-in-network', '2001:db8:1:3::1', noon)).allowed).toBe(true);
});

test('no address is stored, and old windows are forgotten', async () => {
  await takeTry(opened.db, 'sign-in-address', 'ana@example.org', noon);
  expect(JSON.stringify(await opened.db.select().from(rateLimits))).not.toContain('ana@');
  await forgetTries(opened.db, new Date(noon.getTime() + 1000 * 86_400));
  expect(await opened.db.select().from(rateLimits)).toEqual([]);
});
