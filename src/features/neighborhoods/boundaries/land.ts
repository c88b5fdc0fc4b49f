import type { MultiPolygon, Polygon } from 'geojson';
import type { Outlines } from './corners.ts';
import { dissolve } from './dissolve.ts';
import { signedDoubleArea } from '../geometry.ts';
import { drawAreas } from './simplify.ts';
import { type BorderNet, turnRings } from './topology.ts';

/** A gap between neighborhoods smaller than this part of the town is a slip of the pen, not a lake. */
const leastHole = 0.000_2;

/** Ground smaller than this part of the town is a splinter left where borders overlap. */
const leastGround = 0.000_01;

/** The ground under all areas of a net as one shape, its small gaps closed. */
export function landOf(net: BorderNet): Polygon | MultiPolygon {
  const [polygons = []] = drawAreas({ ...net, areas: [dissolve(net, net.areas)] });
  const size = (ring: Outlines[number][number] = []): number => Math.abs(signedDoubleArea(ring));
  const all = polygons.reduce((sum, [shell]) => sum + size(shell), 0);
  const closed = polygons
    .filter(([shell]) => size(shell) >= leastGround * all)
    .map((rings) => rings.filter((ring, at) => at === 0 || size(ring) >= leastHole * all));
  return toGeometry(closed);
}

/** Outlines as GeoJSON; one part as a Polygon. */
export function toGeometry(polygons: Outlines): Polygon | MultiPolygon {
  const turned = turnRings(polygons);
  const [only] = turned;
  return turned.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: turned };
}
