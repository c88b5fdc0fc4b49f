import { bbox } from '@turf/bbox';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { distance } from '@turf/distance';
import type { LonLat } from '#features/town/geography.ts';
import type { GeoJSON, MultiPolygon, Polygon, Position } from 'geojson';

/** West, south, east, north in degrees (RFC 7946, section 5). */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Anything that has an outline: a neighborhood on its sheet. */
export interface Outlined {
  readonly geometry: Polygon | MultiPolygon;
}

/** The smallest box around a shape. */
export function boxOf(shape: GeoJSON): Box {
  const [west, south, east, north] = bbox(shape);
  return [west, south, east, north];
}

/** The smallest box around several boxes; throws on none, since nothing has no box. */
export function boxAround(boxes: readonly Box[]): Box {
  if (boxes.length === 0) throw new Error('boxAround needs at least one box');
  return boxes.reduce((all, box) => [
    Math.min(all[0], box[0]),
    Math.min(all[1], box[1]),
    Math.max(all[2], box[2]),
    Math.max(all[3], box[3]),
  ]);
}

/** Whether a point lies in a box, its edges included. */
export function boxContains(box: Box, [longitude, latitude]: LonLat): boolean {
  return longitude >= box[0] && longitude <= box[2] && latitude >= box[1] && latitude <= box[3];
}

/** The middle of a box. */
export function middleOf([west, south, east, north]: Box): LonLat {
  return [(west + east) / 2, (south + north) / 2];
}

/** Great-circle distance in meters, on a sphere (good to 0.5 %). */
export function distanceMeters(from: LonLat, to: LonLat): number {
  return distance([...from], [...to], { units: 'meters' });
}

/**
 * The area in which a point lies, or null outside all of them. On a shared border the first in the list wins,
 * so the answer is the same every time.
 */
export function areaAt<Area extends Outlined>(point: LonLat, areas: readonly Area[]): Area | null {
  return areas.find((area) => booleanPointInPolygon([...point], area.geometry)) ?? null;
}

/** Meters in one degree of latitude; one of longitude has this times the cosine of the latitude. */
export const metersPerDegree = 111_195;

/** How many meters lie between two boxes at their nearest; 0 when they touch or overlap. */
export function gapMeters(a: Box, b: Box): number {
  const shrink = Math.cos((((a[1] + a[3]) / 2) * Math.PI) / 180);
  const sideways = Math.max(0, a[0] - b[2], b[0] - a[2]) * shrink;
  const upward = Math.max(0, a[1] - b[3], b[1] - a[3]);
  return Math.hypot(sideways, upward) * metersPerDegree;
}

/** Twice the signed planar area of a closed ring in square degrees: positive when counterclockwise. */
export function signedDoubleArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [x0 = 0, y0 = 0] = ring[index - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
}
