import type { visits } from '#db/schema/index.ts';
import type { DoorKey } from '#features/account/sign-in.server.ts';
import { meetingOn } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import type { MailWords } from '#features/notify/queue-mail.server.ts';
import { writeTo, writeToConveners } from './mails.server.ts';
import { placeOf, whenText } from './meeting-facts.server.ts';
import { type Inside, nameOf } from './places.server.ts';

type VisitRow = typeof visits.$inferSelect;

/** Tells a visitor when and where to come. Said again only when the hour has changed or a new key was cut. */
export async function tellVisitor(inside: Inside, visit: VisitRow, key: DoorKey | null): Promise<void> {
  const { tx, services, group } = inside;
  const plan = await findPlan(tx, group, visit.onDate);
  const startsAt = meetingOn(plan, visit.onDate)?.startsAt ?? group.startsAt;
  const place = (await placeOf(inside)) ?? '';
  const content = ({ t, url, lang }: MailWords) => {
    const date = whenText(visit.onDate, null, services.town.timeZone, lang);
    const facts = [
      {
        term: t('mail.visit-arranged.when'),
        text: whenText(visit.onDate, startsAt, services.town.timeZone, lang),
      },
      { term: t('mail.visit-arranged.where'), text: place },
      { term: t('mail.visit-arranged.ask'), text: group.contactName ?? '' },
    ].filter(({ text }) => text !== '');
    return {
      subject: t('mail.visit-arranged.subject', { group: group.name, date }),
      greeting: t('mail.helloPlain'),
      paragraphs: [t('mail.visit-arranged.text', { group: group.name })],
      facts,
      action: { label: t('mail.visit-arranged.action'), url: url(key?.path ?? '/me/') },
      ...(key ? { code: key.code } : {}),
      after: [t('mail.visit-arranged.after')],
    };
  };
  // A second form for the same date sends the mail again, with a key that works: the first may have been lost.
  const hour = startsAt === group.startsAt ? '' : `:${startsAt}`;
  const about = `${visit.id}${key ? `:${key.code}` : ''}${hour}`;
  await writeTo(services, tx, visit.personId, { kind: 'visit-arranged', about, group, content });
}

/** Tells conveners that a visitor asks to come, comes, or does not after all. */
export async function tellConveners(
  inside: Inside,
  visit: VisitRow,
  kind: 'visit-asked' | 'visit-expected' | 'visit-off',
): Promise<void> {
  const { tx, services, group } = inside;
  const name = (await nameOf(inside, visit.personId)) || '?';
  const content = ({ t, url, lang }: MailWords) => {
    const date = whenText(visit.onDate, null, services.town.timeZone, lang);
    return {
      subject: t(`mail.${kind}.subject`, { group: group.name, date }),
      greeting: t('mail.helloPlain'),
      paragraphs: [t(`mail.${kind}.text`, { name, date })],
      action: { label: t(`mail.${kind}.action`), url: url(`/groups/${group.slug}/members/`) },
    };
  };
  await writeToConveners(services, tx, group.id, { kind, about: visit.id, group, content });
}

/** Tells a visitor that the group cannot have them on that day. */
export function tellDeclined(inside: Inside, visit: VisitRow): Promise<void> {
  return tellNot(inside, visit, 'visit-declined');
}

/** Tells a visitor that the group does not meet on their day after all. */
export function tellCancelled(inside: Inside, visit: VisitRow): Promise<void> {
  return tellNot(inside, visit, 'visit-cancelled');
}

async function tellNot(
  { tx, services, group }: Inside,
  visit: VisitRow,
  kind: 'visit-declined' | 'visit-cancelled',
): Promise<void> {
  const content = ({ t, url, lang }: MailWords) => {
    const values = { group: group.name, date: whenText(visit.onDate, null, services.town.timeZone, lang) };
    return {
      subject: t(`mail.${kind}.subject`, values),
      greeting: t('mail.helloPlain'),
      paragraphs: [t(`mail.${kind}.text`, values)],
      action: { label: t(`mail.${kind}.action`), url: url(`/groups/${group.slug}/`) },
    };
  };
  await writeTo(services, tx, visit.personId, { kind, about: visit.id, group, content });
}
