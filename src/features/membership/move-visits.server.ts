import { and, eq, inArray, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { visits } from '#db/schema/index.ts';
import type { PlannedMeeting } from '#features/groups/meeting-dates.ts';
import type { MailWords } from '#features/notify/queue-mail.server.ts';
import { writeTo } from './mails.server.ts';
import { placeOf, whenText } from './meeting-facts.server.ts';
import type { Inside } from './places.server.ts';

type VisitRow = typeof visits.$inferSelect;
const live = ['asked', 'arranged'];

/**
 * Takes the visits of a moved meeting along to its new day and hour; each visitor reads when it is now, and how to call it
 * off. Nobody who already comes on the new day comes twice.
 */
export async function moveVisits(inside: Inside, from: PlannedMeeting, to: PlannedMeeting): Promise<void> {
  const { tx, group, now } = inside;
  const there = alias(visits, 'there');
  const taken = tx
    .select({ personId: there.personId })
    .from(there)
    .where(and(eq(there.groupId, group.id), eq(there.onDate, to.day), inArray(there.state, live)));
  const known = from.day === to.day ? new Set<string>() : new Set((await taken).map((row) => row.personId));
  const coming = await tx
    .select()
    .from(visits)
    .where(
      and(
        eq(visits.groupId, group.id),
        eq(visits.onDate, from.day),
        inArray(visits.state, live),
        isNull(visits.cameAt),
      ),
    );
  for (const visit of coming.filter(({ personId }) => !known.has(personId))) {
    await tx.update(visits).set({ onDate: to.day, changedAt: now }).where(eq(visits.id, visit.id));
    await tellMoved(inside, visit, to);
  }
}

/** Tells a visitor when the meeting is now. The place stands only in the mail of somebody who may know it. */
async function tellMoved(inside: Inside, visit: VisitRow, to: PlannedMeeting): Promise<void> {
  const { tx, services, group, now } = inside;
  const { timeZone } = services.town;
  const arranged = visit.state === 'arranged';
  const place = arranged ? ((await placeOf(inside)) ?? '') : '';
  const content = ({ t, url, lang }: MailWords) => {
    const facts = [
      { term: t('mail.visit-arranged.when'), text: whenText(to.day, to.startsAt, timeZone, lang) },
      { term: t('mail.visit-arranged.where'), text: place },
      { term: t('mail.visit-arranged.ask'), text: arranged ? (group.contactName ?? '') : '' },
    ].filter(({ text }) => text !== '');
    const values = { group: group.name, date: whenText(visit.onDate, null, timeZone, lang) };
    return {
      subject: t('mail.visit-moved.subject', { ...values, date: whenText(to.day, null, timeZone, lang) }),
      greeting: t('mail.helloPlain'),
      paragraphs: [t(arranged ? 'mail.visit-moved.text' : 'mail.visit-moved.asked', values)],
      facts,
      action: { label: t('mail.visit-arranged.action'), url: url('/me/') },
      after: [t('mail.visit-moved.after')],
    };
  };
  // A meeting may be moved away and back: each move is told.
  const about = `${visit.id}:${to.day}:${to.startsAt ?? ''}:${now.getTime()}`;
  await writeTo(services, tx, visit.personId, { kind: 'visit-moved', about, group, content });
}
