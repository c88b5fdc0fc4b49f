import { and, eq, exists, inArray, isNotNull, isNull, ne, notExists, or, sql } from 'drizzle-orm';
import type { Database, Queryable } from '#db/client.ts';
import {
  groupPlaces,
  groups,
  mails,
  meetingChanges,
  meetingPresence,
  meetings,
  memberships,
  people,
} from '#db/schema/index.ts';
import { keepActLink, newActToken } from '#features/account/act-links.server.ts';
import { isQuiet } from '#features/groups/groups.ts';
import { meetingOn, type PlannedMeeting, weekdayOf } from '#features/groups/meeting-dates.ts';
import { changesSince, planOf } from '#features/groups/meeting-plan.server.ts';
import { type MailWords, type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { moveDaysMax } from './meetings.ts';
import { daysAhead, daysPast, isAhead, isUnreported, type MeetingMail, onceKeyOf } from './reminding.ts';
import { dayWords, hourWords } from './words.ts';

/** What reminding needs of the portal. */
export interface Reminding extends Post {
  readonly db: Database;
  now(this: void): Date;
}

/** So many mails one sweep writes at most; the next one goes on where it stopped. */
const mailsPerSweep = 300;

type GroupRow = typeof groups.$inferSelect;

interface DueMeeting {
  readonly group: GroupRow;
  readonly exactPlace: string | null;
  readonly meeting: PlannedMeeting;
}

interface Reader {
  readonly groupId: string;
  readonly personId: string;
  readonly email: string;
  readonly lang: string;
}

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

/** The groups that meet on a day. The query finds those that may, the rule decides. One query. */
async function findMeetingsOn(db: Queryable, day: CalendarDay): Promise<DueMeeting[]> {
  const weekday = weekdayOf(day);
  const movedHere = db
    .select({ one: sql`1` })
    .from(meetingChanges)
    .where(and(eq(meetingChanges.groupId, groups.id), eq(meetingChanges.movedTo, day)));
  const rows = await db
    .select({
      group: groups,
      exactPlace: groupPlaces.exactPlace,
      changes: changesSince(addDays(day, -moveDaysMax)),
    })
    .from(groups)
    .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
    .where(
      and(
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
        or(isNull(groups.rhythm), ne(groups.rhythm, 'daily')),
        or(
          eq(groups.weekday, weekday),
          eq(groups.secondWeekday, weekday),
          eq(groups.firstMeetingOn, day),
          exists(movedHere),
        ),
      ),
    );
  return rows.flatMap(({ group, exactPlace, changes }) => {
    const meeting = meetingOn(planOf(group, changes), day);
    return meeting ? [{ group, exactPlace, meeting }] : [];
  });
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

/** Who is to be written to about a day and was not yet: members with an address who want mail. */
async function findReaders(
  db: Queryable,
  due: readonly DueMeeting[],
  { kind, day, most }: { kind: MeetingMail; day: CalendarDay; most: number },
): Promise<Reader[]> {
  const key = sql`${`${kind}:`} || ${memberships.groupId}::text || ${`:${day}:`} || ${people.id}::text`;
  const written = db
    .select({ one: sql`1` })
    .from(mails)
    .where(eq(mails.onceKey, key));
  const rows = await db
    .select({ groupId: memberships.groupId, personId: people.id, email: people.email, lang: people.lang })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
    .where(
      and(
        inArray(
          memberships.groupId,
          due.map(({ group }) => group.id),
        ),
        eq(memberships.state, 'active'),
        eq(people.mailsOff, false),
        kind === 'report-missing' ? wasThere(db, day) : undefined,
        notExists(written),
      ),
    )
    .limit(most);
  return rows.flatMap(({ email, ...row }) => (email === null ? [] : [{ ...row, email }]));
}

/** Where somebody was noted at the meeting, those who were; where nobody was, everybody. */
function wasThere(db: Queryable, day: CalendarDay) {
  const noted = db
    .select({ one: sql`1` })
    .from(meetingPresence)
    .innerJoin(meetings, eq(meetings.id, meetingPresence.meetingId));
  const thatDay = and(eq(meetings.groupId, memberships.groupId), eq(meetings.onDate, day));
  const mine = noted.where(and(thatDay, eq(meetingPresence.personId, memberships.personId)));
  const anybody = db
    .select({ one: sql`1` })
    .from(meetingPresence)
    .innerJoin(meetings, eq(meetings.id, meetingPresence.meetingId))
    .where(thatDay);
  return or(exists(mine), notExists(anybody));
}

function write(
  services: Reminding,
  { groupId, personId, email, lang }: Reader,
  about: DueMeeting,
  kind: MeetingMail,
): Promise<void> {
  const { day } = about.meeting;
  const mail = { kind, to: email, lang, onceKey: `${onceKeyOf(kind, groupId, day)}:${personId}` };
  return services.db.transaction(async (tx) => {
    if (kind === 'meeting-soon') {
      await queueMail(services, tx, { ...mail, content: (words) => soon(about, words) });
      return;
    }
    const token = newActToken();
    const made = await queueMail(services, tx, {
      ...mail,
      content: (words) => missing(about, token, words),
    });
    const link = { token, act: 'report' as const, personId, groupId, subjectId: day };
    if (made) await keepActLink(tx, { ...link, now: services.now() });
  });
}

function soon({ group, exactPlace, meeting }: DueMeeting, { t, url, lang }: MailWords) {
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
  };
}

function missing({ group, meeting }: DueMeeting, token: string, { t, url, lang }: MailWords) {
  const said = { group: group.name, date: dayWords(meeting.day, lang) };
  return {
    subject: t('mail.report-missing.subject', said),
    greeting: t('mail.helloPlain'),
    paragraphs: [t('mail.report-missing.text', said)],
    action: { label: t('mail.report-missing.action'), url: url(`/act/report/${token}/`) },
    after: [t('mail.report-missing.after')],
  };
}
