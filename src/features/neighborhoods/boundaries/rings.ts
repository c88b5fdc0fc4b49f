import type { Position } from 'geojson';
import { isPosition } from './coordinates.ts';
import { signedDoubleArea } from '../geometry.ts';

/** Outlines are kept to 5 decimals of a degree, about a meter: no town draws its borders finer. */
const decimals = 5;

const steps = 10 ** decimals;

/** A coordinate rounded to the kept decimals. */
export function roundDegrees(degrees: number): number {
  return Math.round(degrees * steps) / steps + 0;
}

/**
 * Cleans the outlines of one area: rounded, without repeated points, closed, without rings that enclose
 * nothing, holes and heights dropped where they are no holes and heights are no use. An area whose outlines
 * hold no sound ring comes back empty; a ring with a coordinate that is no number is unsound as a whole.
 */
export function cleanPolygons(polygons: readonly unknown[]): Position[][][] {
  const clean: Position[][][] = [];
  for (const polygon of polygons) {
    const [shell, ...holes] = Array.isArray(polygon) ? (polygon as unknown[]) : [];
    const outline = cleanRing(shell);
    if (outline === null) continue;
    clean.push([outline, ...holes.map((hole) => cleanRing(hole)).filter((hole) => hole !== null)]);
  }
  return clean;
}

function cleanRing(ring: unknown): Position[] | null {
  if (!Array.isArray(ring)) return null;
  const kept: Position[] = [];
  for (const position of ring as unknown[]) {
    if (!isPosition(position)) return null;
    const point = [roundDegrees(position[0]), roundDegrees(position[1])];
    if (!samePosition(point, kept.at(-1))) kept.push(point);
  }
  return closeRing(kept);
}

/**
 * The ring closed, without the places where it goes somewhere and straight back; null when it has fewer than three
 * corners or encloses nothing.
 */
export function closeRing(points: readonly Position[]): Position[] | null {
  const open = dropSpikes(points);
  const [first] = open;
  if (first === undefined || open.length < 3) return null;
  const closed = [...open, first].map(([x = 0, y = 0]) => [x, y]);
  return Math.abs(signedDoubleArea(closed)) < (1 / steps) ** 2 ? null : closed;
}

/** The corners of a ring, each once, without spikes, also where the ring meets its beginning. */
function dropSpikes(ring: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const position of ring) {
    kept.push(position);
    while (kept.length > 1) {
      if (samePosition(kept.at(-1), kept.at(-2))) kept.pop();
      else if (samePosition(kept.at(-1), kept.at(-3))) kept.splice(-2);
      else break;
    }
  }
  while (kept.length > 2) {
    if (samePosition(kept[0], kept.at(-1)) || samePosition(kept[0], kept.at(-2))) kept.pop();
    else if (samePosition(kept[1], kept.at(-1))) kept.shift();
    else break;
  }
  return kept;
}

/** Whether two positions are the same point, heights aside. */
function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** How many positions some areas are drawn with. */
export function countCorners(areas: readonly (readonly (readonly (readonly unknown[])[])[])[]): number {
  return areas.flat(2).reduce((sum, ring) => sum + ring.length, 0);
}
