import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { memberships, questions } from '#db/schema/index.ts';
import type { Exploration } from '#features/growth/explore.ts';
import { proposeGroups } from '#features/growth/explore.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { smallTown } from '#test/support/small-town.ts';

let opened: OpenDatabase;
let db: Database;
let personId: string;
const ids = new Map<string, string>();
const abouts: [slug: string, lang: string, about: string][] = [
  ['swimmers', 'en', 'From the pool lane to swimming in the cold river, with children.'],
  ['doors', 'en', 'We open doors along the quay.'],
  ['boards', 'en', 'We fit boards to doors before the water comes.'],
  ['ringers', 'en', 'We ring at doors, and open ours.'],
  ['orilla', 'es', 'Nadar en el río, sin prisa, para quien tiene miedo.'],
];
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
  personId = (await makePerson(db)).id;
  for (const [slug, lang, about] of abouts) {
    const group = await makeGroup(db, { slug, name: slug, lang, about });
    ids.set(slug, group.id);
  }
});
afterAll(() => opened.close());

const open: Exploration = {
  ...{ words: null, focusIds: [], neighborhoodId: null, weekdays: [], partsOfDay: [], languages: [] },
};
const proposed = (words: string, lang = 'en') =>
  proposeGroups(db, smallTown(), { personId, wants: { ...open, words }, lang });
const said = async (words: string, lang?: string) =>
  (await proposed(words, lang)).map(({ group }) => [group.slug, group.says.map(({ word }) => word)]);

it('somebody who writes a sentence is proposed the group that shares its telling words first, and hears which', async () => {
  const [first, ...others] = await said('Who does not open the doors, and how do we swim in the cold river?');
  expect(first?.[0]).toBe('swimmers');
  expect([...(first?.[1] ?? [])].sort()).toEqual(['cold', 'river', 'swim']);
  expect(others.map(([slug]) => slug).sort()).toEqual(['boards', 'doors', 'ringers']);
});

it('small words are no reason, in either language', async () => {
  expect(await said('we are with the and to in for who')).toEqual([]);
  expect(await said('para quien, sin el, en la', 'es')).toEqual([]);
});

it('a Spanish word finds the group that says it in another form', async () => {
  expect(await said('nadando con miedo', 'es')).toEqual([['orilla', ['miedo', 'nadando']]]);
});

it('a word of the question that a group asks counts as its own', async () => {
  const groupId = ids.get('boards') ?? null;
  const text = 'How do otters cross?';
  await db
    .insert(questions)
    .values({ askedBy: personId, lang: 'en', text, idempotencyKey: crypto.randomUUID(), groupId });
  expect(await said('otters')).toEqual([['boards', ['otters']]]);
});

it('a group that somebody belongs to is not proposed to them', async () => {
  const groupId = ids.get('swimmers') ?? '';
  await db.insert(memberships).values({ groupId, personId, state: 'active', role: 'member' });
  expect(await said('swim')).toEqual([]);
});
