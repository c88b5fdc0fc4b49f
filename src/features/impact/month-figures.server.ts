import { and, eq, gt, gte, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { impactRollups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { readLevels } from './level-rollups.server.ts';
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

/**
 * Figures by month, from the rollups: counts and shares are summed; of levels, each group's latest of the month, and (`latest…`)
 * those that are its latest of all. As many rows are read however many groups there are.
 * @param measureId this measure alone
 */
export async function figuresByMonth(
  db: Queryable,
  filter: TownFilter,
  measureId?: string,
): Promise<MonthRow[]> {
  const [added, levels] = await Promise.all([addedByMonth(db, filter, measureId), readLevels(db, filter)]);
  const levelOf = new Map(levels.map((level) => [`${level.measureId} ${level.month}`, level]));
  return added.map(({ isLevel, ...row }) => {
    if (!isLevel) return { ...row, latestClaimed: row.claimed, latestConfirmed: row.confirmed };
    const level = levelOf.get(`${row.measureId} ${row.month}`) ?? noLevel;
    return { ...row, claimedCases: 0, confirmedCases: 0, ...level };
  });
}

const noLevel = { claimed: 0, confirmed: 0, latestClaimed: 0, latestConfirmed: 0 };

async function addedByMonth(db: Queryable, filter: TownFilter, measureId?: string) {
  const sum = (column: unknown) => number(sql`sum(${column})`);
  return db
    .select({
      measureId: impactRollups.measureId,
      isLevel: sql<boolean>`${measures.kind} = 'level'`,
      month: sql<string>`to_char(${impactRollups.month}, 'YYYY-MM')`,
      reports: sum(impactRollups.reports),
      claimed: sum(impactRollups.claimed),
      claimedCases: sum(impactRollups.claimedCases),
      confirmed: sum(impactRollups.confirmed),
      confirmedCases: sum(impactRollups.confirmedCases),
    })
    .from(impactRollups)
    .innerJoin(measures, eq(measures.id, impactRollups.measureId))
    .where(
      and(
        gt(impactRollups.reports, 0),
        measureId ? eq(impactRollups.measureId, measureId) : undefined,
        filter.fromMonth ? gte(impactRollups.month, `${filter.fromMonth}-01`) : undefined,
        filter.toMonth ? lte(impactRollups.month, `${filter.toMonth}-01`) : undefined,
        filter.focusId ? eq(impactRollups.focusId, filter.focusId) : undefined,
        filter.neighborhoodId ? eq(impactRollups.neighborhoodId, filter.neighborhoodId) : undefined,
      ),
    )
    .groupBy(measures.id, impactRollups.measureId, impactRollups.month)
    .orderBy(impactRollups.month);
}

/** Reports within a filter: the month of the period's last day, focus and neighborhood as when posted. */
export function within(filter: ReportFilter, of: Filtered = { reports, reportVersions }): SQL | undefined {
  const { focusId, neighborhoodId, groupId } = of.reports;
  const { periodEnd } = of.reportVersions;
  return and(
    filter.fromMonth ? sql`${periodEnd} >= ${`${filter.fromMonth}-01`}::date` : undefined,
    filter.toMonth ? sql`${periodEnd} < (${`${filter.toMonth}-01`}::date + interval '1 month')` : undefined,
    filter.focusId ? eq(focusId, filter.focusId) : undefined,
    filter.neighborhoodId ? eq(neighborhoodId, filter.neighborhoodId) : undefined,
    filter.groupId ? eq(groupId, filter.groupId) : undefined,
  );
}

/** The two tables that a filter reads, or aliases of them. */
interface Filtered {
  readonly reports: Record<'focusId' | 'neighborhoodId' | 'groupId', PgColumn>;
  readonly reportVersions: Record<'periodEnd', PgColumn>;
}
