import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { people } from '#db/schema/index.ts';
import { type MailWish, type StopScope, wishOf } from './mail-wishes.ts';

/** What somebody lets the portal write to them; null when there is no such person any more. */
export async function findWish(db: Queryable, personId: string): Promise<MailWish | null> {
  const [person] = await db
    .select({ mailsOff: people.mailsOff, digest: people.digest })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.deletedAt)));
  return person ? wishOf(person) : null;
}

/** Sets it, from now on: what waits to be sent is held back too. */
export async function setWish(db: Queryable, personId: string, wish: MailWish): Promise<void> {
  await db
    .update(people)
    .set({ mailsOff: wish === 'none', digest: wish === 'all' })
    .where(and(eq(people.id, personId), isNull(people.deletedAt)));
}

/** What one press in a mail client does: it takes the mails away that the link names, and never brings any back. */
export async function stopMails(db: Queryable, personId: string, scope: StopScope): Promise<void> {
  await db
    .update(people)
    .set(scope === 'all' ? { mailsOff: true, digest: false } : { digest: false })
    .where(and(eq(people.id, personId), isNull(people.deletedAt)));
}

/** Who reads an address, and whether they switched mails off; null for an address that nobody here has. */
export async function findReader(
  db: Queryable,
  email: string,
): Promise<{ id: string; mailsOff: boolean } | null> {
  const [person] = await db
    .select({ id: people.id, mailsOff: people.mailsOff })
    .from(people)
    .where(eq(people.email, email.toLowerCase()));
  return person ?? null;
}
