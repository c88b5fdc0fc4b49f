import type { GeometryCollection as Collection, MultiPolygon, Position } from 'geojson';
import { topology } from 'topojson-server';
import type {
  GeometryCollection,
  MultiPolygon as TopoMultiPolygon,
  Objects,
  Topology,
} from 'topojson-specification';
import type { Outlines } from './corners.ts';
import { signedDoubleArea } from '../geometry.ts';

/** The borders of a town, each drawn once, and the areas as references to them. */
export interface BorderNet {
  readonly topology: Topology<Objects>;
  readonly areas: readonly TopoMultiPolygon[];
}

/** Draws each border between two areas once, however many areas share it. Every area must have an outline. */
export function netOf(areas: readonly Outlines[]): BorderNet {
  const geometries = areas.map((polygons): MultiPolygon => ({
    type: 'MultiPolygon',
    coordinates: turnRings(polygons),
  }));
  const collected: Collection = { type: 'GeometryCollection', geometries };
  const net = topology({ areas: collected }) as Topology<Objects>;
  const collection = net.objects.areas as GeometryCollection;
  return { topology: net, areas: collection.geometries.map((geometry) => geometry as TopoMultiPolygon) };
}

/** Outlines with shells counterclockwise and holes clockwise (RFC 7946, section 3.1.6). */
export function turnRings(polygons: Outlines): Position[][][] {
  return polygons.map((rings) =>
    rings.map((ring, at) => (signedDoubleArea(ring) > 0 === (at === 0) ? [...ring] : ring.toReversed())),
  );
}

/** The borders an area is made of, as numbers into the net's arcs. */
export function bordersOf(area: TopoMultiPolygon): number[] {
  return area.arcs.flat(2).map((border) => (border < 0 ? ~border : border));
}
