import { and, count, desc, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { flags, groups, memberships } from '#db/schema/index.ts';
import { capacity, quietAfterDays } from '#features/groups/groups.ts';
import {
  type Call,
  chooseCalls,
  type GlanceRow,
  rhythmWeeks,
  unansweredAfterHours,
  type WeekFigures,
} from './organize.ts';

const dayMs = 86_400_000;
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);
const daysSince = (now: Date, then: Date) => Math.floor((now.getTime() - then.getTime()) / dayMs);
const running = and(isNull(groups.closedAt), isNull(groups.hiddenAt), eq(groups.kind, 'impact'));

/** Up to three calls to make, the most pressing first. Four queries, none of which grows with the list. */
export async function findCalls(db: Queryable, now: Date): Promise<Call[]> {
  const found = await Promise.all([
    concernCalls(db, now),
    residentConcernCalls(db, now),
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
    .limit(3);
  return rows.map(({ since, ...call }) => ({
    ...call,
    reason: 'concern',
    days: daysSince(now, since),
    count: 1,
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
        eq(memberships.state, 'requested'),
        lt(memberships.createdAt, new Date(now.getTime() - unansweredAfterHours * 3_600_000)),
      ),
    )
    .groupBy(groups.id)
    .orderBy(since)
    .limit(3);
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
        gte(groups.waitingCount, 3),
      ),
    )
    .groupBy(groups.id)
    .orderBy(desc(groups.waitingCount))
    .limit(3);
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
    .limit(3);
  return rows.map(({ since, ...call }) => ({
    ...call,
    reason: 'group-quiet',
    days: daysSince(now, since),
    count: 1,
  }));
}

/** The seven days that end at `until`. One query. */
export async function weekFigures(db: Queryable, until: Date): Promise<WeekFigures> {
  const from = daysAgo(until, 7).toISOString();
  const to = until.toISOString();
  const within = (column: unknown) =>
    sql`${column} > ${from}::timestamptz and ${column} <= ${to}::timestamptz`;
  const number = (query: ReturnType<typeof sql>) => sql<number>`(${query})`.mapWith(Number);
  const [row] = await db
    .select({
      reports: number(
        sql`select count(*) from reports where ${within(sql`posted_at`)} and withdrawn_at is null`,
      ),
      groupsReporting: number(
        sql`select count(distinct group_id) from reports where ${within(sql`posted_at`)} and withdrawn_at is null`,
      ),
      joined: number(sql`select count(*) from memberships where ${within(sql`active_since`)}`),
      requests: number(
        sql`select count(*) from memberships where state = 'requested' and ${within(sql`created_at`)}`,
      ),
      visits: number(sql`select count(*) from visits where ${within(sql`created_at`)}`),
      groupsFounded: number(
        sql`select count(*) from groups where kind = 'impact' and ${within(sql`created_at`)}`,
      ),
    })
    .from(sql`(select 1) as one`);
  if (!row) throw new Error('the week has no figures');
  return row;
}

/** Every impact group that is not closed, for the glance table; `limit` and `offset` page through it. */
export async function listGlance(db: Queryable, now: Date, limit: number, offset = 0): Promise<GlanceRow[]> {
  const since = daysAgo(now, 7 * rhythmWeeks).toISOString();
  const weeks = sql<number>`(select count(distinct date_trunc('week', r.posted_at)) from reports r
    where r.group_id = groups.id and r.posted_at > ${since}::timestamptz and r.withdrawn_at is null)`.mapWith(
    Number,
  );
  return db
    .select({
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      neighborhoodId: groups.neighborhoodId,
      focusId: groups.focusId,
      activeCount: groups.activeCount,
      offeredCount: groups.offeredCount,
      waitingCount: groups.waitingCount,
      requestCount: groups.requestCount,
      restingUntil: groups.restingUntil,
      closedAt: groups.closedAt,
      hiddenAt: groups.hiddenAt,
      lastReportAt: groups.lastReportAt,
      createdAt: groups.createdAt,
      weeksWithReport: weeks,
    })
    .from(groups)
    .where(and(eq(groups.kind, 'impact'), isNull(groups.closedAt)))
    .orderBy(desc(groups.requestCount), sql`${groups.lastReportAt} nulls first`, groups.slug)
    .limit(limit)
    .offset(offset);
}

/** Ids of neighborhoods and focuses in which no public group is at work. */
export async function findGaps(db: Queryable): Promise<{ neighborhoods: Set<string>; focuses: Set<string> }> {
  const rows = await db
    .selectDistinct({ neighborhoodId: groups.neighborhoodId, focusId: groups.focusId })
    .from(groups)
    .where(and(running, ne(groups.kind, 'interest')));
  return {
    neighborhoods: new Set(rows.map((row) => row.neighborhoodId)),
    focuses: new Set(rows.flatMap((row) => row.focusId ?? [])),
  };
}

/** How many groups the glance table has. */
export async function countGlance(db: Queryable): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(groups)
    .where(and(eq(groups.kind, 'impact'), isNull(groups.closedAt)));
  return row?.total ?? 0;
}
