import { and, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import { weekUpTo } from '#features/impact/week-reports.server.ts';
import { type GlanceRow, rhythmWeeks, type WeekFigures } from './organize.ts';

const dayMs = 86_400_000;
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** The week up to today beside the one before, by the town's days: those that `/impact/week/` opens to. */
export async function twoWeeks(
  db: Queryable,
  now: Date,
  timeZone: string,
): Promise<{ current: WeekFigures; before: WeekFigures }> {
  const { begins } = weekUpTo(now, timeZone);
  const earlier = weekUpTo(new Date(begins.getTime() - 1), timeZone);
  const [current, before] = await Promise.all([
    weekFigures(db, begins),
    weekFigures(db, earlier.begins, begins),
  ]);
  return { current, before };
}

/** What happened from an instant on, and before another if one is given. One query. */
async function weekFigures(db: Queryable, from: Date, to?: Date): Promise<WeekFigures> {
  const within = (column: unknown) =>
    sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to?.toISOString() ?? 'infinity'}::timestamptz`;
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
    .where(and(eq(groups.kind, 'impact'), isListedGroup));
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
