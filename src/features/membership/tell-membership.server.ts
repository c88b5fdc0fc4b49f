import type { MailWords } from '#features/notify/queue-mail.server.ts';
import { letter, writeTo, writeToConveners } from './mails.server.ts';
import { nextMeetingOf, placeOf, whenText } from './meeting-facts.server.ts';
import { hourMs, requestReminderHours } from './membership.ts';
import { type Inside, type MembershipRow, nameOf, placeInLine } from './places.server.ts';

/** Writes to whoever needs to know of a new membership. */
export async function tellOf(inside: Inside, made: MembershipRow, note: string | null): Promise<void> {
  const { tx, services, group, now } = inside;
  if (made.state === 'active') return tellAccepted(inside, made);
  if (made.state === 'waitlisted') return tellWaitlisted(inside, made);
  const name = (await nameOf(inside, made.personId)) || '?';
  const extra = ({ t }: { t: (key: 'mail.request-received.note', values: { note: string }) => string }) =>
    note ? [t('mail.request-received.note', { note })] : [];
  const path = `/groups/${group.slug}/members/`;
  await writeToConveners(
    services,
    tx,
    group.id,
    letter('request-received', made.id, group, { name }, { path, extra, after: true }),
  );
  const startAfter = new Date(now.getTime() + requestReminderHours * hourMs);
  await services.enqueue(
    tx,
    'request-waiting',
    { membershipId: made.id },
    { startAfter, singletonKey: `request-waiting:${made.id}` },
  );
}

/** Tells a new member where and when the group meets next, so that the mail is all they need. */
export async function tellAccepted(inside: Inside, { id, personId }: MembershipRow): Promise<void> {
  const { tx, services, group } = inside;
  const next = await nextMeetingOf(inside);
  const place = await placeOf(inside);
  const facts = ({ t, lang }: MailWords) =>
    [
      {
        term: t('mail.accepted.next'),
        text: next === null ? '' : whenText(next.day, next.startsAt, services.town.timeZone, lang),
      },
      { term: t('mail.visit-arranged.where'), text: place ?? '' },
    ].filter(({ text }) => text !== '');
  await writeTo(
    services,
    tx,
    personId,
    letter('accepted', id, group, {}, { path: `/groups/${group.slug}/members/`, facts }),
  );
}

/** Tells somebody where in line they stand. */
export async function tellWaitlisted(inside: Inside, { id, personId }: MembershipRow): Promise<void> {
  const { tx, services, group } = inside;
  const place = await placeInLine(inside, id);
  await writeTo(
    services,
    tx,
    personId,
    letter('waitlisted', id, group, { place }, { path: `/groups/${group.slug}/join/` }),
  );
}
