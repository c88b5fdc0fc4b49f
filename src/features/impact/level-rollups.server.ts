import { and, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groupMeasures, levelRollups, measures, reports, reportVersions } from '#db/schema/index.ts';
import type { CalendarMonth } from '#lib/calendar-day.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { ChosenMeasure } from './ledger-context.server.ts';
import { ledgerEntries } from './ledger-entries.server.ts';
import { anywhere, levelCells, type LevelCell, levelDeltas, notYet } from './level-cells.ts';
import type { LedgerEntry } from './totals.ts';
import type { TownFilter } from './town-impact.ts';

/**
 * Moves the levels' rollups after one report of a group changed, as deltas the database adds up. The group's measure must be
 * locked, so that its other reports stay as they are meanwhile.
 * @param before what the report was; null when it is new or did not count
 */
export async function moveLevels(
  tx: Transaction,
  measure: ChosenMeasure,
  reportId: string,
  before: LedgerEntry | null,
): Promise<void> {
  if (measure.kind !== 'level' || !measure.inCatalog) return;
  const { groupId, measureId } = measure;
  const now = await ledgerEntries(tx, and(eq(reports.groupId, groupId), eq(reports.measureId, measureId)));
  const others = now.filter((entry) => entry.reportId !== reportId);
  const deltas = levelDeltas(levelCells(before ? [...others, before] : others), levelCells(now));
  if (deltas.length === 0) return;
  await tx
    .insert(levelRollups)
    .values(deltas)
    .onConflictDoUpdate({
      target: [
        levelRollups.measureId,
        levelRollups.focusId,
        levelRollups.neighborhoodId,
        levelRollups.month,
        levelRollups.until,
      ],
      set: {
        claimed: sql`${levelRollups.claimed} + excluded.claimed`,
        confirmed: sql`${levelRollups.confirmed} + excluded.confirmed`,
      },
    });
}

/** A level's figures of one month; `latest…` is what it adds to the total over all months asked for. */
export interface LevelMonth {
  readonly measureId: string;
  readonly month: CalendarMonth;
  readonly claimed: number;
  readonly confirmed: number;
  readonly latestClaimed: number;
  readonly latestConfirmed: number;
}

/** The town's levels by month, within a filter. As many rows are read however many groups there are. */
export async function readLevels(db: Queryable, filter: TownFilter): Promise<LevelMonth[]> {
  const sum = (figure: unknown, which = sql`true`) =>
    sql<number>`coalesce(sum(${figure}) filter (where ${which}), 0)`.mapWith(Number);
  const last = filter.toMonth ? sql`${levelRollups.until} > ${`${filter.toMonth}-01`}::date` : undefined;
  const isLatest = last ?? sql`${levelRollups.until} = ${notYet}::date`;
  return db
    .select({
      measureId: levelRollups.measureId,
      month: sql<string>`to_char(${levelRollups.month}, 'YYYY-MM')`,
      claimed: sum(levelRollups.claimed),
      confirmed: sum(levelRollups.confirmed),
      latestClaimed: sum(levelRollups.claimed, isLatest),
      latestConfirmed: sum(levelRollups.confirmed, isLatest),
    })
    .from(levelRollups)
    .innerJoin(measures, and(eq(measures.id, levelRollups.measureId), isTownLevel))
    .where(
      and(
        eq(levelRollups.focusId, filter.focusId ?? anywhere),
        eq(levelRollups.neighborhoodId, filter.neighborhoodId ?? anywhere),
        filter.fromMonth ? gte(levelRollups.month, `${filter.fromMonth}-01`) : undefined,
        filter.toMonth ? lte(levelRollups.month, `${filter.toMonth}-01`) : undefined,
      ),
    )
    .groupBy(levelRollups.measureId, levelRollups.month);
}

/**
 * The cells as the ledger itself gives them, by another way than `levelCells`: what the kept ones must equal. Each level stands
 * in four places: in the whole town, in its focus, in its neighborhood, and in both.
 */
export function countLevels(db: Queryable): Promise<LevelCell[]> {
  const confirmed = standingConfirmation(db);
  const standing = db
    .select({
      measureId: sql`${measures.id}`.as('measure'),
      groupId: sql`${reports.groupId}`.as('of_group'),
      focusId: sql`coalesce(${reports.focusId}, '')`.as('in_focus'),
      neighborhoodId: sql`${reports.neighborhoodId}`.as('in_neighborhood'),
      month: sql`date_trunc('month', ${reportVersions.periodEnd})::date`.as('of_month'),
      newest: sql`row(${reportVersions.periodEnd}, ${reports.postedAt}, ${reports.id})`.as('newest'),
      claimed: sql`${reportVersions.value}`.as('claim'),
      confirmed: sql`${confirmed.value}`.as('confirmation'),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(measures, and(eq(measures.id, reports.measureId), isTownLevel))
    .leftJoin(
      groupMeasures,
      and(eq(groupMeasures.groupId, reports.groupId), eq(groupMeasures.measureId, reports.measureId)),
    )
    .leftJoinLateral(confirmed, sql`true`)
    .where(and(counts, sql`coalesce(${groupMeasures.ownArea}, true)`));
  const cells = sql`(
    with standing as (${standing}), figures as (
      select measure, of_group, of_month, newest, is_claim, figure, focus, neighborhood
      from standing, lateral (values (true, claim), (false, confirmation)) f(is_claim, figure), lateral (values
        ('*', '*'), (in_focus, '*'), ('*', in_neighborhood), (in_focus, in_neighborhood)) p(focus, neighborhood)
      where figure is not null
    ), latest as (
      select distinct on (measure, of_group, focus, neighborhood, is_claim, of_month) * from figures
      order by measure, of_group, focus, neighborhood, is_claim, of_month, newest desc
    ), followed as (
      select *, coalesce(lead(of_month) over (
        partition by measure, of_group, focus, neighborhood, is_claim order by of_month), ${notYet}::date) as next
      from latest
    )
    select measure, focus, neighborhood, of_month, next,
      coalesce(sum(figure) filter (where is_claim), 0) as claimed,
      coalesce(sum(figure) filter (where not is_claim), 0) as confirmed
    from followed group by 1, 2, 3, 4, 5) as cells`;
  return db
    .select({
      measureId: sql<string>`measure`,
      focusId: sql<string>`focus`,
      neighborhoodId: sql<string>`neighborhood`,
      month: sql<string>`to_char(of_month, 'YYYY-MM-DD')`,
      until: sql<string>`to_char(next, 'YYYY-MM-DD')`,
      claimed: sql<number>`claimed`.mapWith(Number),
      confirmed: sql<number>`confirmed`.mapWith(Number),
    })
    .from(cells);
}

const isTownLevel = and(isNull(measures.groupId), eq(measures.kind, 'level'));

/** Replaces the rollups by what the ledger gives. For imports and repairs; posting keeps them by deltas. */
export async function rebuildLevels(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${levelRollups} in exclusive mode`);
  const cells = await countLevels(tx);
  await tx.delete(levelRollups);
  for (let from = 0; from < cells.length; from += 1000)
    await tx.insert(levelRollups).values(cells.slice(from, from + 1000));
}
