import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { people } from '#db/schema/index.ts';
import { mailWishes, type MailWishes, type StopChoice, type StopScope, wishOf } from './mail-wishes.ts';

/** What somebody lets the portal write to them; null when there is no such person any more. */
export async function findWishes(db: Queryable, personId: string): Promise<MailWishes | null> {
  const [person] = await db
    .select({ mailsOff: people.mailsOff, digest: people.digest, reminders: people.reminders })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.deletedAt)));
  return person ? { wish: wishOf(person), reminders: person.reminders } : null;
}

/** Sets it, from now on: what waits to be sent is held back too. */
export function setWishes(
  db: Queryable,
  personId: string,
  { wish, reminders }: Partial<MailWishes>,
): Promise<void> {
  return set(db, personId, {
    ...(wish && { mailsOff: wish === 'none', digest: wish === 'all' }),
    ...(reminders !== undefined && { reminders }),
  });
}

/** What somebody chose by the link in a mail; what the choice is not about stays as it was. */
export function setByLink(db: Queryable, personId: string, choice: StopChoice): Promise<void> {
  const wish = mailWishes.find((each) => each === choice);
  return setWishes(db, personId, wish ? { wish } : { reminders: choice === 'reminders' });
}

const stopped = {
  all: { mailsOff: true, digest: false },
  digest: { digest: false },
  reminders: { reminders: false },
} satisfies Record<StopScope, object>;

/** What one press in a mail client does: it takes the mails away that the link names, and never brings any back. */
export function stopMails(db: Queryable, personId: string, scope: StopScope): Promise<void> {
  return set(db, personId, stopped[scope]);
}

async function set(
  db: Queryable,
  personId: string,
  switches: { mailsOff?: boolean; digest?: boolean; reminders?: boolean },
): Promise<void> {
  await db
    .update(people)
    .set(switches)
    .where(and(eq(people.id, personId), isNull(people.deletedAt)));
}

/** Who reads an address, and which mails they switched off; null for an address that nobody here has. */
export async function findReader(
  db: Queryable,
  email: string,
): Promise<{ id: string; mailsOff: boolean; reminders: boolean } | null> {
  const [person] = await db
    .select({ id: people.id, mailsOff: people.mailsOff, reminders: people.reminders })
    .from(people)
    .where(eq(people.email, email.toLowerCase()));
  return person ?? null;
}
