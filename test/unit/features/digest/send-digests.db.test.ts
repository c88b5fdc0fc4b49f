import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { feedItems, follows, groups, mails, people } from '#db/schema/index.ts';
import { peoplePerBatch, sendDigests, type DigestServices } from '#features/digest/send-digests.server.ts';
import { readStopToken } from '#features/notify/stop-link.server.ts';
import { sendMails } from '#features/notify/send-mail.server.ts';
import { setWishes, stopMails } from '#features/notify/mail-wishes.server.ts';
import { makeMember } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { testServices, type TestServices } from '#test/support/services.ts';
import { smallTown } from '#test/support/small-town.ts';

let opened: OpenDatabase;
let db: Database;
let server: MailServer;
beforeAll(async () => {
  [opened, server] = await Promise.all([testDatabase(), startMailServer()]);
  db = opened.db;
});
afterAll(async () => {
  await server.stop();
  await opened.close();
});
beforeEach(async () => {
  await db.delete(mails);
  await db.delete(feedItems);
  await db.update(people).set({ digest: false });
});

const secret = 'a secret for tests, long enough to be one';
/** A Thursday at ten past seven in winter, by the small town's clocks (UTC). */
const thursday = '2026-01-15T07:10:00Z';
const during = new Date('2026-01-12T12:00:00Z');
const nextThursday = '2026-01-22T07:10:00Z';

type Desk = TestServices & DigestServices;
function desk(now = thursday): Desk {
  const services = testServices(db, now);
  const settings = { siteUrl: 'https://town.example', secret };
  return { ...services, town: smallTown(), settings };
}
const digests = () => db.select().from(mails).where(eq(mails.kind, 'digest'));
const follow = (personId: string, subjectType: string, subjectId: string) =>
  db.insert(follows).values({ personId, subjectType, subjectId });
const news = (name = 'Two Rings', at = during) =>
  makeGroup(db, { name, createdAt: at, neighborhoodId: 'saltpans' });

describe('the weekly digest', () => {
  it('tells a follower what is new, in their language, and how to stop it', async () => {
    const group = await news();
    const person = await makePerson(db, { lang: 'es' });
    await follow(person.id, 'group', group.id);
    const services = desk();
    expect(await sendDigests(services)).toBe(1);
    const [mail] = await digests();
    expect(mail?.recipient).toBe(person.email);
    expect(mail?.subject).toBe('Pueblochico esta semana: Un grupo nuevo');
    expect(mail?.bodyText).toContain('Two Rings');
    expect(mail?.bodyText).toContain(`https://town.example/es/groups/${group.slug}/`);
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token =
      new URL(mail?.headers?.['List-Unsubscribe']?.slice(1, -1) ?? '').searchParams.get('of') ?? '';
    expect(readStopToken(secret, token)).toEqual({ personId: person.id, scope: 'digest' });
    expect(readStopToken(secret, token.replace('digest', 'all'))).toBeNull();
    expect(services.queued.map(({ job }) => job)).toEqual(['send-mails']);
  });

  it('comes to members for their groups and their neighborhood, and to nobody without news', async () => {
    const group = await news();
    const member = await makeMember(db, group.id);
    const [neighbor, stranger] = [await makePerson(db), await makePerson(db)];
    const quiet = await makeGroup(db, { createdAt: new Date('2025-01-01'), neighborhoodId: 'saltpans' });
    const inQuiet = await makeMember(db, quiet.id);
    await follow(neighbor.id, 'group', quiet.id);
    expect(await sendDigests(desk())).toBe(2);
    const written = (await digests()).map(({ onceKey }) => onceKey?.split(':').at(-1));
    expect(written.sort()).toEqual([member.personId, inQuiet.personId].sort());
    const rows = await db.select().from(people).where(eq(people.id, stranger.id));
    expect(rows[0]?.digestedUntil?.toISOString()).toBe('2026-01-15T07:00:00.000Z');
  });

  it('comes once a week, whatever restarts, and the next one tells only what came since', async () => {
    const group = await news();
    const person = await makePerson(db);
    await follow(person.id, 'focus', 'water');
    expect(await sendDigests(desk())).toBe(1);
    expect(await sendDigests(desk())).toBe(0);
    expect(await sendDigests(desk('2026-01-16T12:00:00Z'))).toBe(0);
    expect(await sendDigests(desk(nextThursday))).toBe(0);
    await news('Mend Loft', new Date('2026-01-25T12:00:00Z'));
    expect(await sendDigests(desk('2026-01-29T07:10:00Z'))).toBe(1);
    const [, second] = await db
      .select()
      .from(mails)
      .where(eq(mails.kind, 'digest'))
      .orderBy(mails.createdAt, mails.onceKey);
    expect(second?.bodyText).toContain('Mend Loft');
    expect(second?.bodyText).not.toContain(group.name);
  });

  it('is written once by two processes at once', async () => {
    const group = await news();
    for (let n = 0; n < 30; n += 1) await follow((await makePerson(db)).id, 'group', group.id);
    const made = await Promise.all([sendDigests(desk()), sendDigests(desk()), sendDigests(desk())]);
    expect(made.reduce((sum, each) => sum + each)).toBe(30);
    expect(await digests()).toHaveLength(30);
  });

  it('is not written twice when the clock jumps ahead and back', async () => {
    const group = await news();
    const person = await makePerson(db);
    await follow(person.id, 'group', group.id);
    expect(await sendDigests(desk())).toBe(1);
    await sendDigests(desk('2027-03-04T08:00:00Z'));
    await sendDigests(desk('2026-01-08T08:00:00Z'));
    await sendDigests(desk());
    expect(await digests()).toHaveLength(1);
    await news('Mend Loft', new Date('2026-01-20T12:00:00Z'));
    await follow(person.id, 'focus', 'water');
    expect(await sendDigests(desk(nextThursday))).toBe(1);
  });

  it('goes on with the rest after a crash in the middle', async () => {
    const group = await news();
    const readers = [await makePerson(db), await makePerson(db)];
    for (const { id } of readers) await follow(id, 'group', group.id);
    const services = desk();
    const broken = { ...services, enqueue: () => Promise.reject(new Error('killed')) };
    await expect(sendDigests(broken)).rejects.toThrow('killed');
    expect(await digests()).toHaveLength(0);
    expect(await sendDigests(services)).toBe(2);
  });

  it('says nothing of a group that was hidden meanwhile', async () => {
    const group = await news();
    const person = await makePerson(db);
    await follow(person.id, 'focus', 'water');
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
    expect(await sendDigests(desk())).toBe(0);
  });

  it('asks the database for a batch, never for a person', async () => {
    const group = await news();
    await news('Mend Loft');
    const counted = async (readers: number) => {
      await db.update(people).set({ digest: false });
      for (let n = 0; n < readers; n += 1) await follow((await makePerson(db)).id, 'group', group.id);
      let queries = 0;
      const services = desk();
      const spy = { ...services, db: countingQueries(db, () => (queries += 1)) };
      await sendDigests(spy);
      return queries;
    };
    const [few, many] = [await counted(2), await counted(40)];
    expect(many).toBe(few);
    expect(peoplePerBatch).toBeGreaterThan(40);
  });
});

