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

/** Room for a line of text beside a level, in the drawing's units. */
const labelBand = 22;

/**
 * On which side of a level, at `y`, a label at the right end meets fewer points.
 * @param from where the label begins
 * @param bottom where the drawing ends
 */
export function freerSide(
  points: DrawnLine['points'],
  { y, from, bottom }: { y: number; from: number; bottom: number },
): 'above' | 'below' {
  if (y + labelBand > bottom) return 'above';
  const beside = points.filter((point) => point.x >= from);
  const above = beside.filter((point) => point.y <= y && point.y > y - labelBand).length;
  const below = beside.filter((point) => point.y > y && point.y < y + labelBand).length;
  return below < above ? 'below' : 'above';
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
