import type { ImportedBoundaries, ImportedNeighborhood, ImportOptions, NamedArea } from '../boundaries.ts';
import type { BoundaryNotice } from './notices.ts';
import type { Refused } from './refusal.ts';
import { countCorners } from './rings.ts';
import { boxAround, boxOf, distanceMeters } from '../geometry.ts';
import { labelPoint } from './label-point.ts';
import { landOf, toGeometry } from './land.ts';
import { viewOf } from './map-view.ts';
import { findOverlaps, type Overlap } from './overlaps.ts';
import { namePlaces } from './place-names.ts';
import { foldName, gatherByName, type NamedPlace } from './same-names.ts';
import { type SimplifiedNet, simplifyNet } from './simplify.ts';
import { snapBorders } from './snap.ts';
import { joinAreas } from './dissolve.ts';
import { netOf } from './topology.ts';

const wideKilometers = 300;
/** A town of fewer meters from corner to corner is a drawing error, or not in degrees. */
const smallestMeters = 50;

/** A town as drawn, before anyone asked whether its areas lie on top of each other. */
interface Drawing {
  readonly areas: readonly NamedArea[];
  readonly places: readonly NamedPlace[];
  readonly simplified: SimplifiedNet;
  readonly neighborhoods: readonly ImportedNeighborhood[];
}

/**
 * Draws a town from its areas: borders joined, areas of one name gathered, corners taken out, ids and labels
 * given. An area that only outlines all the others is left out. Refused when nothing with an outline remains.
 */
export function drawTown(areas: readonly NamedArea[], options: ImportOptions): ImportedBoundaries | Refused {
  const snapped = joinBorders(areas, options);
  if (snapped.length === 0) return { refusal: { code: 'no-outlines', broken: areas.length } };
  const whole = drawAll(snapped, options);
  if (diagonalMeters(whole.neighborhoods) < smallestMeters)
    return { refusal: { code: 'no-outlines', broken: areas.length } };
  const { cover, overlaps } = findOverlaps(whole.neighborhoods);
  if (cover === null) return finish(whole, overlaps, []);
  const covering = new Set(whole.places[cover]?.areas);
  const rest = drawAll(
    snapped.filter((_, at) => !covering.has(at)),
    options,
  );
  const name = nameOf(whole.neighborhoods[cover]);
  return finish(rest, findOverlaps(rest.neighborhoods).overlaps, [{ code: 'outline-left-out', name }]);
}

function joinBorders(areas: readonly NamedArea[], options: ImportOptions): NamedArea[] {
  options.onStep?.('joining-borders');
  const snapped = snapBorders(areas.map(({ outline }) => outline));
  return areas
    .map((area, at): NamedArea => ({ ...area, outline: snapped[at] ?? [] }))
    .filter(({ outline }) => outline.length > 0);
}

function drawAll(areas: readonly NamedArea[], options: ImportOptions): Drawing {
  const outlines = areas.map(({ outline }) => outline);
  const places = gatherByName(
    areas.map(({ name }) => name),
    outlines,
  );
  const net = joinAreas(
    netOf(outlines),
    places.map((place) => place.areas),
  );
  options.onStep?.('simplifying');
  const simplified = simplifyNet(net);
  options.onStep?.('measuring');
  const neighborhoods = namePlaces(places, areas, options).map((place, at): ImportedNeighborhood => {
    const polygons = simplified.areas[at] ?? [];
    return { ...place, geometry: toGeometry(polygons), label: labelPoint(polygons) };
  });
  return { areas, places, simplified, neighborhoods };
}

function finish(
  drawing: Drawing,
  overlaps: readonly Overlap[],
  noticed: readonly BoundaryNotice[],
): ImportedBoundaries {
  const { areas, neighborhoods, places, simplified } = drawing;
  const named = (at: number): string => nameOf(neighborhoods[at]);
  const pairs = new Set(overlaps.map(({ inner, outer }) => `${inner} ${outer}`));
  const overlapping = overlaps.flatMap(({ inner, outer }): BoundaryNotice[] => {
    if (!pairs.has(`${outer} ${inner}`))
      return [{ code: 'overlapping', inner: named(inner), outer: named(outer) }];
    return inner < outer ? [{ code: 'on-each-other', one: named(inner), other: named(outer) }] : [];
  });
  return {
    neighborhoods,
    land: landOf(simplified.net),
    view: viewOf(simplified.areas),
    cornersBefore: countCorners(areas.map(({ outline }) => outline)),
    cornersAfter: countCorners(simplified.areas),
    notices: [...noticed, ...placeNotices(places), ...overlapping, ...wideNotices(neighborhoods)],
  };
}

function placeNotices(places: readonly NamedPlace[]): BoundaryNotice[] {
  const notices: BoundaryNotice[] = [];
  const unnamed = places.filter(({ name }) => name === null).length;
  if (unnamed > 0 && places.length > 1) notices.push({ code: 'unnamed', count: unnamed });
  for (const { name, areas } of places) {
    if (name !== null && areas.length > 1) notices.push({ code: 'merged', name, parts: areas.length });
  }
  places.forEach(({ name, number }, at) => {
    if (name === null || number === null) return;
    const folded = foldName(name);
    const last = !places
      .slice(at + 1)
      .some((other) => other.number !== null && foldName(other.name ?? '') === folded);
    if (last) notices.push({ code: 'numbered', name, places: number });
  });
  return notices;
}

function wideNotices(neighborhoods: readonly ImportedNeighborhood[]): BoundaryNotice[] {
  const kilometers = Math.round(diagonalMeters(neighborhoods) / 1000);
  return kilometers > wideKilometers ? [{ code: 'wide', kilometers }] : [];
}

function diagonalMeters(neighborhoods: readonly ImportedNeighborhood[]): number {
  const [west, south, east, north] = boxAround(neighborhoods.map(({ geometry }) => boxOf(geometry)));
  return distanceMeters([west, south], [east, north]);
}

function nameOf(neighborhood: ImportedNeighborhood | undefined): string {
  return Object.values(neighborhood?.name ?? {})[0] ?? '';
}