/** The database, counting what is sent to it inside and outside transactions. */
function countingQueries(target: Database, count: () => void): Database {
  return new Proxy(target, {
    get: (object, name, receiver) => {
      if (name !== 'transaction') {
        if (name === 'select') count();
        return Reflect.get(object, name, receiver) as unknown;
      }
      return (work: (tx: unknown) => unknown) =>
        object.transaction((tx) => {
          const counted = new Proxy(tx, {
            get: (inner, key) => {
              if (['select', 'insert', 'update', 'delete', 'execute', 'selectDistinct'].includes(String(key)))
                count();
              const value = Reflect.get(inner, key) as unknown;
              return typeof value === 'function' ? (value as () => unknown).bind(inner) : value;
            },
          });
          return work(counted) as Promise<unknown>;
        });
    },
  });
}

describe('one switch', () => {
  it('stops the digest by one press in the mail client, which brings nothing back', async () => {
    const group = await news();
    const person = await makePerson(db);
    await follow(person.id, 'group', group.id);
    await stopMails(db, person.id, 'digest');
    expect(await sendDigests(desk())).toBe(0);
    await setWishes(db, person.id, { wish: 'none' });
    await stopMails(db, person.id, 'digest');
    const [row] = await db.select().from(people).where(eq(people.id, person.id));
    expect(row).toMatchObject({ mailsOff: true, digest: false });
  });

  it('reads as a mail, and holds back what was written before it was pressed', async () => {
    const group = await news();
    const [keeps, stops] = [await makePerson(db), await makePerson(db)];
    for (const { id } of [keeps, stops]) await follow(id, 'group', group.id);
    const services = desk();
    await sendDigests(services);
    await setWishes(db, stops.id, { wish: 'none' });
    const outbox = {
      ...services,
      settings: { ...services.settings, smtpUrl: server.url, mailFrom: 'Smalltown <portal@town.example>' },
    };
    await sendMails(outbox, services.queued[0]?.data);
    const mail = await server.mailTo(keeps.email ?? '');
    const list = mail.headers.get('list') as {
      unsubscribe?: { url?: string };
      'unsubscribe-post'?: { name?: string };
    };
    expect(list.unsubscribe?.url).toMatch(/^https:\/\/town\.example\/unsubscribe\/\?of=/);
    expect(mail.headerLines.map(({ line }) => line)).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
    expect(mail.text).toContain('Two Rings');
    expect(mail.html).toContain(`https://town.example/groups/${group.slug}/`);
    const [held] = await db
      .select()
      .from(mails)
      .where(and(eq(mails.kind, 'digest'), eq(mails.recipient, stops.email ?? '')));
    expect(held).toMatchObject({ sentAt: null, bodyText: '' });
    expect(server.mails.some((each) => JSON.stringify(each.to).includes(stops.email ?? ''))).toBe(false);
  });
});
