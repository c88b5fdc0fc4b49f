import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database, Queryable } from '#db/client.ts';
import { calendarLinks, people } from '#db/schema/index.ts';
import { type Actor, may } from '#features/organize/permissions.ts';

/** Only this of a token is kept. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A token that nobody guesses: 256 bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Makes the secret address of a person's own calendar; an older one ends with it.
 * @returns the token of the address, which is told this once; null when it is not theirs to make
 */
export async function makeCalendarLink(
  { db, now }: { readonly db: Database; now(this: void): Date },
  actor: Actor,
  personId: string,
): Promise<string | null> {
  if (!may(actor, 'make-calendar-link', { personId })) return null;
  const token = newToken();
  await db.transaction(async (tx) => {
    // Two taps at once take turns, and the later one's address is the one that stands.
    await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update');
    await revoke(tx, personId, now());
    await tx.insert(calendarLinks).values({ personId, tokenHash: hashToken(token), createdAt: now() });
  });
  return token;
}

/** Ends the address of a person's own calendar. @returns whether it was theirs to end */
export async function revokeCalendarLink(
  { db, now }: { readonly db: Database; now(this: void): Date },
  actor: Actor,
  personId: string,
): Promise<boolean> {
  if (!may(actor, 'make-calendar-link', { personId })) return false;
  await revoke(db, personId, now());
  return true;
}

async function revoke(db: Queryable, personId: string, now: Date): Promise<void> {
  await db
    .update(calendarLinks)
    .set({ revokedAt: now })
    .where(and(eq(calendarLinks.personId, personId), isNull(calendarLinks.revokedAt)));
}

/** A person's standing address, without its token; null when they have none. */
export async function findCalendarLink(db: Queryable, personId: string) {
  const [link] = await db
    .select({ createdAt: calendarLinks.createdAt, tokenHash: calendarLinks.tokenHash })
    .from(calendarLinks)
    .where(and(eq(calendarLinks.personId, personId), isNull(calendarLinks.revokedAt)));
  return link ?? null;
}

/** Whose calendar an address opens; null when it never was, or is no longer, anybody's. */
export async function findCalendarOwner(
  db: Queryable,
  token: string,
): Promise<{ id: string; lang: string } | null> {
  const [person] = await db
    .select({ id: people.id, lang: people.lang })
    .from(calendarLinks)
    .innerJoin(people, and(eq(people.id, calendarLinks.personId), isNull(people.deletedAt)))
    .where(and(eq(calendarLinks.tokenHash, hashToken(token)), isNull(calendarLinks.revokedAt)));
  return person ?? null;
}
