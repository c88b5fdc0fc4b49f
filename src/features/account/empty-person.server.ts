import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import {
  actLinks,
  calendarLinks,
  divisionChoices,
  explorations,
  follows,
  hands,
  mails,
  meetingPresence,
  people,
  sessions,
  signInRequests,
  townRoles,
} from '#db/schema/index.ts';

/**
 * Empties a person's row and forgets what else leads to them: sessions, mails, requests to sign in, roles. Figures they
 * reported stay with their group. Their groups are left before, see `leaveEverything`.
 */
export async function emptyPerson(tx: Transaction, personId: string, now: Date): Promise<void> {
  const [person] = await tx.select({ email: people.email }).from(people).where(eq(people.id, personId));
  await tx.delete(sessions).where(eq(sessions.personId, personId));
  await tx.delete(calendarLinks).where(eq(calendarLinks.personId, personId));
  await tx.delete(actLinks).where(eq(actLinks.personId, personId));
  await tx.delete(meetingPresence).where(eq(meetingPresence.personId, personId));
  await tx.delete(follows).where(eq(follows.personId, personId));
  await tx.delete(explorations).where(eq(explorations.personId, personId));
  await tx.delete(divisionChoices).where(eq(divisionChoices.personId, personId));
  await tx.delete(townRoles).where(eq(townRoles.personId, personId));
  // What they asked their group in their own words goes with them; what was passed on is the moderator's.
  await tx
    .delete(hands)
    .where(and(eq(hands.askedBy, personId), eq(hands.toWhom, 'group'), isNull(hands.passedOnAt)));
  await tx
    .update(hands)
    .set({ askedBy: null, words: '' })
    .where(and(eq(hands.askedBy, personId), eq(hands.toWhom, 'group')));
  await tx.update(hands).set({ askedBy: null }).where(eq(hands.askedBy, personId));
  if (person?.email) {
    await tx.delete(mails).where(eq(mails.recipient, person.email));
    await tx.delete(signInRequests).where(eq(signInRequests.email, person.email));
  }
  await tx.update(people).set({ name: '', email: null, deletedAt: now }).where(eq(people.id, personId));
}
