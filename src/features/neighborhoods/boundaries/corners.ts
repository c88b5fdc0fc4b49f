import type { Position } from 'geojson';
import { type PlanePoint, PointIndex, planeAt } from './point-index.ts';

/** Corners nearer than this are one corner. City files that draw a border twice differ by a meter or two. */
export const snapMeters = 5;

/** One area's outlines: polygons of rings of positions. */
export type Outlines = readonly (readonly (readonly Position[])[])[];

/** A ring as the numbers of its corners. */
export interface CornerRing {
  readonly corners: readonly number[];
  readonly own: ReadonlySet<number>;
}

/**
 * The corners of a town, each once. Positions that several areas have are corners as they stand; another position
 * becomes the nearest corner of another ring within `snapMeters`, or a corner of its own.
 */
export class Corners {
  readonly positions: Position[] = [];
  readonly places: PlanePoint[] = [];
  readonly #byPosition = new Map<number, number>();
  readonly #index = new PointIndex(snapMeters);
  /** Corners below this number are shared in the file itself. */
  readonly #shared: number;
  readonly #plane: (position: Position) => PlanePoint;

  constructor(areas: readonly Outlines[]) {
    this.#plane = planeAt(areas[0]?.[0]?.[0]?.[0]?.[1] ?? 0);
    const seenIn = new Map<number, number>();
    areas.forEach((polygons, area) => {
      for (const position of polygons.flat(2)) {
        const key = keyOf(position);
        const first = seenIn.get(key);
        if (first === undefined) seenIn.set(key, area);
        else if (first !== area && !this.#byPosition.has(key)) this.#add(key, position);
      }
    });
    this.#shared = this.positions.length;
  }

  /** A ring with its positions taken to the town's corners. */
  take(ring: readonly Position[]): CornerRing {
    const known = ring.map((position) => this.#byPosition.get(keyOf(position)));
    const own = new Set(known.filter((corner) => corner !== undefined));
    const corners: number[] = [];
    for (const position of ring) {
      const key = keyOf(position);
      const corner =
        this.#byPosition.get(key) ?? this.#nearest(key, position, own) ?? this.#add(key, position);
      own.add(corner);
      if (corner !== corners.at(-1)) corners.push(corner);
    }
    return { corners, own };
  }

  /** The corner of another ring to which a position moves; none beside a corner its own ring already shares. */
  #nearest(key: number, position: Position, own: ReadonlySet<number>): number | null {
    const [x, y] = this.#plane(position);
    let nearest: number | null = null;
    let least = snapMeters;
    let isSettled = false;
    this.#index.forEachNear([x, y], (corner) => {
      const [otherX, otherY] = this.places[corner] ?? [Infinity, Infinity];
      const distance = Math.hypot(otherX - x, otherY - y);
      if (distance > snapMeters) return;
      if (own.has(corner)) isSettled ||= corner < this.#shared;
      else if (distance <= least) [nearest, least] = [corner, distance];
    });
    if (nearest === null || isSettled) return null;
    this.#byPosition.set(key, nearest);
    return nearest;
  }

  #add(key: number, position: Position): number {
    const corner = this.positions.push(position) - 1;
    const place = this.#plane(position);
    this.places.push(place);
    this.#byPosition.set(key, corner);
    this.#index.add(corner, place);
    return corner;
  }
}

/** One number for each position of 5 decimals. */
function keyOf([x = 0, y = 0]: Position): number {
  return Math.round((x + 180) * 1e5) * 2e7 + Math.round((y + 90) * 1e5);
}
