import type { Position } from 'geojson';
import { metersPerDegree } from '../geometry.ts';

/** A place on a flat map of the surroundings, in meters. */
export type PlanePoint = readonly [x: number, y: number];

/** Lays degrees flat around a latitude, in meters: good for the few kilometers of a town. */
export function planeAt(latitude: number): (position: Position) => PlanePoint {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return ([x = 0, y = 0]) => [x * shrink * metersPerDegree, y * metersPerDegree];
}

const columns = 2 ** 24;

/** Finds the points near a place among hundreds of thousands, by sorting them into square cells. */
export class PointIndex {
  readonly #cells = new Map<number, number[]>();
  readonly #cellMeters: number;

  constructor(cellMeters: number) {
    this.#cellMeters = cellMeters;
  }

  /** Files a point, by its number in the caller's list, under its place. */
  add(number: number, [x, y]: PlanePoint): void {
    const key = Math.floor(x / this.#cellMeters) * columns + Math.floor(y / this.#cellMeters);
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, [number]);
    else cell.push(number);
  }

  /** Visits the points within one cell's width of a place, and some beyond. */
  forEachNear([x, y]: PlanePoint, visit: (number: number) => void): void {
    const column = Math.floor(x / this.#cellMeters);
    const row = Math.floor(y / this.#cellMeters);
    for (let across = -1; across <= 1; across += 1) {
      for (let up = -1; up <= 1; up += 1) {
        const cell = this.#cells.get((column + across) * columns + row + up);
        if (cell !== undefined) for (const number of cell) visit(number);
      }
    }
  }
}
