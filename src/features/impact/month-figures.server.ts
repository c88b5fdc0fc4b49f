import { and, eq, gt, gte, isNull, lte, ne, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, impactRollups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { ReportFilter, TownFilter } from './town-impact.ts';

/** A measure's figures of one month; `latest…` is what it adds to the total over all months asked for. */
export type MonthRow = { measureId: string; month: string } & Record<
  | 'reports'
  | 'claimed'
  | 'claimedCases'
  | 'confirmed'
  | 'confirmedCases'
  | 'latestClaimed'
  | 'latestConfirmed',
  number
>;

const number = (value: SQL) => sql<number>`coalesce(${value}, 0)`.mapWith(Number);

/** Counts and shares by month, from the rollups. */
export async function addedByMonth(db: Queryable, filter: TownFilter): Promise<MonthRow[]> {
  const sum = (column: unknown) => number(sql`sum(${column})`);
  const rows = await db
    .select({
      measureId: impactRollups.measureId,
      month: sql<string>`to_char(${impactRollups.month}, 'YYYY-MM')`,
      reports: sum(impactRollups.reports),
      claimed: sum(impactRollups.claimed),
      claimedCases: sum(impactRollups.claimedCases),
      confirmed: sum(impactRollups.confirmed),
      confirmedCases: sum(impactRollups.confirmedCases),
    })
    .from(impactRollups)
    .innerJoin(measures, and(eq(measures.id, impactRollups.measureId), ne(measures.kind, 'level')))
    .where(
      and(
        gt(impactRollups.reports, 0),
        filter.fromMonth ? gte(impactRollups.month, `${filter.fromMonth}-01`) : undefined,
        filter.toMonth ? lte(impactRollups.month, `${filter.toMonth}-01`) : undefined,
        filter.focusId ? eq(impactRollups.focusId, filter.focusId) : undefined,
        filter.neighborhoodId ? eq(impactRollups.neighborhoodId, filter.neighborhoodId) : undefined,
      ),
    )
    .groupBy(impactRollups.measureId, impactRollups.month)
    .orderBy(impactRollups.month);
  return rows.map((row) => ({ ...row, latestClaimed: row.claimed, latestConfirmed: row.confirmed }));
}

/** Levels by month: each group's latest of the month, and (`latest…`) those that are its latest of all. */
export async function levelsByMonth(db: Queryable, filter: TownFilter): Promise<MonthRow[]> {
  const ranked = rankedLevels(db, filter);
  const sumWhere = (value: unknown, rank: unknown) =>
    number(sql`sum(${value}) filter (where ${rank} = 1 and ${ranked.ownArea})`);
  const rows = await db
    .select({
      measureId: ranked.measureId,
      month: ranked.month,
      reports: sql<number>`count(*)`.mapWith(Number),
      claimed: sumWhere(ranked.value, ranked.inMonth),
      confirmed: sumWhere(ranked.confirmed, ranked.confirmedInMonth),
      latestClaimed: sumWhere(ranked.value, ranked.ofAll),
      latestConfirmed: sumWhere(ranked.confirmed, ranked.confirmedOfAll),
    })
    .from(ranked)
    .groupBy(ranked.measureId, ranked.month)
    .orderBy(ranked.month);
  return rows.map((row) => ({ ...row, claimedCases: 0, confirmedCases: 0 }));
}

function rankedLevels(db: Queryable, filter: TownFilter) {
  const confirmed = standingConfirmation(db);
  const month = sql`to_char(${reportVersions.periodEnd}, 'YYYY-MM')`;
  const newest = sql`${reportVersions.periodEnd} desc, ${reports.postedAt} desc, ${reports.id} desc`;
  const rank = (within: SQL) =>
    sql`row_number() over (partition by ${reports.measureId}, ${reports.groupId}${within} order by ${newest})`;
  const isConfirmed = sql`, ${confirmed.at} is not null`;
  return db
    .select({
      measureId: sql<string>`${reports.measureId}`.as('measure'),
      month: sql<string>`${month}`.as('month'),
      value: sql`${reportVersions.value}`.as('level'),
      confirmed: sql`${confirmed.value}`.as('confirmed_level'),
      ownArea: sql`coalesce(${groupMeasures.ownArea}, true)`.as('own_area'),
      inMonth: rank(sql`, ${month}`).as('in_month'),
      ofAll: rank(sql``).as('of_all'),
      confirmedInMonth: rank(sql`, ${month}${isConfirmed}`).as('confirmed_in_month'),
      confirmedOfAll: rank(isConfirmed).as('confirmed_of_all'),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(
      measures,
      and(eq(measures.id, reports.measureId), eq(measures.kind, 'level'), isNull(measures.groupId)),
    )
    .leftJoin(
      groupMeasures,
      and(eq(groupMeasures.groupId, reports.groupId), eq(groupMeasures.measureId, reports.measureId)),
    )
    .leftJoinLateral(confirmed, sql`true`)
    .where(and(counts, within(filter)))
    .as('ranked');
}

/** Reports within a filter: the month of the period's last day, focus and neighborhood as when posted. */
export function within(filter: ReportFilter): SQL | undefined {
  return and(
    filter.fromMonth ? gte(reportVersions.periodEnd, `${filter.fromMonth}-01`) : undefined,
    filter.toMonth
      ? sql`${reportVersions.periodEnd} < (${`${filter.toMonth}-01`}::date + interval '1 month')`
      : undefined,
    filter.focusId ? eq(reports.focusId, filter.focusId) : undefined,
    filter.neighborhoodId ? eq(reports.neighborhoodId, filter.neighborhoodId) : undefined,
    filter.groupId ? eq(reports.groupId, filter.groupId) : undefined,
  );
}
