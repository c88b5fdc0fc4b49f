import type { Position } from 'geojson';

/** One segment of one line: the number of the line, and of the position at which the segment begins. */
interface SegmentPlace {
  readonly line: number;
  readonly start: number;
}

/** Two segments that cross, and about where. */
export interface Crossing {
  readonly segments: readonly [SegmentPlace, SegmentPlace];
  readonly at: Position;
}

type Segment = readonly [place: SegmentPlace, from: Position, to: Position];

/**
 * Finds where segments of these lines cross each other or themselves; touching at an end is no crossing. Works
 * on hundreds of thousands of segments by sorting them into cells about as wide as a segment is long.
 * Stops after `most` crossings: the caller only needs to know which lines, not how often.
 */
export function findCrossings(lines: readonly (readonly Position[])[], most = 200): Crossing[] {
  const segments = lines.flatMap((line, number) =>
    line.slice(1).map((to, at): Segment => [{ line: number, start: at }, line[at] ?? [], to]),
  );
  const size = cellSize(segments);
  const cells = new Map<string, Segment[]>();
  const found: Crossing[] = [];
  for (const segment of segments) {
    const met = new Set<Segment>();
    for (const key of cellsOf(segment, size)) {
      const cell = cells.get(key);
      if (cell === undefined) {
        cells.set(key, [segment]);
        continue;
      }
      for (const other of cell) {
        if (met.has(other)) continue;
        met.add(other);
        if (cross(segment, other)) found.push({ segments: [other[0], segment[0]], at: segment[1] });
      }
      cell.push(segment);
    }
    if (found.length >= most) break;
  }
  return found;
}

function cellSize(segments: readonly Segment[]): number {
  let total = 0;
  for (const [, from, to] of segments) total += Math.abs(x(to) - x(from)) + Math.abs(y(to) - y(from));
  return Math.max(1e-6, (2 * total) / Math.max(1, segments.length));
}

/** The cells a segment may pass: column by column, only the rows it reaches there. */
function* cellsOf([, from, to]: Segment, size: number): Generator<string> {
  const [left, right] = x(from) <= x(to) ? [from, to] : [to, from];
  const slope = x(right) === x(left) ? 0 : (y(right) - y(left)) / (x(right) - x(left));
  const last = Math.floor(x(right) / size);
  for (let column = Math.floor(x(left) / size); column <= last; column += 1) {
    const enters = slope === 0 ? y(left) : y(left) + slope * (Math.max(x(left), column * size) - x(left));
    const leaves =
      slope === 0 ? y(right) : y(left) + slope * (Math.min(x(right), (column + 1) * size) - x(left));
    const top = Math.floor(Math.max(enters, leaves) / size + 1e-9);
    for (let row = Math.floor(Math.min(enters, leaves) / size - 1e-9); row <= top; row += 1) {
      yield `${String(column)},${String(row)}`;
    }
  }
}

function cross([, a, b]: Segment, [, c, d]: Segment): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Which side of the line a→b a point lies on; what is closer than rounding can tell lies on it. */
function side(a: Position, b: Position, point: Position): number {
  const value = (x(b) - x(a)) * (y(point) - y(a)) - (y(b) - y(a)) * (x(point) - x(a));
  return Math.abs(value) < 1e-13 ? 0 : Math.sign(value);
}

function x(position: Position): number {
  return position[0] ?? 0;
}

function y(position: Position): number {
  return position[1] ?? 0;
}
