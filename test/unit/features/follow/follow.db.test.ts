import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { follows, groups, people } from '#db/schema/index.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import { exportMyData } from '#features/account/my-account.server.ts';
import { findMyFollows, findThings } from '#features/follow/followed-things.server.ts';
import { follow, isFollowing, unfollow } from '#features/follow/follow.server.ts';
import { followables, followsMost } from '#features/follow/follow.ts';
import { completeIntent } from '#features/membership/intents.server.ts';
import { actorOf, refusal } from '#test/support/belonging.ts';
import { constraintText, quoted } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { testServices } from '#test/support/services.ts';
import { smallTown } from '#test/support/small-town.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const services = () => ({ ...testServices(db), town: smallTown() });
const ofGroup = (id: string) => ({ type: 'group' as const, id });

describe('somebody who follows', () => {
  it('follows a group once, reads its name, and stops', async () => {
    const person = await makePerson(db);
    const group = await makeGroup(db, { name: 'Two Rings' });
    const actor = actorOf(person);
    expect(await follow(services(), actor, ofGroup(group.id))).toMatchObject({ ok: true });
    expect(await follow(services(), actor, ofGroup(group.id))).toMatchObject({ ok: true });
    expect(await findMyFollows(db, smallTown(), person.id, 'en')).toEqual([
      { type: 'group', id: group.id, name: 'Two Rings', lang: 'en', path: `/groups/${group.slug}/` },
    ]);
    await unfollow(services(), actor, ofGroup(group.id));
    expect(await isFollowing(db, person.id, ofGroup(group.id))).toBe(false);
  });
  it('follows a focus by its id, in the reader’s language', async () => {
    const person = await makePerson(db);
    await follow(services(), actorOf(person), { type: 'focus', id: 'water' });
    expect((await findMyFollows(db, smallTown(), person.id, 'es')).map(({ name }) => name)).toEqual(['Agua']);
  });
  it('cannot follow what is hidden, was never there, or is no id at all', async () => {
    const actor = actorOf(await makePerson(db));
    const hidden = await makeGroup(db, { hiddenAt: new Date() });
    for (const thing of [
      ofGroup(hidden.id),
      ofGroup(randomUUID()),
      ofGroup('x'),
      { type: 'focus' as const, id: 'nowhere' },
      { type: 'question' as const, id: randomUUID() },
    ])
      expect(await follow(services(), actor, thing)).toEqual(refusal('no-such-thing'));
  });
  it('no longer reads the name of a group that was hidden since', async () => {
    const person = await makePerson(db);
    const group = await makeGroup(db);
    await follow(services(), actorOf(person), ofGroup(group.id));
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
    expect(await findMyFollows(db, smallTown(), person.id, 'en')).toEqual([]);
    expect(await findThings(db, smallTown(), [ofGroup(group.id)], 'en')).toEqual([]);
  });
  it('may follow so much and no more', async () => {
    const person = await makePerson(db);
    const many = Array.from({ length: followsMost }, () => ({
      personId: person.id,
      subjectType: 'group',
      subjectId: randomUUID(),
    }));
    await db.insert(follows).values(many);
    const group = await makeGroup(db);
    expect(await follow(services(), actorOf(person), ofGroup(group.id))).toEqual(refusal('too-many'));
  });
  it('has it done by signing in, when they were not signed in before', async () => {
    const person = await makePerson(db);
    const group = await makeGroup(db);
    const to = await completeIntent(services(), person.id, { act: 'follow', ...ofGroup(group.id) });
    expect(to).toBe(`/follow/?type=group&id=${group.id}&done=following`);
    expect(await isFollowing(db, person.id, ofGroup(group.id))).toBe(true);
  });
  it('takes along what they follow, asked and answered', async () => {
    const person = await makePerson(db);
    const group = await makeGroup(db);
    await follow(services(), actorOf(person), ofGroup(group.id));
    expect(await exportMyData(db, person.id)).toMatchObject({
      follows: [{ type: 'group', id: group.id }],
      questions: [],
      answers: [],
      approaches: [],
    });
  });
  it('leaves nothing behind when the account goes', async () => {
    const person = await makePerson(db);
    const group = await makeGroup(db);
    await follow(services(), actorOf(person), ofGroup(group.id));
    await db.transaction((tx) => emptyPerson(tx, person.id, new Date()));
    expect(await db.select().from(follows).where(eq(follows.personId, person.id))).toEqual([]);
    expect(await db.select().from(people).where(eq(people.id, person.id))).toMatchObject([{ email: null }]);
  });
});

it('the form and the database list the same things to follow', async () => {
  expect(quoted(await constraintText(db, 'follows_subject_type'))).toEqual([...followables]);
});
