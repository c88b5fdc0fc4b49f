import { and, eq, exists, inArray, isNotNull, notExists, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { mails, meetingPresence, meetings, memberships, people } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { DueMeeting } from './due-meetings.server.ts';
import type { MeetingMail } from './reminding.ts';

/** A member who is written to. */
export interface Reader {
  readonly groupId: string;
  readonly personId: string;
  readonly email: string;
  readonly lang: string;
}

/** Who is to be written to about a day and was not yet: members with an address who want reminders. One query. */
export async function findReaders(
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
        eq(people.reminders, true),
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
