import { and, between, desc, eq, gte, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { commitments, meetings, reports, reportVersions } from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import type { MeasureView } from '#features/impact/report-view.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { expectedByMeasure, type Expected } from './expected.ts';
import { commitmentRows } from './meeting-page.server.ts';

/** What a group expected of each of its measures at the last meeting before `day` that named a figure. One query. */
export async function findExpected(
  db: Queryable,
  { groupId, measures, day }: { groupId: string; measures: readonly Measured[]; day: CalendarDay },
): Promise<ReadonlyMap<string, Expected>> {
  const given = await commitmentRows(db).where(
    and(eq(commitments.groupId, groupId), lt(meetings.onDate, day)),
  );
  return expectedByMeasure(given, (id) => measures.find((measure) => measure.id === id)?.kind);
}

type Measured = Pick<MeasureView, 'id' | 'kind'>;

/** How long after a meeting a report is still taken for its end, in days. */
const reportDays = 7;

/** The day of the latest meeting of the last week that no standing report ended; null when there is none. */
export async function findUnreported(
  db: Queryable,
  groupId: string,
  today: CalendarDay,
): Promise<CalendarDay | null> {
  const told = db
    .select({ one: sql`1` })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .where(
      and(
        isNull(reports.withdrawnAt),
        eq(reports.groupId, groupId),
        or(
          eq(reports.meetingId, meetings.id),
          and(isNull(reports.meetingId), gte(reportVersions.periodEnd, meetings.onDate)),
        ),
      ),
    );
  const [row] = await db
    .select({ onDate: meetings.onDate })
    .from(meetings)
    .where(
      and(
        eq(meetings.groupId, groupId),
        between(meetings.onDate, addDays(today, -reportDays), today),
        notExists(told),
      ),
    )
    .orderBy(desc(meetings.onDate))
    .limit(1);
  return row?.onDate ?? null;
}

/** The meeting of a group on a day, if anything was noted of it. */
export async function findMeetingId(
  db: Queryable,
  groupId: string,
  day: CalendarDay,
): Promise<string | null> {
  const [row] = await db
    .select({ id: meetings.id })
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), eq(meetings.onDate, day)));
  return row?.id ?? null;
}
