import { exactSum } from '#lib/exact-sum.ts';
import { groupBy } from '#lib/group-by.ts';
import { type CalendarDay, monthOf } from '#lib/calendar-day.ts';
import { type Basis, isNewer, type LedgerEntry } from './totals.ts';

/** Stands for every focus, or every neighborhood. */
export const anywhere = '*';

/** Stands for the next month of a level that nothing has followed yet. */
export const notYet: CalendarDay = '9999-12-01';

/** What groups' latest values of a month add, by the month in which those groups report again. */
export interface LevelCell {
  readonly measureId: string;
  readonly focusId: string;
  readonly neighborhoodId: string;
  /** First days of months. */
  readonly month: CalendarDay;
  readonly until: CalendarDay;
  readonly claimed: number;
  readonly confirmed: number;
}

/**
 * What one group's reports on one level add to the town's rollups, for the whole town and for each focus and neighborhood in
 * which they were posted. Over all groups the cells of one place with `month <= m < until` add up to the level of month m.
 */
export function levelCells(entries: readonly LedgerEntry[]): LevelCell[] {
  const counted = entries.filter((entry) => !entry.withdrawn && entry.value !== null && entry.ownArea);
  const placed = counted.flatMap((entry) => placesOf(entry).map((place) => ({ entry, ...place })));
  const byPlace = groupBy(placed, ({ focusId, neighborhoodId }) => `${focusId}\n${neighborhoodId}`);
  return [...byPlace.values()].flatMap((group) =>
    (['claimed', 'confirmed'] as const).flatMap((basis) =>
      cellsOf(
        basis,
        group.map(({ entry }) => entry),
      ).map((cell) => ({ ...cell, ...placeOf(group[0]) })),
    ),
  );
}

/** What must be added to the kept cells so that they hold `after` instead of `before`; what changes nothing is left out. */
export function levelDeltas(before: readonly LevelCell[], after: readonly LevelCell[]): LevelCell[] {
  const turned = before.map((cell) => ({ ...cell, claimed: -cell.claimed, confirmed: -cell.confirmed }));
  const merged = [...groupBy([...turned, ...after], keyOf).entries()].flatMap(([key, cells]) => {
    const [first] = cells;
    if (!first) return [];
    const claimed = exactSum(cells.map((cell) => cell.claimed));
    const confirmed = exactSum(cells.map((cell) => cell.confirmed));
    return claimed === 0 && confirmed === 0 ? [] : [{ key, cell: { ...first, claimed, confirmed } }];
  });
  // In one order everywhere, so that writers cannot deadlock.
  return merged.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ cell }) => cell);
}

const keyOf = (cell: LevelCell) =>
  [cell.measureId, cell.focusId, cell.neighborhoodId, cell.month, cell.until].join('\n');

interface Place {
  readonly focusId: string;
  readonly neighborhoodId: string;
}

function placesOf(entry: LedgerEntry): Place[] {
  const [focusId, neighborhoodId] = [entry.focusId ?? '', entry.neighborhoodId];
  return [
    { focusId: anywhere, neighborhoodId: anywhere },
    { focusId, neighborhoodId: anywhere },
    { focusId: anywhere, neighborhoodId },
    { focusId, neighborhoodId },
  ];
}

const placeOf = (place: Place | undefined): Place => ({
  focusId: place?.focusId ?? anywhere,
  neighborhoodId: place?.neighborhoodId ?? anywhere,
});

/** The latest of each month, and when the next of them is. */
function cellsOf(
  basis: Basis,
  entries: readonly LedgerEntry[],
): Omit<LevelCell, 'focusId' | 'neighborhoodId'>[] {
  const valueOf = (entry: LedgerEntry) =>
    (basis === 'claimed' ? entry.value : entry.confirmed?.value) ?? null;
  const latest = new Map<CalendarDay, LedgerEntry>();
  for (const entry of entries) {
    const month: CalendarDay = `${monthOf(entry.periodEnd)}-01`;
    const held = latest.get(month);
    if (valueOf(entry) !== null && (!held || isNewer(entry, held))) latest.set(month, entry);
  }
  const months = [...latest.keys()].sort();
  return months.flatMap((month, at) => {
    const entry = latest.get(month);
    const until = months[at + 1] ?? notYet;
    const nothing = { claimed: 0, confirmed: 0 };
    return entry
      ? [{ measureId: entry.measureId, month, until, ...nothing, [basis]: valueOf(entry) ?? 0 }]
      : [];
  });
}
