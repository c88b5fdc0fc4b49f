import type { Bounds, Grid, LonLat } from '#features/town/geography.ts';
import type { Mark } from './marks.ts';

/** A neighborhood as the map writes it. */
export interface ChartPlace {
  readonly name: string;
  readonly at: LonLat;
  readonly href: string;
  /** What is missing here, and where one can do something about it. */
  readonly note: { readonly text: string; readonly href: string } | null;
}

/** What the page tells the map's script. */
export interface ChartSettings {
  /** Address of the groups to show. */
  readonly groups: string;
  /** Address of a group's page, with `{slug}` in it. */
  readonly group: string;
  readonly bounds: Bounds;
  readonly grid: Grid;
  readonly tiles: { readonly url: string; readonly attribution: string } | null;
  readonly places: readonly ChartPlace[];
  /** Shows the whole sheet at first; else the groups that were asked for. */
  readonly whole: boolean;
  /** Where the reader said to be. */
  readonly position: LonLat | null;
  readonly texts: ChartTexts;
}

/** Words with `{groups}`, `{withPlaces}` and `{place}` for the script to fill in. */
export interface ChartTexts {
  readonly cluster: string;
  readonly here: string;
  readonly close: string;
  readonly more: string;
}

/** A group on the map. */
export interface ChartGroup extends Mark {
  /** Its place in the list, from 0. */
  readonly order: number;
  /** What assistive technology calls its marker; no other marker is called the same. */
  readonly label: string;
  readonly at: LonLat;
}

/** A feature of the brief file. */
export interface MarkFeature {
  readonly geometry: { readonly coordinates: LonLat };
  readonly properties: Mark;
}

/** The groups of a brief file, in its order, each with a label of its own and, where several share a point, apart. */
export function chartGroups(features: readonly MarkFeature[], bounds: Bounds): ChartGroup[] {
  const taken = new Map<string, number>();
  const points = new Map<string, number[]>();
  const groups = features.map(({ geometry, properties }, order) => {
    const wanted = [properties.name, properties.standing, properties.place].join(', ');
    const before = taken.get(wanted) ?? 0;
    taken.set(wanted, before + 1);
    const key = geometry.coordinates.join();
    const here = points.get(key);
    if (here) here.push(order);
    else points.set(key, [order]);
    const label = before === 0 ? wanted : `${wanted} (${before + 1})`;
    return { ...properties, order, label, at: geometry.coordinates };
  });
  const moved = new Map<number, LonLat>();
  for (const orders of points.values()) {
    const middle = groups[orders[0] ?? 0]?.at ?? [0, 0];
    for (const [index, at] of around(middle, orders.length, bounds).entries())
      moved.set(orders[index] ?? 0, at);
  }
  return groups.map((group) => ({ ...group, at: moved.get(group.order) ?? group.at }));
}

/** How far apart neighbors on one point stand, and how far from it the last may, as shares of the sheet's width. */
const apart = 1 / 24;
const farthest = 1 / 12;
/** The nearest two of a sunflower’s seeds, in steps. */
const closest = 1.54;

/**
 * `count` places around a point, evenly apart like the seeds of a sunflower; the point itself for one. However many
 * they are, they stay near it, so that those of two neighborhoods do not mingle.
 */
export function around([lon, lat]: LonLat, count: number, [[west, south], [east, north]]: Bounds): LonLat[] {
  if (count === 1) return [[lon, lat]];
  const width = east - west;
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const step = width * Math.min(apart / closest, farthest / Math.sqrt(count));
  return Array.from({ length: count }, (_, index) => {
    const far = step * Math.sqrt(index + 0.5);
    const angle = index * 2.399963 - 0.8;
    return [lon + Math.cos(angle) * far, lat - Math.sin(angle) * far * shrink];
  });
}
