import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  commitments,
  groupMeasures,
  measures,
  meetingPresence,
  meetings,
  memberships,
  people,
  visits,
} from '#db/schema/index.ts';
import type { GroupRow } from '#features/groups/in-group.server.ts';
import { toMeasureView } from '#features/impact/measure-view.server.ts';
import { proposeQuestion } from '#features/prompts/choose-question.server.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { findTold } from './list-meetings.server.ts';
import type { CommitmentView, MeetingView } from './meeting-view.ts';
import type { CommitmentOutcome } from './meetings.ts';

/** One meeting of a group as its members see it on the table, whether or not anything was written of it. Members only. */
export async function getMeeting(
  db: Queryable,
  group: GroupRow,
  { date, timeZone }: { date: CalendarDay; timeZone: string },
): Promise<MeetingView> {
  const [row] = await db
    .select()
    .from(meetings)
    .where(and(eq(meetings.groupId, group.id), eq(meetings.onDate, date)));
  const meetingId = row?.id ?? null;
  const [members, visitors, before, made, measured, told, question] = await Promise.all([
    findMembers(db, group.id, meetingId),
    findVisitors(db, group.id, date),
    findBefore(db, { groupId: group.id, date, meetingId }),
    meetingId === null ? [] : commitmentRows(db).where(eq(commitments.meetingId, meetingId)),
    findGroupMeasures(db, group.id),
    meetingId === null ? [] : findTold(db, group.id, [{ id: meetingId, onDate: date }]),
    proposeQuestion(db, { groupId: group.id, onDate: date, timeZone }),
  ]);
  return {
    id: meetingId,
    date,
    members,
    visitors,
    guests: row?.guests ?? 0,
    question,
    questionChanged: row?.promptChanged ?? null,
    before,
    made,
    measures: measured,
    report: told[0] ?? null,
  };
}

function findMembers(db: Queryable, groupId: string, meetingId: string | null) {
  const here = sql<boolean>`exists (select 1 from ${meetingPresence} p
    where p.meeting_id = ${meetingId}::uuid and p.person_id = ${people.id})`;
  // Who has left since was there all the same.
  return db
    .selectDistinct({ id: people.id, name: people.name, here })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.groupId, groupId), or(eq(memberships.state, 'active'), here)))
    .orderBy(asc(people.name), asc(people.id));
}

async function findVisitors(db: Queryable, groupId: string, date: CalendarDay) {
  const rows = await db
    .select({ id: visits.id, name: people.name, state: visits.state, cameAt: visits.cameAt })
    .from(visits)
    .innerJoin(people, eq(people.id, visits.personId))
    .where(
      and(eq(visits.groupId, groupId), eq(visits.onDate, date), inArray(visits.state, ['asked', 'arranged'])),
    )
    .orderBy(asc(people.name), asc(visits.id));
  return rows.map(({ cameAt, state, ...visit }) => ({
    ...visit,
    state: state as 'asked' | 'arranged',
    here: cameAt !== null,
  }));
}

/** Commitments with the day on which they were made; narrow it with `.where`. */
export function commitmentRows(db: Queryable) {
  return db
    .select({
      id: commitments.id,
      key: commitments.idempotencyKey,
      lang: commitments.lang,
      text: commitments.text,
      expected: commitments.expected,
      measureId: commitments.measureId,
      expectedValue: commitments.expectedValue,
      outcome: sql<CommitmentOutcome | null>`${commitments.outcome}`.as('outcome'),
      cameOfIt: commitments.cameOfIt,
      madeOn: meetings.onDate,
    })
    .from(commitments)
    .innerJoin(meetings, eq(meetings.id, commitments.meetingId))
    .orderBy(asc(meetings.onDate), asc(commitments.position), asc(commitments.id))
    .$dynamic();
}

function findBefore(
  db: Queryable,
  { groupId, date, meetingId }: { groupId: string; date: CalendarDay; meetingId: string | null },
): Promise<CommitmentView[]> {
  const looked =
    meetingId === null
      ? isNull(commitments.outcome)
      : or(isNull(commitments.outcome), eq(commitments.outcomeMeetingId, meetingId));
  return commitmentRows(db).where(and(eq(commitments.groupId, groupId), lt(meetings.onDate, date), looked));
}

/** What a group measures now, in its own order. */
export async function findGroupMeasures(db: Queryable, groupId: string) {
  const rows = await db
    .select({ entry: measures, definition: groupMeasures.definition })
    .from(groupMeasures)
    .innerJoin(measures, eq(measures.id, groupMeasures.measureId))
    .where(and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt)))
    .orderBy(asc(groupMeasures.position), asc(groupMeasures.measureId));
  return rows.map(({ entry, definition }) => toMeasureView(entry, definition));
}
