/** Side of the fixed grid to which public points are snapped, in meters. */
export const gridMeters = 250;

const metersPerDegree = 111_320;

/**
 * The nearest point of a fixed grid of about `gridMeters`, longitude first, in degrees. The same place always gives
 * the same point, so that many readings together tell no more than one.
 */
export function snapToGrid([lon, lat]: readonly [lon: number, lat: number]): [lon: number, lat: number] {
  const latStep = gridMeters / metersPerDegree;
  const snappedLat = Math.round(lat / latStep) * latStep;
  const lonStep = latStep / Math.max(0.01, Math.cos((snappedLat * Math.PI) / 180));
  return [rounded(Math.round(lon / lonStep) * lonStep), rounded(snappedLat)];
}

/** Six decimals are a tenth of a meter; never minus zero. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6 + 0;
}

/** Reads a point as maps give it to copy, latitude first: “40.41678, -3.70379”. Null when it is not one. */
export function readPoint(text: string): [lon: number, lat: number] | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\s*$/.exec(text);
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}
