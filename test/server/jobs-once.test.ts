import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { mails, people } from '#db/schema/index.ts';
import { makeMember } from '#test/support/belonging.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { makeGroup } from '#test/support/people.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { until } from '#test/support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonward-clock-'));
const clock = join(folder, 'ahead');
const dayMs = 86_400_000;
/** A Thursday in one or two weeks, at noon or an hour later in the town; the database's own clock stays behind. */
const thursday = (() => {
  const day = new Date(Date.now() + 7 * dayMs);
  day.setUTCDate(day.getUTCDate() + ((4 - day.getUTCDay() + 7) % 7));
  return Date.parse(`${day.toISOString().slice(0, 10)}T17:00:00Z`);
})();
const saturday = thursday + 2 * dayMs;
const membersCount = 6;
const patienceMs = 60_000;
const long = { timeout: 4 * patienceMs };

let database: TownDatabase;
let opened: OpenDatabase;
let post: MailServer;
let portals: Portal[] = [];
let addresses: string[];

beforeAll(async () => {
  post = await startMailServer();
  database = await makeTownDatabase({ quiet: true });
  opened = await openDatabase(database.url);
  const { db } = opened;
  // It began yesterday, which is news, and meets tomorrow.
  const group = await makeGroup(db, {
    name: 'Two Clocks',
    createdAt: new Date(thursday - dayMs),
    ...{ rhythm: 'weekly', weekday: 5, startsAt: '19:00', place: 'The library', placeIsPublic: true },
  });
  const belonging = [];
  for (let n = 0; n < membersCount; n += 1) belonging.push(await makeMember(db, group.id));
  const ids = belonging.map(({ personId }) => personId);
  const rows = await db.select().from(people).where(inArray(people.id, ids));
  addresses = rows.map(({ email }) => email ?? '');
});
afterAll(async () => {
  await endBoth();
  await opened.close();
  await database.drop();
  await post.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts two processes at once on the one database, at that instant. */
async function startBoth(instant: number, smtpUrl = post.url): Promise<void> {
  portals = await Promise.all([startAt(instant, smtpUrl), startAt(instant, smtpUrl)]);
}

function startAt(instant: number, smtpUrl = post.url): Promise<Portal> {
  writeFileSync(clock, String(instant - Date.now()));
  const env = {
    DATABASE_URL: database.url,
    SECRET_KEY: testSecret,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Tidewell <portal@tidewell.example>',
    TEST_CLOCK_FILE: clock,
    NODE_OPTIONS: `--import ${new URL('../support/moved-clock.ts', import.meta.url).href}`,
  };
  return startPortal(env);
}

/** Ends both in order, which finishes what they are at. */
async function endBoth(): Promise<void> {
  await Promise.all(portals.map((portal) => portal.stop()));
  portals = [];
}

/** Mails that the mail server was given, as `address: subject`. */
const arrived = () =>
  post.mails.flatMap(({ to, subject }) =>
    addresses.filter((address) => JSON.stringify(to).includes(address)).map((to) => `${to}: ${subject}`),
  );
const allSent = async () =>
  (await opened.db.select().from(mails)).every(({ sentAt, lastError }) => sentAt !== null && !lastError);
const kinds = async () => {
  const rows = await opened.db.select({ kind: mails.kind }).from(mails);
  return Object.fromEntries(
    [...new Set(rows.map(({ kind }) => kind))]
      .sort()
      .map((kind) => [kind, rows.filter((row) => row.kind === kind).length]),
  );
};

describe(
  'two processes on one database whose clock says that reminders and the weekly mail are due',
  long,
  () => {
    it('write and send each of them once', async () => {
      await startBoth(thursday);
      await until('everybody has both', () => arrived().length >= 2 * membersCount, patienceMs);
      await endBoth();
      expect(await kinds()).toEqual({ digest: membersCount, 'meeting-soon': membersCount });
      expect(new Set(arrived()).size).toBe(2 * membersCount);
      expect(arrived()).toHaveLength(2 * membersCount);
      expect(await allSent()).toBe(true);
    });

    it('ask once for a report though mail is away and both restart, and repeat nothing when the clock jumps', async () => {
      const away = await startMailServer();
      await away.stop();
      await startBoth(saturday, away.url);
      const written = async () => (await kinds())['report-missing'] === membersCount;
      await until('everybody is written to', written, patienceMs);
      await endBoth();
      expect(arrived()).toHaveLength(2 * membersCount);
      await startBoth(saturday);
      const asked = () => arrived().length >= 3 * membersCount;
      await until('everybody is asked for the report', asked, patienceMs);
      await endBoth();
      for (const instant of [thursday, saturday]) {
        await startBoth(instant);
        await endBoth();
      }
      const all = { digest: membersCount, 'meeting-soon': membersCount, 'report-missing': membersCount };
      expect(await kinds()).toEqual(all);
      expect(arrived()).toHaveLength(3 * membersCount);
      expect(await allSent()).toBe(true);
    });
  },
);
