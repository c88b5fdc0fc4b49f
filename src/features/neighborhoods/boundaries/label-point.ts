import type { Position } from 'geojson';
import type { LonLat } from '#features/town/geography.ts';
import { roundDegrees } from './rings.ts';
import { signedDoubleArea } from '../geometry.ts';
import { planeAt, type PlanePoint as Point } from './point-index.ts';

const cells = 16;
const refinements = 4;

/**
 * The place where an area's name stands: inside its largest part, as far from every border as a search by ever
 * smaller squares finds. Throws on an area without outlines.
 */
export function labelPoint(polygons: readonly (readonly (readonly Position[])[])[]): LonLat {
  const largest = largestPart(polygons);
  const plane = planeAt(largest[0]?.[0]?.[1] ?? 0);
  const rings = largest.map((ring) => ring.map((position) => plane(position)));
  const shrink = plane([1, 0])[0];
  const grow = plane([0, 1])[1];
  const [x, y] = deepest(rings);
  return [roundDegrees(x / shrink), roundDegrees(y / grow)];
}

/** The part of an area that covers the most. */
export function largestPart<Rings extends readonly (readonly Position[])[]>(
  polygons: readonly Rings[],
): Rings {
  const [first, ...others] = polygons;
  if (first === undefined) throw new Error('an area without outlines has no largest part');
  const size = (rings: Rings): number => Math.abs(signedDoubleArea(rings[0] ?? []));
  return others.reduce((best, rings) => (size(rings) > size(best) ? rings : best), first);
}

function deepest(rings: readonly (readonly Point[])[]): Point {
  const shell = rings[0] ?? [];
  const xs = shell.map(([x]) => x);
  const ys = shell.map(([, y]) => y);
  let [left, bottom] = [least(xs), least(ys)];
  let [width, height] = [-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - bottom];
  let best: { point: Point; depth: number } = { point: shell[0] ?? [0, 0], depth: -Infinity };
  for (let round = 0; round < refinements; round += 1) {
    for (let cell = 0; cell < cells * cells; cell += 1) {
      const column = (cell % cells) + 0.5;
      const row = Math.floor(cell / cells) + 0.5;
      const point: Point = [left + (column * width) / cells, bottom + (row * height) / cells];
      const depth = depthOf(point, rings);
      if (depth > best.depth) best = { point, depth };
    }
    [width, height] = [width / 4, height / 4];
    [left, bottom] = [best.point[0] - width / 2, best.point[1] - height / 2];
  }
  return best.point;
}

/** Distance to the nearest border, negative outside. */
function depthOf([x, y]: Point, rings: readonly (readonly Point[])[]): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [x0, y0] = ring[at - 1] ?? [0, 0];
      const [x1, y1] = ring[at] ?? [0, 0];
      if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
      const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
      const along = length === 0 ? 0 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length;
      const part = Math.min(1, Math.max(0, along));
      nearest = Math.min(nearest, Math.hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0)));
    }
  }
  return inside ? nearest : -nearest;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}
