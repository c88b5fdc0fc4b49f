import type { Bounds, Grid, LonLat } from './geography.ts';

/**
 * The cell of the sheet in which a point lies, such as `E4`: letters run west to east, numbers north to south.
 * A point on the east or south edge belongs to the last cell; a point off the sheet has none.
 */
export function gridReference(bounds: Bounds, grid: Grid, [lon, lat]: LonLat): string | null {
  const [[west, south], [east, north]] = bounds;
  if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return null;
  const column = Math.min(Math.floor(((lon - west) / (east - west)) * grid.columns), grid.columns - 1);
  const row = Math.min(Math.floor(((north - lat) / (north - south)) * grid.rows), grid.rows - 1);
  return `${columnLetter(column)}${row + 1}`;
}

/** The letter of a grid column counted from 0; a sheet has at most 26. */
export function columnLetter(column: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + column);
}
