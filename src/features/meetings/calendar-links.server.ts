import { createHash, createHmac } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database, Queryable } from '#db/client.ts';
import { calendarLinks, people } from '#db/schema/index.ts';
import { type Actor, may } from '#features/organize/permissions.ts';

/** Only this of a token is kept. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token that a form makes: 256 bits that nobody guesses without the portal's secret, and the same when it is sent again. */
const tokenOf = (secret: string, personId: string, key: string): string =>
  createHmac('sha256', secret).update(`calendar:${personId}:${key}`).digest('base64url');

interface Calendars {
  readonly db: Database;
  readonly settings: { readonly secret: string };
  now(this: void): Date;
}

/**
 * Makes the secret address of a person's own calendar; an older one ends with it. The same key again gives the same one.
 * @returns the token of the address, which is told this once; null when it is not theirs to make
 */
export async function makeCalendarLink(
  { db, settings, now }: Calendars,
  actor: Actor,
  { personId, key }: { personId: string; key: string },
): Promise<string | null> {
  if (!may(actor, 'make-calendar-link', { personId })) return null;
  const token = tokenOf(settings.secret, personId, key);
  const tokenHash = hashToken(token);
  await db.transaction(async (tx) => {
    // Two taps at once take turns, and the later one's address is the one that stands.
    await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update');
    const made = await tx
      .select({ id: calendarLinks.id })
      .from(calendarLinks)
      .where(eq(calendarLinks.tokenHash, tokenHash));
    if (made.length > 0) return;
    await revoke(tx, personId, now());
    await tx.insert(calendarLinks).values({ personId, tokenHash, createdAt: now() });
  });
  return token;
}

/** Ends the address of a person's own calendar. @returns whether it was theirs to end */
export async function revokeCalendarLink(
  { db, now }: Omit<Calendars, 'settings'>,
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
