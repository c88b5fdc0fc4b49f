import type { MultiPolygon, Polygon, Position } from 'geojson';

type Area = Polygon | MultiPolygon;

/** The rings of an area, shells and holes alike. */
export function ringsOf(area: Area): Position[][] {
  return area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
}

/** Size of an area on the plane of degrees, its holes taken out. */
export function sizeOf(area: Area): number {
  return ringsOf(area).reduce((sum, ring) => sum + signedSize(ring), 0);
}

/** Positive when counterclockwise. */
export function signedSize(ring: readonly Position[]): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at += 1) {
    const [x0 = 0, y0 = 0] = ring[at - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return sum / 2;
}

/** How often each stretch between two corners is drawn, whichever way round. */
export function stretches(areas: readonly Area[]): Map<string, number> {
  const drawn = new Map<string, number>();
  for (const ring of areas.flatMap((area) => ringsOf(area))) {
    for (let at = 1; at < ring.length; at += 1) {
      const ends = [String(ring[at - 1]), String(ring[at])].sort().join(' ');
      drawn.set(ends, (drawn.get(ends) ?? 0) + 1);
    }
  }
  return drawn;
}
