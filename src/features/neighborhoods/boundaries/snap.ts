import type { Position } from 'geojson';
import { closeRing } from './rings.ts';
import { type CornerRing, Corners, type Outlines, snapMeters } from './corners.ts';
import { type PlanePoint, PointIndex } from './point-index.ts';

/**
 * Lets neighbors share their borders where a file draws each on its own: corners within `snapMeters` of each
 * other become one corner, and a corner that lies on another area's edge becomes a corner of that edge too.
 * Borders that are shared already stay as they are; none moves by more than `snapMeters`. The order of areas is
 * kept; a ring that vanishes is dropped.
 */
export function snapBorders(areas: readonly Outlines[]): Position[][][][] {
  const corners = new Corners(areas);
  const taken = areas.map((polygons) => polygons.map((rings) => rings.map((ring) => corners.take(ring))));
  const edges = new EdgeCorners(corners, taken.flat(2));
  return taken.map((polygons) =>
    polygons.flatMap((rings) => {
      const [shell, ...holes] = rings.map((ring) => closeRing(edges.insert(ring)));
      return shell === null || shell === undefined ? [] : [[shell, ...holes.filter((hole) => hole !== null)]];
    }),
  );
}

const cellMeters = { least: 2 * snapMeters, most: 200 };

/** Adds to each edge that is only one area's the corners of other rings that lie on it. */
class EdgeCorners {
  readonly #index: PointIndex;
  readonly #cell: number;
  readonly #corners: Corners;
  readonly #ringsByEdge = new Map<number, number>();
  /** Corners of several rings: beside an edge's ends they are part of a border that meets it there. */
  readonly #shared = new Set<number>();

  constructor(corners: Corners, rings: readonly CornerRing[]) {
    this.#corners = corners;
    this.#cell = Math.min(cellMeters.most, Math.max(cellMeters.least, this.#countEdges(rings)));
    this.#index = new PointIndex(this.#cell);
    corners.places.forEach((place, corner) => {
      this.#index.add(corner, place);
    });
  }

  insert(ring: CornerRing): Position[] {
    const all = ring.corners.flatMap((corner, at) => {
      const before = ring.corners[at - 1];
      if (before === undefined || this.#ringsByEdge.get(edgeKey(before, corner)) !== 1) return [corner];
      return [...this.#between(before, corner, ring.own), corner];
    });
    return all.map((corner) => this.#corners.positions[corner] ?? []);
  }

  #between(from: number, to: number, own: ReadonlySet<number>): number[] {
    const [x0, y0] = this.#placeOf(from);
    const [x1, y1] = this.#placeOf(to);
    const length = Math.hypot(x1 - x0, y1 - y0);
    const steps = Math.max(1, Math.ceil(length / this.#cell));
    const found = new Map<number, number>();
    const consider = (corner: number): void => {
      if (own.has(corner) || found.has(corner)) return;
      const [x, y] = this.#placeOf(corner);
      const along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length ** 2;
      const aside = Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length;
      const room = this.#shared.has(corner) ? snapMeters / length : 0;
      if (along > room && along < 1 - room && aside <= snapMeters) found.set(corner, along);
    };
    for (let step = 0; step <= steps; step += 1) {
      const part = step / steps;
      this.#index.forEachNear([x0 + (x1 - x0) * part, y0 + (y1 - y0) * part], consider);
    }
    return [...found].sort((a, b) => a[1] - b[1]).map(([corner]) => corner);
  }

  /** Notes in how many rings each edge is; returns how long an edge is on average, in meters. */
  #countEdges(rings: readonly CornerRing[]): number {
    let sum = 0;
    const seen = new Set<number>();
    for (const { corners, own } of rings) {
      for (const corner of own) {
        if (seen.has(corner)) this.#shared.add(corner);
        seen.add(corner);
      }
      for (let at = 1; at < corners.length; at += 1) {
        const [from = 0, to = 0] = [corners[at - 1], corners[at]];
        const key = edgeKey(from, to);
        this.#ringsByEdge.set(key, (this.#ringsByEdge.get(key) ?? 0) + 1);
        const [x0, y0] = this.#placeOf(from);
        const [x1, y1] = this.#placeOf(to);
        sum += Math.hypot(x1 - x0, y1 - y0);
      }
    }
    return sum / Math.max(1, this.#ringsByEdge.size);
  }

  #placeOf(corner: number): PlanePoint {
    return this.#corners.places[corner] ?? [0, 0];
  }
}

function edgeKey(from: number, to: number): number {
  return Math.min(from, to) * 2 ** 26 + Math.max(from, to);
}
