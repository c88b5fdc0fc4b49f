import { and, count, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { flags, groups, hands, memberships } from '#db/schema/index.ts';
import { capacity, quietAfterDays } from '#features/groups/groups.ts';
import {
  type Call,
  callsMost,
  chooseCalls,
  handWaitsDays,
  unansweredAfterHours,
  waitingEnough,
} from './organize.ts';

const dayMs = 86_400_000;
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);
const daysSince = (now: Date, then: Date) => Math.floor((now.getTime() - then.getTime()) / dayMs);
const running = and(isNull(groups.closedAt), isNull(groups.hiddenAt), eq(groups.kind, 'impact'));

/** Up to `callsMost` calls to make, the most pressing first. Six queries, none of which grows with the list. */
export async function findCalls(db: Queryable, now: Date): Promise<Call[]> {
  const found = await Promise.all([
    concernCalls(db, now),
    residentConcernCalls(db, now),
    handCalls(db, now),
    unansweredCalls(db, now),
    waitingCalls(db, now),
    quietCalls(db, now),
  ]);
  return chooseCalls(found.flat());
}

const who = { groupName: groups.name, groupSlug: groups.slug, contactName: groups.contactName };

/** The group that a concern is about or that wrote what it is about; null for a resident's words. */
const groupOfSubject = sql`case ${flags.subjectType}
  when 'group' then ${flags.subjectId}::uuid
  when 'report' then (select r.group_id from reports r where r.id = ${flags.subjectId}::uuid)
  when 'question' then (select q.group_id from questions q where q.id = ${flags.subjectId}::uuid)
  when 'answer' then (select a.group_id from answers a where a.id = ${flags.subjectId}::uuid)
  when 'approach' then (select p.group_id from approaches p where p.id = ${flags.subjectId}::uuid)
  when 'reflection' then (select f.group_id from reflections f where f.id = ${flags.subjectId}::uuid)
  when 'hand' then (select h.group_id from hands h where h.id = ${flags.subjectId}::uuid)
end`;

/** Concerns about what residents wrote for themselves: there is no group to call, but something to read. */
async function residentConcernCalls(db: Queryable, now: Date): Promise<Call[]> {
  const first = sql<Date>`min(${flags.raisedAt})`.mapWith(flags.raisedAt);
  const [row] = await db
    .select({ first, count: count() })
    .from(flags)
    .where(and(isNull(flags.settledAt), sql`${groupOfSubject} is null`));
  if (!row || row.count === 0) return [];
  const nobody = { groupName: '', groupSlug: '', contactName: null };
  return [{ ...nobody, reason: 'concern-resident', days: daysSince(now, row.first), count: row.count }];
}

async function concernCalls(db: Queryable, now: Date): Promise<Call[]> {
  const rows = await db
    .select({ ...who, since: flags.raisedAt })
    .from(flags)
    .innerJoin(groups, sql`${groups.id} = ${groupOfSubject}`)
    .where(isNull(flags.settledAt))
    .orderBy(flags.raisedAt)
    .limit(callsMost);
  return rows.map(({ since, ...call }) => ({
    ...call,
    reason: 'concern',
    days: daysSince(now, since),
    count: 1,
  }));
}

/** What groups asked of the town and nobody settled for a week. */
async function handCalls(db: Queryable, now: Date): Promise<Call[]> {
  const first = sql<Date>`min(${hands.askedAt})`.mapWith(hands.askedAt);
  const rows = await db
    .select({ ...who, first, count: count() })
    .from(hands)
    .innerJoin(groups, eq(groups.id, hands.groupId))
    .where(
      and(
        running,
        eq(hands.toWhom, 'organizers'),
        isNull(hands.settledAt),
        lt(hands.askedAt, daysAgo(now, handWaitsDays)),
      ),
    )
    .groupBy(groups.id)
    .orderBy(first)
    .limit(callsMost);
  return rows.map(({ first: since, ...call }) => ({
    ...call,
    reason: 'hand-waiting',
    days: daysSince(now, since),
  }));
}

async function unansweredCalls(db: Queryable, now: Date): Promise<Call[]> {
  const since = sql<Date>`min(${memberships.createdAt})`.mapWith(memberships.createdAt);
  const rows = await db
    .select({ ...who, since, count: count() })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(
      and(
        running,
        // As the index has it.
        sql`${memberships.state} = 'requested'`,
        lt(memberships.createdAt, new Date(now.getTime() - unansweredAfterHours * 3_600_000)),
      ),
    )
    .groupBy(groups.id)
    .orderBy(since)
    .limit(callsMost);
  return rows.map(({ since: first, ...call }) => ({
    ...call,
    reason: 'request-unanswered',
    days: daysSince(now, first),
  }));
}

/** People wait where no place is open: a sister group could begin. */
async function waitingCalls(db: Queryable, now: Date): Promise<Call[]> {
  const rows = await db
    .select({
      ...who,
      count: groups.waitingCount,
      since: sql<Date>`min(${memberships.waitlistedAt})`.mapWith(memberships.waitlistedAt),
    })
    .from(groups)
    .innerJoin(memberships, and(eq(memberships.groupId, groups.id), eq(memberships.state, 'waitlisted')))
    .where(
      and(
        running,
        gte(sql`${groups.activeCount} + ${groups.offeredCount}`, capacity),
        gte(groups.waitingCount, waitingEnough),
      ),
    )
    .groupBy(groups.id)
    .orderBy(desc(groups.waitingCount))
    .limit(callsMost);
  return rows.map(({ since, ...call }) => ({
    ...call,
    reason: 'waiting-without-place',
    days: daysSince(now, since),
  }));
}

async function quietCalls(db: Queryable, now: Date): Promise<Call[]> {
  const last = sql<Date>`coalesce(${groups.lastReportAt}, ${groups.createdAt})`.mapWith(groups.createdAt);
  const rows = await db
    .select({ ...who, since: last })
    .from(groups)
    .where(
      and(
        running,
        isNull(groups.restingUntil),
        sql`${last} < ${daysAgo(now, quietAfterDays).toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(last))
    .limit(callsMost);
  return rows.map(({ since, ...call }) => ({
    ...call,
    reason: 'group-quiet',
    days: daysSince(now, since),
    count: 1,
  }));
}
