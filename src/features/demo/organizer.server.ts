import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { people, townRoles } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { demoOrganizerEmail } from './organizer.ts';

/** Gives the demonstration town an organizer whom whoever tries it can sign in as. Doing it again changes nothing. */
export async function seedOrganizer(db: Database, town: Town): Promise<void> {
  const email = demoOrganizerEmail(town);
  await db.transaction(async (tx) => {
    await tx
      .insert(people)
      .values({ email, name: 'Robin', lang: town.languages[0] ?? 'en' })
      .onConflictDoNothing();
    const [person] = await tx.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (person)
      await tx.insert(townRoles).values({ personId: person.id, role: 'organizer' }).onConflictDoNothing();
  });
}
