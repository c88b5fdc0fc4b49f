import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { questions } from '#db/schema/index.ts';
import { findAddressed } from '#features/organize/concern-address.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

it('whoever copies the address of a page comes to the concern about it, however it was copied', async () => {
  const { db } = opened;
  const group = await makeGroup(db);
  const { id: askedBy } = await makePerson(db);
  const [question] = await db
    .insert(questions)
    .values({
      text: 'Who has a key?',
      lang: 'en',
      groupId: group.id,
      askedBy,
      idempotencyKey: crypto.randomUUID(),
    })
    .returning();
  const addresses = [`/groups/${group.slug}/`, `town.example/es/groups/${group.slug}/impact/?from=x#hands`];
  for (const address of addresses)
    expect(await findAddressed(db, address)).toEqual({ type: 'group', id: group.id });
  expect(await findAddressed(db, ` https://town.example/questions/${question?.id}/ `)).toEqual({
    type: 'question',
    id: question?.id,
  });
});

it('whoever copies an address where nothing public stands is told so', async () => {
  const { db } = opened;
  const hidden = await makeGroup(db, { hiddenAt: new Date() });
  const none = ['', '/feed/', 'hello', `/groups/${hidden.slug}/`, '/groups/no-such-group/', '/reports/12/'];
  for (const address of [...none, `/questions/x/#answer-${hidden.id}`])
    expect([address, await findAddressed(db, address)]).toEqual([address, null]);
});
