import type { MailWords } from '#features/notify/queue-mail.server.ts';
import { dayWords } from '#lib/day-words.ts';
import type { DueMeeting } from './due-meetings.server.ts';
import { hourWords } from './words.ts';

/** “You meet tomorrow”: when, where, and the page for the table. `stop` is the path that ends reminders. */
export function soonMail(
  { group, exactPlace, meeting }: DueMeeting,
  stop: string,
  { t, url, lang }: MailWords,
) {
  const date = dayWords(meeting.day, lang);
  const hour = meeting.startsAt === null ? '' : hourWords(meeting.startsAt, lang);
  const facts = [
    { term: t('mail.meeting-soon.when'), text: [date, hour].filter(Boolean).join(', ') },
    { term: t('mail.meeting-soon.where'), text: exactPlace ?? group.place ?? '' },
  ].filter(({ text }) => text !== '');
  return {
    subject: t('mail.meeting-soon.subject', { group: group.name, date }),
    greeting: t('mail.helloPlain'),
    paragraphs: [t('mail.meeting-soon.text', { group: group.name })],
    facts,
    action: { label: t('mail.meeting-soon.action'), url: url(`/groups/${group.slug}/meeting/`) },
    after: [`${t('mail.stopReminders')} ${url(stop)}`],
  };
}

/** “What came of it?”, with the link that writes this one report without signing in. */
export function missingMail(
  { group, meeting }: DueMeeting,
  { token, stop }: { token: string; stop: string },
  { t, url, lang }: MailWords,
) {
  const said = { group: group.name, date: dayWords(meeting.day, lang) };
  return {
    subject: t('mail.report-missing.subject', said),
    greeting: t('mail.helloPlain'),
    paragraphs: [t('mail.report-missing.text', said)],
    action: { label: t('mail.report-missing.action'), url: url(`/act/report/${token}/`) },
    after: [t('mail.report-missing.after'), `${t('mail.stopReminders')} ${url(stop)}`],
  };
}
