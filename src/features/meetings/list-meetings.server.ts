import { and, asc, between, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
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
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { CommitmentOutcome } from './meetings.ts';
import type { PastMeeting, ToldFigure } from './meeting-view.ts';

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
  const [made, told] = await Promise.all([findMade(db, ids), findTold(db, groupId, rows)]);
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

/** For how long after a meeting a report that names none is taken for its end, in days. */
const reportDays = 6;

/**
 * The standing reports that ended these meetings of a group, oldest first: those that say so and, of those that name no
 * meeting, the ones whose period ends on its day or within the week after it.
 */
export async function findTold(
  db: Queryable,
  groupId: string,
  ofMeetings: readonly { readonly id: string; readonly onDate: CalendarDay }[],
): Promise<(ToldFigure & { meetingId: string })[]> {
  const days = ofMeetings.map(({ onDate }) => onDate).sort();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  if (first === '') return [];
  const within = between(reportVersions.periodEnd, first, addDays(last, reportDays));
  const ids = ofMeetings.map(({ id }) => id);
  const rows = await db
    .select({
      id: reports.id,
      meetingId: reports.meetingId,
      periodEnd: reportVersions.periodEnd,
      value: reportVersions.value,
      cases: reportVersions.cases,
      definition: reports.definition,
      entry: measures,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(measures, eq(measures.id, reports.measureId))
    .where(
      and(
        eq(reports.groupId, groupId),
        isNull(reports.withdrawnAt),
        or(inArray(reports.meetingId, ids), and(isNull(reports.meetingId), within)),
      ),
    )
    .orderBy(asc(reports.postedAt));
  return rows.flatMap(({ entry, definition, meetingId, periodEnd, ...row }) => {
    const ended = meetingId ?? endedBy(ofMeetings, periodEnd);
    return ended
      ? [{ ...row, meetingId: ended, measure: entry ? toMeasureView(entry, definition) : null }]
      : [];
  });
}

/** The latest meeting on or before a day, within the week before it. */
function endedBy(
  ofMeetings: readonly { readonly id: string; readonly onDate: CalendarDay }[],
  day: CalendarDay,
): string | undefined {
  return ofMeetings
    .filter(({ onDate }) => onDate <= day && addDays(onDate, reportDays) >= day)
    .sort((a, b) => (a.onDate < b.onDate ? 1 : -1))[0]?.id;
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
