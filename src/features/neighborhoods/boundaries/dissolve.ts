import type { Position } from 'geojson';
import type { MultiPolygon as TopoMultiPolygon } from 'topojson-specification';
import { areaAt, signedDoubleArea } from '../geometry.ts';
import type { BorderNet } from './topology.ts';

/** A border walked in a direction: its number, or the number's complement when walked backward (TopoJSON 1.0). */
type Walked = number;

/**
 * Puts areas of a net together as one, their inner borders gone. A border that two areas walk in opposite
 * directions lies between them and falls away; what remains closes into rings, even where areas overlap.
 */
export function dissolve(net: BorderNet, areas: readonly TopoMultiPolygon[]): TopoMultiPolygon {
  const rings = closeRings(net, outerBorders(areas)).map((walked) => ({ walked, line: lineOf(net, walked) }));
  const sized = rings.map((ring) => ({ ...ring, size: signedDoubleArea(ring.line) }));
  const shells = sized
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size)
    .map((shell) => ({
      arcs: [shell.walked],
      geometry: { type: 'Polygon' as const, coordinates: [shell.line] },
    }));
  for (const hole of sized.filter(({ size }) => size < 0)) {
    const [lon = 0, lat = 0] = middleOfLine(hole.line);
    areaAt([lon, lat], shells)?.arcs.push(hole.walked);
  }
  return { type: 'MultiPolygon', arcs: shells.map(({ arcs }) => arcs) };
}

/** The net with areas put together by `parts`: each entry lists the areas that become one. */
export function joinAreas(net: BorderNet, parts: readonly (readonly number[])[]): BorderNet {
  const areas = parts.map((numbers) => {
    const members = numbers.map((number) => net.areas[number]).filter((area) => area !== undefined);
    const [only] = members;
    return members.length === 1 && only !== undefined ? only : dissolve(net, members);
  });
  return { topology: net.topology, areas };
}

/** The borders that remain when each pair walked both ways has gone, with their direction. */
function outerBorders(areas: readonly TopoMultiPolygon[]): Walked[] {
  const balance = new Map<number, number>();
  for (const walked of areas.flatMap((area) => area.arcs.flat(2))) {
    const border = walked < 0 ? ~walked : walked;
    balance.set(border, (balance.get(border) ?? 0) + (walked < 0 ? -1 : 1));
  }
  return [...balance].flatMap(([border, times]) =>
    Array.from({ length: Math.abs(times) }, () => (times < 0 ? ~border : border)),
  );
}

/** Follows borders from end to start until each walk is back where it began. */
function closeRings(net: BorderNet, borders: readonly Walked[]): Walked[][] {
  const leaving = new Map<string, Walked[]>();
  for (const walked of borders) {
    const start = endsOf(net, walked)[0];
    leaving.set(start, [...(leaving.get(start) ?? []), walked]);
  }
  const rings: Walked[][] = [];
  for (const [start, waiting] of leaving) {
    while (waiting.length > 0) {
      const ring: Walked[] = [];
      let at = start;
      do {
        const next = leaving.get(at)?.pop();
        if (next === undefined) break;
        ring.push(next);
        at = endsOf(net, next)[1];
      } while (at !== start);
      if (at === start) rings.push(ring);
    }
  }
  return rings;
}

function endsOf(net: BorderNet, walked: Walked): [start: string, end: string] {
  const arc = net.topology.arcs[walked < 0 ? ~walked : walked] ?? [];
  const ends: [string, string] = [String(arc[0]?.slice(0, 2)), String(arc.at(-1)?.slice(0, 2))];
  return walked < 0 ? [ends[1], ends[0]] : ends;
}

function lineOf(net: BorderNet, ring: readonly Walked[]): Position[] {
  return ring.flatMap((walked, at) => {
    const arc = net.topology.arcs[walked < 0 ? ~walked : walked] ?? [];
    const line = walked < 0 ? arc.toReversed() : arc;
    return at === 0 ? line : line.slice(1);
  });
}

/** The middle of a line's longest segment: a place that is not a corner other rings may touch. */
function middleOfLine(line: readonly Position[]): Position {
  let longest = 0;
  let middle: Position = line[0] ?? [0, 0];
  for (let at = 1; at < line.length; at += 1) {
    const [x0 = 0, y0 = 0] = line[at - 1] ?? [];
    const [x1 = 0, y1 = 0] = line[at] ?? [];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length > longest) [longest, middle] = [length, [(x0 + x1) / 2, (y0 + y1) / 2]];
  }
  return middle;
}
