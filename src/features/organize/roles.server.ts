import { and, eq } from 'drizzle-orm';
import type { Database, Queryable } from '#db/client.ts';
import { people, townRoles } from '#db/schema/index.ts';
import { recordAct } from './audit.server.ts';

export type Organizer = { id: string; name: string; email: string | null; grantedAt: Date };

/** The town's organizers, the longest-standing first. */
export function listOrganizers(db: Queryable): Promise<Organizer[]> {
  return db
    .select({ id: people.id, name: people.name, email: people.email, grantedAt: townRoles.grantedAt })
    .from(townRoles)
    .innerJoin(people, eq(people.id, townRoles.personId))
    .where(eq(townRoles.role, 'organizer'))
    .orderBy(townRoles.grantedAt);
}

/** Makes somebody who has signed in before an organizer; safe to repeat. */
export async function grantOrganizer(
  db: Database,
  actorId: string,
  email: string,
): Promise<'granted' | 'unknown-person'> {
  return db.transaction(async (tx) => {
    const [person] = await tx.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (!person) return 'unknown-person';
    const made = await tx
      .insert(townRoles)
      .values({ personId: person.id, role: 'organizer', grantedBy: actorId })
      .onConflictDoNothing()
      .returning();
    if (made.length > 0)
      await recordAct(tx, { actorId, act: 'grant-role', subjectType: 'person', subjectId: person.id });
    return 'granted';
  });
}

/** Takes the role back; the last organizer keeps it, so that the town is never without one. */
export async function revokeOrganizer(
  db: Database,
  actorId: string,
  personId: string,
  reason: string,
): Promise<'revoked' | 'last-organizer' | 'not-organizer'> {
  return db.transaction(async (tx) => {
    // Locks all organizers, so that two of them cannot each take the other's role at once.
    const all = await tx.select().from(townRoles).where(eq(townRoles.role, 'organizer')).for('update');
    if (!all.some((role) => role.personId === personId)) return 'not-organizer';
    if (all.length === 1) return 'last-organizer';
    await tx.delete(townRoles).where(and(eq(townRoles.personId, personId), eq(townRoles.role, 'organizer')));
    await recordAct(tx, { actorId, act: 'revoke-role', subjectType: 'person', subjectId: personId, reason });
    return 'revoked';
  });
}
