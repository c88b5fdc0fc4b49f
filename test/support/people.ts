import { randomBytes } from 'node:crypto';
import type { Queryable } from '#db/client.ts';
import { focuses, groups, neighborhoods, people } from '#db/schema/index.ts';

const unique = () => randomBytes(6).toString('hex');

/** A neighborhood `saltpans` and a focus `water`, there once however often this is called. */
export async function makeTown(db: Queryable): Promise<void> {
  await db
    .insert(neighborhoods)
    .values({ id: 'saltpans', name: { en: 'Saltpans', es: 'Salinas' }, gridRef: 'F2', lon: 0.01, lat: 0.01 })
    .onConflictDoNothing();
  await db
    .insert(focuses)
    .values({ id: 'water', name: { en: 'Water', es: 'Agua' }, position: 1 })
    .onConflictDoNothing();
}

/** A person with an address of their own. */
export async function makePerson(db: Queryable, given: Partial<typeof people.$inferInsert> = {}) {
  const name = given.name ?? `Ana ${unique()}`;
  const [person] = await db
    .insert(people)
    .values({ name, email: `${unique()}@example.org`, lang: 'en', ...given })
    .returning();
  if (!person) throw new Error('no person was made');
  return person;
}

/** A group without members in `saltpans`. */
export async function makeGroup(db: Queryable, given: Partial<typeof groups.$inferInsert> = {}) {
  await makeTown(db);
  const [group] = await db
    .insert(groups)
    .values({
      slug: `group-${unique()}`,
      name: 'Low Door Watch',
      lang: 'en',
      about: 'We learn which doors flood first.',
      neighborhoodId: 'saltpans',
      focusId: 'water',
      languages: ['en'],
      ...given,
    })
    .returning();
  if (!group) throw new Error('no group was made');
  return group;
}
