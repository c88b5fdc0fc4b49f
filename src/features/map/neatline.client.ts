import type * as L from 'leaflet';
import { columnLetter } from '#features/town/grid.ts';
import type { ChartSettings } from './chart.ts';

const frame = 18;
/** Less of a cell than this is not worth a letter. */
const leastCell = 16;

/** Draws the neatline around the map; its letters and numbers stand at the cells that are in sight. */
export function drawNeatline(map: L.Map, chart: HTMLElement, { bounds, grid }: ChartSettings): void {
  const edge = chart.querySelector<SVGSVGElement>('.edge');
  if (!edge) return;
  const [[west, south], [east, north]] = bounds;
  const draw = () => {
    const { x: width, y: height } = map.getSize();
    const { x: left, y: top } = map.latLngToContainerPoint([north, west]);
    const { x: right, y: bottom } = map.latLngToContainerPoint([south, east]);
    const columns = cells(left, right, grid.columns, width);
    const rows = cells(top, bottom, grid.rows, height);
    edge.setAttribute('viewBox', `${-frame} ${-frame} ${width + 2 * frame} ${height + 2 * frame}`);
    edge.replaceChildren(
      shape('rect', {
        class: 'neat',
        x: 1 - frame,
        y: 1 - frame,
        width: width + 2 * frame - 2,
        height: height + 2 * frame - 2,
      }),
      shape('rect', { class: 'inner', x: 0, y: 0, width, height }),
      ...columns.map(({ index, middle }) => letter(columnLetter(index), middle, -5)),
      ...rows.map(({ index, middle }) => letter(String(index + 1), -frame / 2, middle + 4)),
      ...columns.flatMap(({ start }) =>
        start > 1 ? [shape('path', { class: 'tick', d: `M${start} ${-frame + 1}V0` })] : [],
      ),
      ...rows.flatMap(({ start }) =>
        start > 1 ? [shape('path', { class: 'tick', d: `M${-frame + 1} ${start}H0` })] : [],
      ),
    );
  };
  map.on('move resize', draw);
  draw();
}

/** The cells of one side that are in sight, with the middle of what is. */
function cells(from: number, to: number, count: number, size: number) {
  return Array.from({ length: count }, (_, index) => {
    const start = Math.max(0, from + ((to - from) * index) / count);
    const end = Math.min(size, from + ((to - from) * (index + 1)) / count);
    return { index, start, middle: (start + end) / 2, seen: end - start };
  }).filter(({ seen }) => seen >= leastCell);
}

function letter(text: string, x: number, y: number): SVGElement {
  const element = shape('text', { x, y });
  element.textContent = text;
  return element;
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
