import type { RawBoundaries } from './features.ts';
import type { Refused } from './refusal.ts';

/** Systems whose numbers are longitude and latitude, within a few meters of WGS 84. */
const degreeSystems =
  /CRS:?84|EPSG:{1,2}(?:[\d.]*:)?(?:4326|4979|4258|4269|4267|4283|7844|4674|4612|6668|4148|4167)$/i;

/** What was noticed about the coordinates of a file that can be used. */
export interface CoordinateNotice {
  /** A system the file names although its numbers are plainly degrees; null when all agrees. */
  readonly mislabeled: string | null;
}

/**
 * Makes sure that a file's coordinates are longitude and latitude in degrees (RFC 7946, section 4). The numbers
 * decide, the file's own label only names the system in the answer: exports often keep a wrong label.
 */
export function checkCoordinates(boundaries: RawBoundaries): CoordinateNotice | Refused {
  const range = rangeOf(boundaries);
  const foreignSystem = boundaries.system !== null && !degreeSystems.test(boundaries.system);
  const { example } = range;
  if (example === null) return { mislabeled: null };
  const inDegrees = range.mostX <= 180 && range.mostY <= 90;
  if (!inDegrees && range.mostX <= 90 && range.mostY <= 180) {
    return { refusal: { code: 'swapped-coordinates', example } };
  }
  // Some files count on past the meridian instead of starting again at -180.
  if (!inDegrees && range.mostX <= 360 && range.mostY <= 90 && range.east > 180)
    return { refusal: { code: 'crosses-antimeridian' } };
  if (!inDegrees) {
    const system = foreignSystem ? shortSystem(boundaries.system ?? '') : null;
    return { refusal: { code: 'other-coordinates', system, example } };
  }
  if (range.east - range.west > 180) return { refusal: { code: 'crosses-antimeridian' } };
  return { mislabeled: foreignSystem ? shortSystem(boundaries.system ?? '') : null };
}

/** `urn:ogc:def:crs:EPSG::25830` as `EPSG:25830`; other names as they stand. */
function shortSystem(name: string): string {
  const code = /EPSG[:/]+(?:[\d.]*[:/])?(\d+)$/i.exec(name)?.[1];
  return code === undefined ? name : `EPSG:${code}`;
}

interface Range {
  mostX: number;
  mostY: number;
  west: number;
  east: number;
  example: number[] | null;
}

function rangeOf(boundaries: RawBoundaries): Range {
  const range: Range = { mostX: 0, mostY: 0, west: Infinity, east: -Infinity, example: null };
  for (const area of boundaries.areas) {
    for (const polygon of area.polygons) {
      for (const ring of polygon)
        if (Array.isArray(ring)) for (const position of ring as unknown[]) widen(range, position);
    }
  }
  return range;
}

function widen(range: Range, position: unknown): void {
  if (!isPosition(position)) return;
  const [x, y] = position;
  range.mostX = Math.max(range.mostX, Math.abs(x));
  range.mostY = Math.max(range.mostY, Math.abs(y));
  range.west = Math.min(range.west, x);
  range.east = Math.max(range.east, x);
  range.example ??= [x, y];
}

/** Whether a value is a GeoJSON position: at least two finite numbers. */
export function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}
