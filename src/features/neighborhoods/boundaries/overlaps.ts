import type { LonLat } from '#features/town/geography.ts';
import { areaAt, boxContains, boxOf, type Outlined } from '../geometry.ts';

/** An area whose middle lies inside another one. */
export interface Overlap {
  readonly inner: number;
  readonly outer: number;
}

/** What lies on top of what. */
export interface Overlaps {
  /** An area that covers nearly all the others: the outline of the whole town, or null. */
  readonly cover: number | null;
  readonly overlaps: readonly Overlap[];
}

const nearlyAll = 0.8;
const fewest = 4;

/** Finds areas that lie on top of each other, by the places of their labels. */
export function findOverlaps(areas: readonly (Outlined & { readonly label: LonLat })[]): Overlaps {
  const boxes = areas.map(({ geometry }) => boxOf(geometry));
  const overlaps: Overlap[] = [];
  const covered = areas.map(() => 0);
  areas.forEach((area, outer) => {
    areas.forEach(({ label }, inner) => {
      const box = boxes[outer];
      if (inner === outer || box === undefined || !boxContains(box, label)) return;
      if (areaAt(label, [area]) === null) return;
      overlaps.push({ inner, outer });
      covered[outer] = (covered[outer] ?? 0) + 1;
    });
  });
  const others = areas.length - 1;
  const cover = others >= fewest ? covered.findIndex((count) => count >= others * nearlyAll) : -1;
  return { cover: cover === -1 ? null : cover, overlaps };
}
