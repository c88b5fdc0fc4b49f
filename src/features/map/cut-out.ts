import type { Project, SheetSize } from './sheet.ts';

/** A piece of the sheet: where its corner lies on it, and its size, which has the sheet's frame around it. */
export interface CutOut extends SheetSize {
  readonly left: number;
  readonly top: number;
}

interface Wanted {
  /** In units of the sheet. */
  readonly around: readonly [x: number, y: number];
  /** Width to height. */
  readonly shape: number;
  /** As wide as this, if the sheet is. */
  readonly width: number;
}

/** Cuts a piece of this shape out of the sheet, the place as near to its middle as the sheet's edges let it be. */
export function cutOut(sheet: SheetSize, { around: [x, y], shape, width: wanted }: Wanted): CutOut {
  const width = Math.min(wanted, sheet.width, sheet.height * shape);
  const height = width / shape;
  const within = (middle: number, length: number, most: number) =>
    Math.max(0, Math.min(middle - length / 2, most - length));
  return {
    width,
    height,
    frame: sheet.frame,
    left: within(x, width, sheet.width),
    top: within(y, height, sheet.height),
  };
}

/** Places on the cut-out what `project` places on the sheet. */
export function projectOnto({ left, top }: CutOut, project: Project): Project {
  return (point) => {
    const [x, y] = project(point);
    return [x - left, y - top];
  };
}

/** Where the cells of a grid lie along a cut-out's edge: the middle of what is seen of each, if that is enough for a letter. */
export function cellsAlong(cells: number, length: number, from: number, to: number) {
  const cell = length / cells;
  return Array.from({ length: cells }, (_, index) => {
    const [start, end] = [Math.max(from, index * cell), Math.min(to, (index + 1) * cell)];
    return { index, at: (start + end) / 2 - from, seen: end - start };
  }).filter(({ seen }) => seen > cell / 4);
}
