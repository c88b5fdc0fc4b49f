import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { groups, mails, memberships } from '#db/schema/index.ts';
import { limits } from '#features/account/limits.ts';
import { capacity } from '#features/groups/groups.ts';
import { makeMember } from '#test/support/belonging.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { openSession } from '#test/support/session.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { until } from '#test/support/until.ts';
import { visitor, type Visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let portals: Portal[];
let opened: OpenDatabase;

beforeAll(async () => {
  database = await makeTownDatabase();
  const env = { DATABASE_URL: database.url, SECRET_KEY: testSecret };
  portals = await Promise.all([startPortal(env), startPortal(env)]);
  opened = await openDatabase(database.url);
});
afterAll(async () => {
  await opened.close();
  await Promise.all(portals.map((portal) => portal.stop()));
  await database.drop();
});

describe('two processes that start on one empty database', () => {
  it('lay down one demonstration between them', async () => {
    const [count] = await database.sql<{ groups: number; organizers: number }[]>`
      select (select count(*)::int from groups) as groups, (select count(*)::int from town_roles) as organizers`;
    expect(count?.groups).toBeGreaterThan(40);
    expect(count?.organizers).toBe(1);
    const twice = await database.sql`select slug from groups group by slug having count(*) > 1`;
    expect(twice).toHaveLength(0);
  });

  it('both show a change within a second of its commit, and not before', async () => {
    const [group] = await database.sql<
      { id: string; slug: string }[]
    >`select id, slug from groups order by slug limit 1`;
    const names = () =>
      Promise.all(
        portals.map(async ({ url }) => (await visitor(url).get(`/groups/${group?.slug}/impact/`)).text),
      );
    await names();
    await database.sql.begin(async (tx) => {
      await tx`update groups set name = 'A name of one second' where id = ${group?.id ?? ''}`;
      await tx`select pg_notify('commonward_tags', ${`group:${group?.id}`})`;
      expect((await names()).filter((text) => text.includes('A name of one second'))).toHaveLength(0);
    });
    await until(
      'both show the new name',
      async () => (await names()).every((text) => text.includes('A name of one second')),
      1000,
    );
  });
});

/** One person's browser, at each of the processes. */
async function atBoth(personId: string): Promise<Visitor[]> {
  const session = await openSession(opened.db, portals[0]?.url ?? '', personId);
  return portals.map(({ url }) => {
    const person = visitor(url);
    person.cookies.set(session.name, session.value);
    return person;
  });
}

const isIn = async (person: Visitor | undefined) => (await person?.get('/me/data.json'))?.status === 200;

describe('two processes behind one address', () => {
  it('never give a sixteenth place: fifty requests accepted at once fill the group, and the rest wait', async () => {
    const { db } = opened;
    const group = await makeGroup(db);
    const convener = await makeMember(db, group.id, { role: 'convener' });
    for (let n = 1; n < capacity - 3; n += 1) await makeMember(db, group.id);
    const asking = [];
    for (let n = 0; n < 50; n += 1)
      asking.push(await makeMember(db, group.id, { state: 'requested', activeSince: null }));
    const desks = await atBoth(convener.personId);
    const path = `/groups/${group.slug}/members/?_action=membership.accept`;
    const answers = await Promise.all(
      asking.map(async ({ membershipId }, at) => desks[at % 2]?.post(path, { membership: membershipId })),
    );
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([303]));
    const states = await db
      .select({ state: memberships.state })
      .from(memberships)
      .where(eq(memberships.groupId, group.id));
    const count = (state: string) => states.filter((each) => each.state === state).length;
    expect([count('active'), count('waitlisted'), count('requested')]).toEqual([capacity, 47, 0]);
    const [row] = await db.select().from(groups).where(eq(groups.id, group.id));
    expect([row?.activeCount, row?.waitingCount]).toEqual([capacity, 47]);
  });

  it('count tries together', async () => {
    const { most } = limits['sign-in-address'];
    const statuses = [];
    // A window may end in between, so twice as many are sent, and one.
    for (let n = 0; n <= 2 * most; n += 1) {
      const form = { email: 'often@example.org', name: '', path: '' };
      const person = visitor(portals[n % 2]?.url ?? '');
      statuses.push((await person.post('/sign-in/?_action=account.signIn', form)).status);
    }
    expect(statuses.slice(0, most)).toEqual(Array.from({ length: most }, () => 303));
    expect(statuses.at(-1)).toBe(429);
  });

  it('let somebody sign in at one with the link that they asked for at the other', async () => {
    const [here, there] = portals.map(({ url }) => visitor(url));
    const email = 'both@example.org';
    await here?.post('/sign-in/?_action=account.signIn', { email, name: 'Noor', path: '' });
    const [mail] = await opened.db
      .select()
      .from(mails)
      .where(and(eq(mails.recipient, email), eq(mails.kind, 'sign-in')))
      .orderBy(desc(mails.createdAt));
    const token = /token=([\w-]+)/.exec(mail?.bodyText ?? '')?.[1] ?? '';
    for (const [name, value] of here?.cookies ?? []) there?.cookies.set(name, value);
    expect((await there?.post('/sign-in/link/?_action=account.link', { token }))?.status).toBe(303);
    for (const [name, value] of there?.cookies ?? []) here?.cookies.set(name, value);
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
  });

  it('end all sessions of somebody who signs out everywhere at one of them', async () => {
    const { id } = await makePerson(opened.db);
    const [here] = await atBoth(id);
    const [, elsewhere] = await atBoth(id);
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, true]);
    expect((await here?.post('/me/?_action=account.signOutEverywhere', {}))?.status).toBe(303);
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([false, false]);
  });
});
