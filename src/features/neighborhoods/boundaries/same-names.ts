import type { Position } from 'geojson';
import { type Box, boxOf, gapMeters } from '../geometry.ts';

/** Areas of one name that lie within this of each other are parts of one neighborhood. */
const samePlaceMeters = 500;

/** One neighborhood to be: the areas it is made of, and its number among places of the same name, if several. */
export interface NamedPlace {
  readonly name: string | null;
  readonly areas: readonly number[];
  /** 1, 2, … where the name is used for several places far apart; otherwise null. */
  readonly number: number | null;
}

/**
 * Puts areas of one name together. City files draw a neighborhood in pieces, each with its name: pieces within
 * `samePlaceMeters` become one. The same name further apart means different places, and they are numbered.
 * Areas without a name stay on their own. Capitals and accents make no difference between names.
 */
export function gatherByName(
  names: readonly (string | null)[],
  outlines: readonly (readonly (readonly (readonly Position[])[])[])[],
): NamedPlace[] {
  const boxes = outlines.map((polygons) =>
    boxOf({ type: 'MultiPolygon', coordinates: polygons as Position[][][] }),
  );
  const byName = new Map<string, number[]>();
  names.forEach((name, area) => {
    const key = name === null ? `\u0000${String(area)}` : foldName(name);
    byName.set(key, [...(byName.get(key) ?? []), area]);
  });
  const places = [...byName.values()].flatMap((areas) => {
    const clusters = cluster(areas, boxes);
    return clusters.map((members, at): NamedPlace => {
      const [first] = members;
      const name = first === undefined ? null : (names[first] ?? null);
      return { name, areas: members, number: clusters.length > 1 ? at + 1 : null };
    });
  });
  return places.sort((a, b) => (a.areas[0] ?? 0) - (b.areas[0] ?? 0));
}

function cluster(areas: readonly number[], boxes: readonly Box[]): number[][] {
  const clusters: number[][] = [];
  for (const area of areas) {
    const near = clusters.filter((members) => members.some((member) => areNear(boxes[member], boxes[area])));
    const joined = [...near.flat(), area].sort((a, b) => a - b);
    for (const members of near) clusters.splice(clusters.indexOf(members), 1);
    clusters.push(joined);
  }
  return clusters;
}

function areNear(a: Box | undefined, b: Box | undefined): boolean {
  return a !== undefined && b !== undefined && gapMeters(a, b) <= samePlaceMeters;
}

/** A name as it is compared: capitals and accents make no difference. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
}
