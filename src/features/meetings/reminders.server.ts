import type { Database } from '#db/client.ts';
import { keepActLink, newActToken } from '#features/account/act-links.server.ts';
import { isQuiet } from '#features/groups/groups.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import { stopPath } from '#features/notify/stop-link.server.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { type DueMeeting, findMeetingsOn } from './due-meetings.server.ts';
import { missingMail, soonMail } from './reminder-mails.server.ts';
import { findReaders, type Reader } from './reminder-readers.server.ts';
import { daysAhead, daysPast, isAhead, isUnreported, type MeetingMail, onceKeyOf } from './reminding.ts';

/** What reminding needs of the portal. */
export interface Reminding extends Post {
  readonly db: Database;
  readonly settings: { readonly siteUrl: string; readonly secret: string };
  now(this: void): Date;
}

/** So many mails one sweep writes at most; the next one goes on where it stopped. */
const mailsPerSweep = 300;

/**
 * Writes to members before their group meets. Each mail is made once for a person, a group and a day, by whichever
 * process comes first; what fell due while nothing ran is made up for as long as the meeting is ahead. Groups that meet
 * daily know it without us.
 */
export async function remindOfMeetings(services: Reminding): Promise<void> {
  const { timeZone } = services.town;
  const now = services.now();
  let left = mailsPerSweep;
  for (const day of daysAhead(now, timeZone)) {
    const due = (await findMeetingsOn(services.db, day)).filter(({ meeting }) =>
      isAhead(meeting, now, timeZone),
    );
    left -= await writeEach(services, due, { kind: 'meeting-soon', day, most: left });
  }
}

/**
 * Writes to those who were at a meeting that nobody has reported on, or to all members where nobody was noted, with a link
 * that writes this one report without signing in. Once a meeting, never to a group that is quiet: it is asked otherwise.
 */
export async function remindOfReports(services: Reminding): Promise<void> {
  const { timeZone } = services.town;
  const now = services.now();
  let left = mailsPerSweep;
  for (const day of daysPast(now, timeZone)) {
    const due = (await findMeetingsOn(services.db, day)).filter(
      ({ group, meeting }) =>
        group.kind === 'impact' &&
        isUnreported(meeting, group.lastReportAt, timeZone) &&
        !isQuiet(group, now, timeZone),
    );
    left -= await writeEach(services, due, { kind: 'report-missing', day, most: left });
  }
}

async function writeEach(
  services: Reminding,
  due: readonly DueMeeting[],
  { kind, day, most }: { kind: MeetingMail; day: CalendarDay; most: number },
): Promise<number> {
  if (due.length === 0 || most <= 0) return 0;
  const readers = await findReaders(services.db, due, { kind, day, most });
  for (const reader of readers) {
    const about = due.find(({ group }) => group.id === reader.groupId);
    if (about) await write(services, reader, about, kind);
  }
  return readers.length;
}

function write(
  services: Reminding,
  { groupId, personId, email, lang }: Reader,
  about: DueMeeting,
  kind: MeetingMail,
): Promise<void> {
  const { day } = about.meeting;
  const mail = { kind, to: email, lang, onceKey: `${onceKeyOf(kind, groupId, day)}:${personId}` };
  const stop = stopPath(services.settings.secret, { personId, scope: 'reminders' });
  return services.db.transaction(async (tx) => {
    if (kind === 'meeting-soon') {
      await queueMail(services, tx, { ...mail, content: (words) => soonMail(about, stop, words) });
      return;
    }
    const token = newActToken();
    const made = await queueMail(services, tx, {
      ...mail,
      content: (words) => missingMail(about, { token, stop }, words),
    });
    const link = { token, act: 'report' as const, personId, groupId, subjectId: day };
    if (made) await keepActLink(tx, { ...link, now: services.now() });
  });
}
