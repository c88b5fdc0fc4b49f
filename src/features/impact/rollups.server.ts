import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { impactRollups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { monthOf } from '#lib/calendar-day.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import { entersTownTotals, type Measure } from './measure.ts';
import type { LedgerEntry } from './totals.ts';

export type RollupCell = Required<typeof impactRollups.$inferInsert>;

const figures = [
  'reports',
  'claimed',
  'claimedCases',
  'confirmedReports',
  'confirmed',
  'confirmedCases',
] as const;

/** What one report adds to the rollups; null when it does not count or its measure is not added for the town. */
export function cellOf(
  measure: Pick<Measure, 'kind' | 'inCatalog'>,
  entry: Pick<
    LedgerEntry,
    'measureId' | 'periodEnd' | 'value' | 'cases' | 'confirmed' | 'withdrawn' | 'focusId' | 'neighborhoodId'
  >,
): RollupCell | null {
  if (!entersTownTotals(measure) || entry.withdrawn || entry.value === null) return null;
  return {
    measureId: entry.measureId,
    month: `${monthOf(entry.periodEnd)}-01`,
    focusId: entry.focusId ?? '',
    neighborhoodId: entry.neighborhoodId,
    reports: 1,
    claimed: entry.value,
    claimedCases: entry.cases ?? 0,
    confirmedReports: entry.confirmed ? 1 : 0,
    confirmed: entry.confirmed?.value ?? 0,
    confirmedCases: entry.confirmed?.cases ?? 0,
  };
}

/**
 * Moves the rollups from what a report added before to what it adds now, as deltas the database adds up: nothing
 * is read and written back, so that reports of one moment cannot lose each other.
 */
export async function moveRollups(
  tx: Transaction,
  before: RollupCell | null,
  after: RollupCell | null,
): Promise<void> {
  const deltas = mergeCells([...(before ? [negative(before)] : []), ...(after ? [after] : [])]);
  if (deltas.length === 0) return;
  await tx
    .insert(impactRollups)
    .values(deltas)
    .onConflictDoUpdate({
      target: [
        impactRollups.measureId,
        impactRollups.month,
        impactRollups.focusId,
        impactRollups.neighborhoodId,
      ],
      set: Object.fromEntries(
        figures.map((figure) => [
          figure,
          sql`${impactRollups[figure]} + excluded.${sql.identifier(impactRollups[figure].name)}`,
        ]),
      ),
    });
}

/** One delta a cell, without those that change nothing, in one order everywhere so that writers cannot deadlock. */
function mergeCells(cells: readonly RollupCell[]): RollupCell[] {
  const merged = new Map<string, RollupCell>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const held = merged.get(key);
    merged.set(key, held ? added(held, cell) : cell);
  }
  const changed = [...merged.values()].filter((cell) => figures.some((figure) => cell[figure] !== 0));
  return changed.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = (cell: RollupCell) =>
  [cell.measureId, cell.month, cell.focusId, cell.neighborhoodId].join('\n');

function added(cell: RollupCell, other: RollupCell): RollupCell {
  const sums = figures.map((figure) => [figure, exactSum([cell[figure], other[figure]])]);
  return { ...cell, ...(Object.fromEntries(sums) as Pick<RollupCell, (typeof figures)[number]>) };
}

function negative(cell: RollupCell): RollupCell {
  const turned = figures.map((figure) => [figure, cell[figure] === 0 ? 0 : -cell[figure]]);
  return { ...cell, ...(Object.fromEntries(turned) as Pick<RollupCell, (typeof figures)[number]>) };
}

/** The rollups as the ledger itself gives them: what the kept ones must equal. */
export async function countRollups(db: Queryable): Promise<RollupCell[]> {
  const confirmed = standingConfirmation(db);
  const month = sql<string>`to_char(${reportVersions.periodEnd}, 'YYYY-MM-01')`;
  const focus = sql<string>`coalesce(${reports.focusId}, '')`;
  const sum = (figure: unknown) => sql<number>`coalesce(sum(${figure}), 0)`.mapWith(Number);
  return db
    .select({
      measureId: measures.id,
      month,
      focusId: focus,
      neighborhoodId: reports.neighborhoodId,
      reports: sql<number>`count(*)`.mapWith(Number),
      claimed: sum(reportVersions.value),
      claimedCases: sum(reportVersions.cases),
      confirmedReports: sql<number>`count(${confirmed.at})`.mapWith(Number),
      confirmed: sum(confirmed.value),
      confirmedCases: sum(confirmed.cases),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(
      measures,
      and(eq(measures.id, reports.measureId), isNull(measures.groupId), ne(measures.kind, 'never')),
    )
    .leftJoinLateral(confirmed, sql`true`)
    .where(counts)
    .groupBy(measures.id, month, focus, reports.neighborhoodId);
}

/** Replaces the rollups by what the ledger gives. For imports and repairs; posting keeps them by deltas. */
export async function rebuildRollups(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${impactRollups} in exclusive mode`);
  const cells = await countRollups(tx);
  await tx.delete(impactRollups);
  for (let from = 0; from < cells.length; from += 1000) {
    await tx.insert(impactRollups).values(cells.slice(from, from + 1000));
  }
}
