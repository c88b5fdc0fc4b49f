import type { measures } from '#db/schema/index.ts';
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
    better: row.better as Direction,
    definition,
    confirmAfterDays: row.confirmAfterDays,
    seasonMonths: row.seasonMonths,
    sensitive: row.sensitive,
    inCatalog: row.groupId === null,
  };
}
