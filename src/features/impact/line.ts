import { scaleLinear, scalePoint } from 'd3-scale';
import { curveMonotoneX, line as d3Line } from 'd3-shape';

/** A drawing's room, in its own units. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface DrawnLine {
  /** SVG path through all points. */
  path: string;
  points: { x: number; y: number }[];
  ticks: { y: number; value: number }[];
  /** Where a value lies. */
  yOf(value: number): number;
}

/** Where a text stands. */
export interface Place {
  x: number;
  y: number;
}

/** Height of a line of text, in the drawing's units. */
const textHeight = 16;

/**
 * Where the name of a level, `width` wide, meets the line least: somewhere along the level, above it, below it or,
 * where the line leaves no room, a little farther below, as far to the right as may be.
 * @returns the beginning of the text's baseline
 */
export function freestPlace(points: readonly Place[], level: number, width: number, frame: Frame): Place {
  const places: (Place & { met: number })[] = [];
  for (const heights of [[level - 7, level + textHeight], [level + 2 * textHeight - 2]]) {
    for (let x = frame.width - frame.right - width; x >= frame.left; x -= 10) {
      for (const y of heights) {
        const box = { left: x, right: x + width, top: y - textHeight, bottom: y + 4 };
        if (box.bottom <= frame.height - frame.bottom) places.push({ x, y, met: meetings(points, box) });
      }
    }
  }
  const [first, ...rest] = places;
  if (!first) return { x: frame.left, y: level - 7 };
  const { x, y } = rest.reduce((best, place) => (place.met < best.met ? place : best), first);
  return { x, y };
}

/** How many stretches of a line run through a box. */
function meetings(
  points: readonly Place[],
  box: { left: number; right: number; top: number; bottom: number },
): number {
  return points.slice(1).filter((to, index) => {
    const from = points[index] ?? to;
    if (to.x < box.left || from.x > box.right) return false;
    const heightAt = (x: number) => from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1);
    const ends = [heightAt(Math.max(from.x, box.left)), heightAt(Math.min(to.x, box.right))];
    return Math.max(...ends) >= box.top && Math.min(...ends) <= box.bottom;
  }).length;
}

/** Places values evenly from left to right; the scale begins at zero and ends at a round figure. */
export function drawLine(values: readonly number[], frame: Frame, tickCount = 4): DrawnLine {
  const x = scalePoint<number>()
    .domain(values.map((_, index) => index))
    .range([frame.left, frame.width - frame.right]);
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(...values, 0) || 1])
    .nice(tickCount)
    .range([frame.height - frame.bottom, frame.top]);
  const round = (value: number) => Math.round(value * 10) / 10;
  const points = values.map((value, index) => ({ x: round(x(index) ?? frame.left), y: round(y(value)) }));
  const path = d3Line<{ x: number; y: number }>()
    .x((point) => point.x)
    .y((point) => point.y)
    .curve(curveMonotoneX)
    .digits(1)(points);
  return {
    path: path ?? '',
    points,
    ticks: y.ticks(tickCount).map((value) => ({ value, y: round(y(value)) })),
    yOf: (value) => round(y(value)),
  };
}
