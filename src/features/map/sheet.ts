import type { Position } from 'geojson';
import type { Bounds, LonLat } from '#features/town/geography.ts';

/** Width of the base drawing, and of a sheet that is not a phone's, in units. */
export const sheetWidth = 900;

/** The sheet's size in its own units; the frame stands around it. */
export interface SheetSize {
  width: number;
  height: number;
  frame: number;
}

/** Places a point of the town on the sheet, in units with one decimal. Flat within a town. */
export type Project = (point: LonLat | Position) => [x: number, y: number];

/** The sheet of a town that is `width` units wide, its height following from the bounds. */
export function sheetSize(bounds: Bounds, width: number, frame: number): SheetSize {
  const [[west, south], [east, north]] = bounds;
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return { width, height: Math.round((width * (north - south)) / ((east - west) * shrink)), frame };
}

export function projection(bounds: Bounds, { width, height }: SheetSize): Project {
  const [[west, south], [east, north]] = bounds;
  return ([lon = 0, lat = 0]) => [
    tenth(((lon - west) / (east - west)) * width),
    tenth(((north - lat) / (north - south)) * height),
  ];
}

/** Something on the sheet that takes room, by its middle. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const overlap = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

/** How far from where it belongs a name may stand, in steps. */
const ringsMost = 5;
/** Farther away, where many areas are small, a name would be another one's. */
const ringsNear = 2;

/** A place for a name where it covers nothing in `taken`, as `placeLabel` finds it; null where there is none nearby. */
export function placeNearby(
  at: readonly [number, number],
  size: { width: number; height: number },
  taken: readonly Box[],
  within: SheetSize,
): Box | null {
  return findPlace(at, size, taken, within, ringsNear);
}

/**
 * Finds a place near `at` for a text of this size that covers nothing in `taken`: at it, then below, above and to
 * the sides, farther and farther. Where everything is taken, it stands where it wanted to.
 */
export function placeLabel(
  at: readonly [number, number],
  size: { width: number; height: number },
  taken: readonly Box[],
  within: SheetSize,
): Box {
  return findPlace(at, size, taken, within, ringsMost) ?? { x: at[0], y: at[1], ...size };
}

function findPlace(
  at: readonly [number, number],
  size: { width: number; height: number },
  taken: readonly Box[],
  within: SheetSize,
  rings: number,
): Box | null {
  const steps: [number, number][] = [[0, 0]];
  for (let ring = 1; ring <= rings; ring += 1) {
    const [dx, dy] = [ring * 12, ring * 9];
    steps.push([0, dy], [0, -dy], [dx, 0], [-dx, 0], [dx, dy], [-dx, dy], [dx, -dy], [-dx, -dy]);
  }
  const boxes = steps.map(([dx, dy]) => ({ x: at[0] + dx, y: at[1] + dy, ...size }));
  const fits = (box: Box) =>
    box.x - box.width / 2 > 2 &&
    box.x + box.width / 2 < within.width - 2 &&
    box.y - box.height / 2 > 2 &&
    box.y + box.height / 2 < within.height - 2;
  return boxes.find((box) => fits(box) && !taken.some((other) => overlap(box, other))) ?? null;
}

/** How far apart marks stand, what they must not cover, and the sheet that holds them. */
export interface Room {
  readonly apart: number;
  readonly names: readonly Box[];
  readonly within: SheetSize;
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** Where to look around a place, nearest first, as seeds stand in a sunflower; in distances that marks stand apart. */
const seeds = Array.from({ length: 160 }, (_, turn): [right: number, down: number] => {
  const far = 0.4 * Math.sqrt(turn);
  return [Math.cos(turn * 2.4) * far, Math.sin(turn * 2.4) * far];
});

/**
 * Moves marks to where they cover neither each other nor a name, in a spiral around where they belong; the first
 * stays if it can. Where there is no such place, a mark stays where it belongs.
 */
export function spread<Mark extends { x: number; y: number }>(
  marks: readonly Mark[],
  { apart, names, within }: Room,
): Mark[] {
  const placed: Mark[] = [];
  const beside = ({ x, y }: Mark, right: number, down: number): [x: number, y: number] => [
    tenth(x + right * apart),
    tenth(y + down * apart),
  ];
  const isFree = (x: number, y: number) => {
    const box = { x, y, width: apart - 1, height: apart - 1 };
    return (
      Math.min(x, y, within.width - x, within.height - y) >= apart / 2 &&
      !names.some((name) => overlap(name, box)) &&
      placed.every((other) => Math.hypot(other.x - x, other.y - y) >= apart)
    );
  };
  for (const mark of marks) {
    const found = seeds.find(([right, down]) => isFree(...beside(mark, right, down)));
    const [x, y] = found ? beside(mark, ...found) : [mark.x, mark.y];
    placed.push({ ...mark, x, y });
  }
  return placed;
}
