import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { focuses, measures, neighborhoods, prompts, searchDocuments } from '#db/schema/index.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { makeGroup } from '#test/support/people.ts';
import { smallTown } from '#test/support/small-town.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

async function everything() {
  const { db } = opened;
  return {
    neighborhoods: await db.select().from(neighborhoods).orderBy(asc(neighborhoods.id)),
    focuses: await db.select().from(focuses).orderBy(asc(focuses.id)),
    measures: await db.select().from(measures).orderBy(asc(measures.id)),
    prompts: await db.select().from(prompts).orderBy(asc(prompts.id)),
    documents: await db
      .select()
      .from(searchDocuments)
      .orderBy(asc(searchDocuments.kind), asc(searchDocuments.ref), asc(searchDocuments.lang)),
  };
}

test('a second start, and two processes that start at once, leave what the first one wrote', async () => {
  await upsertCatalogs(opened.db, smallTown());
  const first = await everything();
  expect(first.neighborhoods.map(({ id }) => id)).toEqual(['quayside', 'saltpans']);
  expect(first.documents.filter(({ kind }) => kind === 'chapter')).toHaveLength(2);
  await Promise.all([upsertCatalogs(opened.db, smallTown()), upsertCatalogs(opened.db, smallTown())]);
  expect(await everything()).toEqual(first);
});

test('a renamed neighborhood keeps its id; a focus, measure and prompt that disappear are retired and can return', async () => {
  const { db } = opened;
  const { neighborhoods: places, ...rest } = smallTown();
  const renamed = places.map((place) => ({ ...place, name: { en: `New ${place.id}`, es: place.id } }));
  await upsertCatalogs(db, { ...smallTown(), ...rest, neighborhoods: renamed, measures: [], prompts: [] });
  const after = await everything();
  expect(after.neighborhoods[0]?.name).toEqual({ en: 'New quayside', es: 'quayside' });
  expect(after.measures[0]?.retiredAt).toBeInstanceOf(Date);
  expect(after.prompts[0]?.retiredAt).toBeInstanceOf(Date);
  expect(after.documents.filter(({ kind }) => kind === 'measure')).toEqual([]);
  await upsertCatalogs(db, smallTown());
  const again = await everything();
  expect(again.measures[0]?.retiredAt).toBeNull();
  expect(again.prompts[0]?.retiredAt).toBeNull();
});

test('a group’s own measure is not the catalog’s to retire', async () => {
  const { db } = opened;
  const group = await makeGroup(db);
  const text = { en: 'Hats', es: 'Gorros' };
  await db
    .insert(measures)
    .values({ id: 'own-hats', groupId: group.id, name: text, unit: text, kind: 'count', better: 'more' });
  await upsertCatalogs(db, smallTown());
  const [own] = await db.select().from(measures).where(eq(measures.id, 'own-hats'));
  expect(own?.retiredAt).toBeNull();
});
