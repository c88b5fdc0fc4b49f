import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import { planarTriangleArea, presimplify } from 'topojson-simplify';
import { cleanPolygons } from './rings.ts';
import { findCrossings } from './crossings.ts';
import { metersPerDegree, signedDoubleArea } from '../geometry.ts';
import { type BorderNet, bordersOf } from './topology.ts';

/** The size to reach: a phone on a bad connection loads it with the map. */
const targetBytes = 150_000;

/** A sheet is never drawn wider than this; a corner that moves a border by less than a dot is no use. */
const widestSheetPixels = 1600;
const leastBytesPerArea = 600;
const coarser = 1.7;
const finer = 8;
const areaKept = 0.75;
const most = { rounds: 30, repairs: 16 };

/** What simplifying left: the areas in their order, and the net with the borders that remain. */
export interface SimplifiedNet {
  readonly areas: readonly Position[][][][];
  readonly net: BorderNet;
}

/**
 * Takes corners out of the borders, least visible first (Visvalingam and Whyatt 1993), until the town is small
 * enough to load. Each border is simplified once, for all areas that share it, so neighbors keep meeting. Where
 * that would make an area vanish, lose a quarter of itself, or let borders cross, corners are kept.
 */
export function simplifyNet(net: BorderNet): SimplifiedNet {
  const [west, south, east, north] = net.topology.bbox ?? [0, 0, 0, 0];
  const squareMeters = metersPerDegree ** 2 * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const weighted = presimplify(net.topology, (triangle) => planarTriangleArea(triangle) * squareMeters);
  const sides = Math.max(east - west, north - south) * metersPerDegree;
  const enough = Math.max(targetBytes, net.areas.length * leastBytesPerArea);
  const source: Source = {
    net,
    borders: weighted.arcs.map((arc) => arc.map(([x = 0, y = 0, weight = 0]) => ({ at: [x, y], weight }))),
    sizes: sizesOf(drawAreas(net)),
  };
  let least = (sides / widestSheetPixels) ** 2 / 2;
  let drawn = drawSound(source, least);
  for (let round = 0; round < most.rounds && bytesOf(drawn.areas) > enough; round += 1) {
    least *= coarser;
    drawn = drawSound(source, least);
  }
  return drawn;
}

/** A corner and the area in square meters by which leaving it out changes the border. */
interface WeightedCorner {
  readonly at: Position;
  weight: number;
}

interface Source {
  readonly net: BorderNet;
  readonly borders: readonly (readonly WeightedCorner[])[];
  readonly sizes: readonly number[];
}

/** Leaves out all corners of less weight, then gives weight to those that were needed and draws again. */
function drawSound(source: Source, least: number): SimplifiedNet {
  for (let repair = 0; ; repair += 1) {
    const kept = source.borders.map((border) =>
      border.flatMap((corner, number) => (corner.weight >= least ? [number] : [])),
    );
    const arcs = kept.map((numbers, border) =>
      numbers.map((number) => source.borders[border]?.[number]?.at ?? []),
    );
    const net: BorderNet = { topology: { ...source.net.topology, arcs }, areas: source.net.areas };
    const areas = drawAreas(net);
    if (repair === most.repairs) return { areas, net };
    const needed = [...missedByAreas(source, areas), ...missedByCrossings(source, net, kept)];
    const missing = needed.filter(({ weight }) => weight < least && weight > 0);
    if (missing.length === 0) return { areas, net };
    for (const corner of new Set(missing)) corner.weight *= finer;
  }
}

/** The corners of areas that lost too much. */
function missedByAreas(source: Source, areas: readonly Position[][][][]): WeightedCorner[] {
  return sizesOf(areas).flatMap((size, number) => {
    const area = source.net.areas[number];
    const before = source.sizes[number] ?? 0;
    const isLost = size < before * areaKept || size > before / areaKept;
    return isLost && area !== undefined
      ? bordersOf(area).flatMap((border) => source.borders[border] ?? [])
      : [];
  });
}

/** The corners left out of segments that now cross. */
function missedByCrossings(
  source: Source,
  net: BorderNet,
  kept: readonly (readonly number[])[],
): WeightedCorner[] {
  return findCrossings(net.topology.arcs).flatMap(({ segments }) =>
    segments.flatMap(({ line, start }) => {
      const [from, to] = [kept[line]?.[start], kept[line]?.[start + 1]];
      return source.borders[line]?.slice((from ?? 0) + 1, to) ?? [];
    }),
  );
}

/** The areas of a net as outlines, without what encloses nothing. */
export function drawAreas(net: BorderNet): Position[][][][] {
  return net.areas.map((area) => {
    const { geometry } = feature(net.topology, area);
    return cleanPolygons(geometry.coordinates);
  });
}

function sizesOf(areas: readonly Position[][][][]): number[] {
  return areas.map((polygons) =>
    polygons.reduce(
      (sum, rings) =>
        sum +
        rings.reduce((all, ring, at) => all + (at === 0 ? 1 : -1) * Math.abs(signedDoubleArea(ring)), 0),
      0,
    ),
  );
}

const bytesAround = 120;

/** About how many bytes these areas take as GeoJSON. */
function bytesOf(areas: readonly Position[][][][]): number {
  return JSON.stringify(areas).length + areas.length * bytesAround;
}
