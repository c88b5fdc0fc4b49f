import { eq, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { measures } from '#db/schema/index.ts';
import type { Direction, MeasureKind, ShareReading } from './measure.ts';
import type { MeasureView } from './report-view.ts';

/** A measure's row as pages and rules read it, with the definition of the group or report concerned. */
export function toMeasureView(row: typeof measures.$inferSelect, definition: number): MeasureView {
  return {
    id: row.id,
    name: row.name,
    unit: row.unit,
    outOf: row.outOf,
    focusId: row.focusId,
    kind: row.kind as MeasureKind,
    readAs: row.readAs as ShareReading,
    money: row.money,
    better: row.better as Direction,
    definition,
    confirmAfterDays: row.confirmAfterDays,
    seasonMonths: row.seasonMonths,
    sensitive: row.sensitive,
    inCatalog: row.groupId === null,
  };
}

/** The measures of the town's catalog, retired ones too, by id; they are few. */
export async function findMeasures(db: Queryable): Promise<Map<string, MeasureView>> {
  const rows = await db.select().from(measures).where(isNull(measures.groupId));
  return new Map(rows.map((row) => [row.id, toMeasureView(row, 1)]));
}

/** One measure of the catalog or of a group; null when there is none. */
export async function findMeasure(db: Queryable, id: string): Promise<MeasureView | null> {
  const [row] = await db.select().from(measures).where(eq(measures.id, id));
  return row ? toMeasureView(row, 1) : null;
}

/** These measures, of the catalog or of groups, by id. */
export async function findMeasuresOf(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, MeasureView>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(measures)
    .where(inArray(measures.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, toMeasureView(row, 1)]));
}
