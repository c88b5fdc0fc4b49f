import type { Position } from 'geojson';
import type { Bounds, Grid, LonLat } from '#features/town/geography.ts';
import { type Box, boxAround, boxContains, boxOf, middleOf } from '../geometry.ts';
import { largestPart } from './label-point.ts';

/** How a town lies on its sheet. */
export interface MapView {
  readonly bounds: Bounds;
  readonly center: LonLat;
  /** Leaflet zoom at which the bounds fit a sheet of `sheetPixels`. */
  readonly zoom: number;
  readonly grid: Grid;
}

const margin = 0.04;
const narrowest = 0.8;
const widest = 1.6;
const cellsAlong = 8;
const reach = 0.15;
const sheetPixels = 640;
const tilePixels = 256;

/**
 * The sheet for these areas: their bounds with a margin, brought to a shape between 4:5 and 8:5, its zoom, and
 * a grid of squares, eight along the longer side. Every area's largest part is on the sheet; smaller parts far
 * from all others (islands of the same city, say) may lie outside.
 */
export function viewOf(areas: readonly (readonly (readonly (readonly Position[])[])[])[]): MapView {
  const main = boxAround(areas.map((polygons) => ringBox(largestPart(polygons)[0])));
  const near = grow(main, reach);
  const parts = areas.flat().map((rings) => ringBox(rings[0]));
  const box = boxAround([main, ...parts.filter((part) => boxContains(near, middleOf(part)))]);
  const stretch = mercatorStretch(box);
  const sheet = shape(grow(box, margin), stretch);
  const [west, south, east, north] = sheet.map((degrees) => Math.round(degrees * 1e4) / 1e4) as [
    number,
    number,
    number,
    number,
  ];
  const ratio = (east - west) / ((north - south) * stretch);
  const zoom = Math.log2(
    (sheetPixels * 360) / (tilePixels * Math.max(east - west, (north - south) * stretch)),
  );
  return {
    bounds: [
      [Math.max(-180, west), Math.max(-90, south)],
      [Math.min(180, east), Math.min(90, north)],
    ],
    center: [(west + east) / 2, (south + north) / 2].map((degrees) => Math.round(degrees * 1e5) / 1e5) as [
      number,
      number,
    ],
    zoom: Math.min(18, Math.max(1, Math.floor(zoom))),
    grid: {
      columns: ratio >= 1 ? cellsAlong : Math.max(3, Math.round(cellsAlong * ratio)),
      rows: ratio >= 1 ? Math.max(3, Math.round(cellsAlong / ratio)) : cellsAlong,
    },
  };
}

function ringBox(ring: readonly Position[] | undefined): Box {
  return boxOf({ type: 'LineString', coordinates: [...(ring ?? [])] });
}

function grow([west, south, east, north]: Box, part: number): Box {
  const aside = (east - west) * part;
  const above = (north - south) * part;
  return [west - aside, south - above, east + aside, north + above];
}

/** How much taller a degree of latitude is than one of longitude, on a map in Mercator's projection. */
function mercatorStretch(box: Box): number {
  return 1 / Math.cos((middleOf(box)[1] * Math.PI) / 180);
}

function shape([west, south, east, north]: Box, stretch: number): Box {
  const width = east - west;
  const height = (north - south) * stretch;
  const addWidth = Math.max(0, height * narrowest - width) / 2;
  const addHeight = Math.max(0, width / widest - height) / stretch / 2;
  return [west - addWidth, south - addHeight, east + addWidth, north + addHeight];
}
