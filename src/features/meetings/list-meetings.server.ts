import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  commitments,
  measures,
  meetingPresence,
  meetings,
  reports,
  reportVersions,
  visits,
} from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import { toMeasureView } from '#features/impact/measure-view.server.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { CommitmentOutcome } from './meetings.ts';
import type { PastMeeting } from './meeting-view.ts';

/** How many meetings one page of the list shows. */
export const meetingsPerPage = 20;

/** A group's meetings before `before` (null: up to now), newest first, with what was set out to be done. Members only. Four queries. */
export async function listPastMeetings(
  db: Queryable,
  groupId: string,
  before: CalendarDay | null,
): Promise<PastMeeting[]> {
  const rows = await db
    .select({
      id: meetings.id,
      onDate: meetings.onDate,
      guests: meetings.guests,
      there:
        sql<number>`(select count(*) from ${meetingPresence} p where p.meeting_id = meetings.id)`.mapWith(
          Number,
        ),
      came: sql<number>`(select count(*) from ${visits} v where v.group_id = meetings.group_id
        and v.on_date = meetings.on_date and v.came_at is not null)`.mapWith(Number),
    })
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), before === null ? undefined : lt(meetings.onDate, before)))
    .orderBy(desc(meetings.onDate))
    .limit(meetingsPerPage);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [made, told] = await Promise.all([findMade(db, ids), findTold(db, ids)]);
  return rows.map(({ id, onDate, guests, there, came }) => ({
    onDate,
    there,
    guests: guests + came,
    commitments: made.filter(({ meetingId }) => meetingId === id),
    report: told.find(({ meetingId }) => meetingId === id) ?? null,
  }));
}

async function findMade(db: Queryable, meetingIds: string[]) {
  const rows = await db
    .select({
      meetingId: commitments.meetingId,
      text: commitments.text,
      lang: commitments.lang,
      outcome: sql<CommitmentOutcome | null>`${commitments.outcome}`,
      cameOfIt: commitments.cameOfIt,
    })
    .from(commitments)
    .where(inArray(commitments.meetingId, meetingIds))
    .orderBy(asc(commitments.position), asc(commitments.madeAt), asc(commitments.id));
  return rows;
}

/** The standing reports that ended these meetings, oldest first. */
export async function findTold(db: Queryable, meetingIds: string[]) {
  const rows = await db
    .select({
      id: reports.id,
      meetingId: reports.meetingId,
      value: reportVersions.value,
      cases: reportVersions.cases,
      definition: reports.definition,
      entry: measures,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(measures, eq(measures.id, reports.measureId))
    .where(
      and(isNotNull(reports.meetingId), inArray(reports.meetingId, meetingIds), isNull(reports.withdrawnAt)),
    )
    .orderBy(asc(reports.postedAt));
  return rows.map(({ entry, definition, ...row }) => ({
    ...row,
    measure: entry ? toMeasureView(entry, definition) : null,
  }));
}

/** The days from `since` on of which something was noted. */
export async function findNotedDays(
  db: Queryable,
  groupId: string,
  since: CalendarDay,
): Promise<CalendarDay[]> {
  const rows = await db
    .select({ onDate: meetings.onDate })
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), gte(meetings.onDate, since)));
  return rows.map(({ onDate }) => onDate);
}
