import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { feedItems, hands, mails, people } from '#db/schema/index.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import { exportMyData } from '#features/account/my-account.server.ts';
import { askForHand, passHandOn, settleHand } from '#features/hands/hands.server.ts';
import type { HandAddressee } from '#features/hands/hands.ts';
import {
  countOpenHands,
  findPublicHands,
  listAskedHands,
  listGroupHands,
} from '#features/hands/list-hands.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { actorOf, mailsTo, makeGroupWith, makeMember, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import type { TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

async function ask(
  services: TestServices,
  actor: Actor,
  group: string,
  toWhom: HandAddressee,
  key = randomUUID(),
) {
  const words = 'I cannot carry the sandbags alone.';
  const asked = await askForHand(services, actor, { key, group, toWhom, words }, 'en');
  if (!asked.ok) throw new Error(asked.refusal);
  return key;
}
const organizer = async (): Promise<Actor> => ({ ...actorOf(await makePerson(db)), organizer: true });

describe('a member who needs a hand', () => {
  it('asks their group once, which reads it with the name and is mailed neither', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 2);
    const key = randomUUID();
    await Promise.all([1, 2].map(() => ask(services, first, group.id, 'group', key)));
    const [listed, ...more] = await listGroupHands(db, group.id);
    expect([listed?.askedBy?.id, more]).toEqual([first.personId, []]);
    expect(await countOpenHands(db, group.id)).toBe(1);
    expect(await mailsTo(db, convener.personId)).toEqual(['hand-asked']);
    expect(await mailsTo(db, first.personId)).toEqual([]);
    const [person] = await db.select().from(people).where(eq(people.id, first.personId));
    const written = JSON.stringify(await db.select().from(mails).where(eq(mails.kind, 'hand-asked')));
    expect(written).not.toContain('sandbags');
    expect(written).not.toContain(person?.name);
  });
  it('is heard by nobody outside: no organizer, no public page', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const id = await ask(services, first, group.id, 'group');
    expect((await listAskedHands(db, 'open')).map((hand) => hand.id)).not.toContain(id);
    expect(await findPublicHands(db, group.id)).toEqual([]);
    expect(await settleHand(services, await organizer(), { hand: id, cameOfIt: 'It is there.' })).toEqual(
      refusal('not-allowed'),
    );
  });
  it('says themselves when it is settled, and what came of it, once', async () => {
    const { services, group, first, members } = await makeGroupWith(db, 2);
    const id = await ask(services, first, group.id, 'group');
    const other = members[1] ?? first;
    expect(await settleHand(services, other, { hand: id, cameOfIt: 'It is there.' })).toEqual(
      refusal('not-allowed'),
    );
    await settleHand(services, first, { hand: id, cameOfIt: 'Two came.' });
    await settleHand(services, first, { hand: id, cameOfIt: 'Nobody came.' });
    expect(await listGroupHands(db, group.id)).toMatchObject([{ cameOfIt: 'Two came.' }]);
    expect(await countOpenHands(db, group.id)).toBe(0);
  });
});

describe('somebody who deletes their account', () => {
  it('takes what they asked along first, and then it is gone; what was passed on is the moderator’s', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    await ask(services, first, group.id, 'group');
    const passed = await ask(services, first, group.id, 'group');
    await passHandOn(services, convener, { hand: passed, passedOn: 'Strong arms are wanted.' });
    expect(JSON.stringify(await exportMyData(db, first.personId))).toContain('sandbags');
    await db.transaction((tx) => emptyPerson(tx, first.personId, services.now()));
    const left = await db.select().from(hands).where(eq(hands.groupId, group.id));
    expect(left).toMatchObject([{ id: passed, askedBy: null, words: '' }]);
    expect((await findPublicHands(db, group.id)).map(({ words }) => words)).toEqual([
      'Strong arms are wanted.',
    ]);
  });
});

describe('a moderator who passes a hand on', () => {
  it('says it in their own words, and the asker’s stand nowhere outside the group', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const moderator = await makeMember(db, group.id, { role: 'moderator' });
    const id = await ask(services, first, group.id, 'group');
    const passed = { hand: id, passedOn: 'Strong arms are wanted on Saturdays.' };
    expect(await passHandOn(services, first, passed)).toEqual(refusal('not-allowed'));
    expect(await passHandOn(services, moderator, passed)).toMatchObject({ ok: true });
    expect(services.cleared).toContain(`group:${group.id}`);
    const shown = await findPublicHands(db, group.id);
    expect(shown.map(({ words }) => words)).toEqual([passed.passedOn]);
    expect(JSON.stringify(shown)).not.toContain('sandbags');
    expect(JSON.stringify(shown)).not.toContain(first.personId);
    expect(await db.select().from(feedItems).where(eq(feedItems.ref, id))).toMatchObject([{ kind: 'hand' }]);
    await settleHand(services, first, { hand: id, cameOfIt: 'It is there.' });
    expect(await findPublicHands(db, group.id)).toEqual([]);
  });
  it('finds it gone from everybody’s eyes once an organizer hid it', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    const id = await ask(services, first, group.id, 'group');
    await passHandOn(services, convener, { hand: id, passedOn: 'Ring Marta.' });
    const { personId } = await organizer();
    await setHidden(db, personId, 'hand', id, 'personal-information', new Date());
    expect(await findPublicHands(db, group.id)).toEqual([]);
  });
});

describe('a group that asks the town', () => {
  it('is heard by the organizers as a group, who say what came of it', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    const refused = await askForHand(
      services,
      first,
      { key: randomUUID(), group: group.id, toWhom: 'organizers', words: 'A key.' },
      'en',
    );
    expect(refused).toEqual(refusal('not-allowed'));
    const id = await ask(services, convener, group.id, 'organizers');
    const asked = (await listAskedHands(db, 'open')).find((hand) => hand.id === id);
    expect(asked).toMatchObject({ group: { slug: group.slug } });
    expect(JSON.stringify(asked)).not.toContain(convener.personId);
    await settleHand(services, await organizer(), { hand: id, cameOfIt: 'The key is at the library.' });
    expect((await listAskedHands(db, 'settled')).find((hand) => hand.id === id)?.cameOfIt).toBe(
      'The key is at the library.',
    );
    expect(await listGroupHands(db, group.id)).toMatchObject([{ cameOfIt: 'The key is at the library.' }]);
    expect(await db.select().from(hands).where(eq(hands.id, id))).toMatchObject([{ passedOnAt: null }]);
  });
});
