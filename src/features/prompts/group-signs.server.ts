import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { commitments, groupMeasures, groups, measures, meetings, reports } from '#db/schema/index.ts';
import { reportVersions, reportWords } from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import type { Direction } from '#features/impact/measure.ts';
import type { TrajectoryState } from '#features/impact/trajectory.ts';
import { calendarDayIn, type CalendarDay, daysBetween } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import type { CommitmentOutcome, GroupSigns, ReportSign } from './group-doing.ts';

/** A meeting for which a question is looked for. */
export interface MeetingAhead {
  readonly groupId: string;
  readonly onDate: CalendarDay;
  /** The town's. */
  readonly timeZone: string;
}

const looksBack = 12;

/**
 * What a group's records say before the day of a meeting; what is written on that day does not count yet, so that the
 * question stays the same while the group meets. Five queries sent together; none grows with the town.
 * @returns null when there is no such group
 */
export async function findGroupSigns(db: Queryable, meeting: MeetingAhead): Promise<GroupSigns | null> {
  const { groupId, onDate, timeZone } = meeting;
  const before = instantOf(onDate, '00:00', timeZone);
  const [[group], trajectories, made, outcomes, told] = await Promise.all([
    db.select().from(groups).where(eq(groups.id, groupId)),
    findTrajectories(db, groupId),
    findCommitmentsMade(db, groupId, onDate),
    findOutcomes(db, groupId, before),
    findReportSigns(db, groupId, before),
  ]);
  if (!group) return null;
  const began = group.firstMeetingOn ?? calendarDayIn(group.createdAt, timeZone);
  const lastReportOn = told[0] && calendarDayIn(told[0].postedAt, timeZone);
  return {
    activeCount: group.activeCount,
    ageDays: daysBetween(began, onDate),
    commitmentsMade: made,
    outcomes,
    reports: told.map(({ postedAt: _postedAt, ...sign }) => sign),
    daysSinceReport: lastReportOn === undefined ? null : daysBetween(lastReportOn, onDate),
    trajectories,
  };
}

async function findTrajectories(db: Queryable, groupId: string): Promise<TrajectoryState[]> {
  const rows = await db
    .select({ trajectory: groupMeasures.trajectory })
    .from(groupMeasures)
    .where(and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt)))
    .orderBy(asc(groupMeasures.position));
  return rows.flatMap(({ trajectory }) => (trajectory as TrajectoryState | null) ?? []);
}

async function findCommitmentsMade(db: Queryable, groupId: string, onDate: CalendarDay): Promise<number[]> {
  const rows = await db
    .select({
      made: sql`(select count(*) from commitments c where c.meeting_id = meetings.id)`.mapWith(Number),
    })
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), lt(meetings.onDate, onDate)))
    .orderBy(desc(meetings.onDate))
    .limit(looksBack);
  return rows.map(({ made }) => made);
}

async function findOutcomes(db: Queryable, groupId: string, before: Date): Promise<CommitmentOutcome[]> {
  const rows = await db
    .select({ outcome: commitments.outcome })
    .from(commitments)
    .where(
      and(
        eq(commitments.groupId, groupId),
        isNotNull(commitments.outcome),
        lt(commitments.outcomeAt, before),
      ),
    )
    .orderBy(desc(commitments.outcomeAt), desc(commitments.position))
    .limit(looksBack);
  return rows.map(({ outcome }) => outcome as CommitmentOutcome);
}

async function findReportSigns(
  db: Queryable,
  groupId: string,
  before: Date,
): Promise<(ReportSign & { postedAt: Date })[]> {
  const rows = await db
    .select({
      postedAt: reports.postedAt,
      expected: reportVersions.expected,
      value: reportVersions.value,
      hours: reportVersions.hours,
      better: measures.better,
      learned: sql<boolean>`exists (select 1 from ${reportWords} w where w.report_id = ${reports.id} and w.learned is not null)`,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(measures, eq(measures.id, reports.measureId))
    .where(and(eq(reports.groupId, groupId), isNull(reports.withdrawnAt), lt(reports.postedAt, before)))
    .orderBy(desc(reports.postedAt))
    .limit(looksBack);
  return rows.map((row) => ({ ...row, better: row.better as Direction | null }));
}
