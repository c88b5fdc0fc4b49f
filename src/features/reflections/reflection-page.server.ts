import { and, asc, desc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { commitments, measures, meetings, reflectionAnswers, reflections } from '#db/schema/index.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { toMeasureView } from '#features/impact/measure-view.server.ts';
import type { CommitmentOutcome } from '#features/prompts/group-doing.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { CommitmentLine, LookBack, ReflectionView } from './reflection-view.ts';
import type { ReflectionStep } from './reflections.ts';

/**
 * A reflection of a group with everything that stands in it, for its members: the one named, else the one that is
 * open; null when there is none.
 */
export async function findReflection(
  db: Queryable,
  groupId: string,
  id: string | null,
): Promise<ReflectionView | null> {
  const which = id === null ? isNull(reflections.finishedAt) : eq(reflections.id, id);
  const [reflection] = await db
    .select()
    .from(reflections)
    .where(and(eq(reflections.groupId, groupId), which));
  if (!reflection) return null;
  const answers = await db
    .select()
    .from(reflectionAnswers)
    .where(eq(reflectionAnswers.reflectionId, reflection.id));
  const { since, dueOn, finishedAt } = reflection;
  return {
    id: reflection.id,
    since,
    dueOn,
    finished: finishedAt !== null,
    answers: new Map(answers.map((answer) => [answer.step as ReflectionStep, answer])),
  };
}

/** How often a group met since the reflection it last opened. */
export async function metSinceLast(db: Queryable, groupId: string): Promise<number> {
  const last = sql`coalesce((select max(r.due_on) from reflections r where r.group_id = ${groupId}), '-infinity')`;
  return db.$count(meetings, and(eq(meetings.groupId, groupId), sql`${meetings.onDate} > ${last}`));
}

/** A group's earlier reflections, newest first. */
export function listReflections(
  db: Queryable,
  groupId: string,
): Promise<{ id: string; dueOn: CalendarDay; finished: boolean }[]> {
  return db
    .select({
      id: reflections.id,
      dueOn: reflections.dueOn,
      finished: sql<boolean>`${reflections.finishedAt} is not null`,
    })
    .from(reflections)
    .where(eq(reflections.groupId, groupId))
    .orderBy(desc(reflections.dueOn))
    .limit(26);
}

/** The group's own figures since a day, for its members. Depends on what they reported, met and committed to. */
export async function lookBack(db: Queryable, groupId: string, since: CalendarDay): Promise<LookBack> {
  const [impact, lines, [met]] = await Promise.all([
    getGroupImpact(db, groupId, 'group'),
    findCommitments(db, groupId, since),
    db
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(meetings)
      .where(and(eq(meetings.groupId, groupId), gte(meetings.onDate, since))),
  ]);
  const reports = impact.reports.filter(
    (report) => report.groupId === groupId && !report.withdrawn && report.figures.periodEnd >= since,
  );
  const outcome = (wanted: CommitmentOutcome) => lines.filter((line) => line.outcome === wanted).length;
  return {
    met: met?.count ?? 0,
    reports: reports.reverse(),
    measures: impact.measures.filter(({ ended }) => !ended),
    views: impact.views,
    commitments: lines,
    kept: outcome('kept'),
    dropped: outcome('dropped'),
    carried: outcome('carried'),
  };
}

/** Commitments made or looked at since a day, oldest first. */
async function findCommitments(
  db: Queryable,
  groupId: string,
  since: CalendarDay,
): Promise<CommitmentLine[]> {
  const made = meetings.onDate;
  const looked = sql`(select m.on_date from meetings m where m.id = ${commitments.outcomeMeetingId})`;
  const rows = await db
    .select({ commitment: commitments, onDate: made, measure: measures })
    .from(commitments)
    .innerJoin(meetings, eq(meetings.id, commitments.meetingId))
    .leftJoin(measures, eq(measures.id, commitments.measureId))
    .where(and(eq(commitments.groupId, groupId), or(gte(made, since), sql`${looked} >= ${since}::date`)))
    .orderBy(asc(made), asc(commitments.position));
  return rows.map(({ commitment, onDate, measure }) => ({
    id: commitment.id,
    onDate,
    lang: commitment.lang,
    text: commitment.text,
    expected: commitment.expected,
    expectedValue: commitment.expectedValue,
    measure: measure && toMeasureView(measure, 1),
    outcome: commitment.outcome as CommitmentOutcome | null,
    cameOfIt: commitment.cameOfIt,
  }));
}
