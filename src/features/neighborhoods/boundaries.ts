import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { LonLat } from '#features/town/geography.ts';
import type { LocalizedText } from '#features/town/localized.ts';
import { checkCoordinates, isPosition } from './boundaries/coordinates.ts';
import { findAreas, type RawBoundaries } from './boundaries/features.ts';
import { readBoundaryFile } from './boundaries/file.ts';
import { type AreaName, nameAreas, type NamedAreas } from './boundaries/names.ts';
import type { BoundaryNotice } from './boundaries/notices.ts';
import { isRefused, type Refused } from './boundaries/refusal.ts';
import { cleanPolygons, countCorners } from './boundaries/rings.ts';
import { findCrossings } from './boundaries/crossings.ts';
import { drawTown } from './boundaries/draw-town.ts';
import type { MapView } from './boundaries/map-view.ts';

/** More areas than this are parcels or census blocks, not neighborhoods that people name. */
const mostAreas = 2000;

/** The steps of an import that take long on a large file. */
export type ImportStep = 'reading' | 'checking' | 'joining-borders' | 'simplifying' | 'measuring';

/** How a boundary file is to be read. */
export interface ImportOptions {
  /** The property that names the areas, or null to have it found. */
  readonly nameProperty: string | null;
  /** The town's languages, its default first. */
  readonly languages: readonly string[];
  /** The name of the n-th area that has none, from 1. */
  readonly unnamed: (number: number) => LocalizedText;
  /** The name of the only area, when the file is one outline without a name. */
  readonly townName: string;
  /** Called as each step begins. */
  readonly onStep?: (step: ImportStep) => void;
}

/** A neighborhood made from a boundary file. */
export interface ImportedNeighborhood {
  readonly id: string;
  readonly name: LocalizedText;
  readonly geometry: Polygon | MultiPolygon;
  /** Where its name stands on the map. */
  readonly label: LonLat;
}

/** All that a boundary file says about a town. */
export interface ImportedBoundaries {
  readonly neighborhoods: readonly ImportedNeighborhood[];
  /** The ground under all neighborhoods together. */
  readonly land: Polygon | MultiPolygon;
  readonly view: MapView;
  readonly cornersBefore: number;
  readonly cornersAfter: number;
  readonly notices: readonly BoundaryNotice[];
}

/** An area ready to be drawn: sound outlines, and a name where it has one. */
export interface NamedArea extends AreaName {
  readonly outline: Position[][][];
}

/**
 * Turns a boundary file as cities publish them into neighborhoods that share their borders, in GeoJSON's degrees
 * to 5 decimals, small enough for a phone. What can be mended is mended and noted; what cannot is refused with
 * its reason. The same file always gives the same town.
 */
export function importBoundaries(bytes: Uint8Array, options: ImportOptions): ImportedBoundaries | Refused {
  options.onStep?.('reading');
  const file = readBoundaryFile(bytes);
  if (isRefused(file)) return file;
  const found = findAreas(file.value);
  if (isRefused(found)) return found;
  const count = found.areas.length;
  if (count > mostAreas) return { refusal: { code: 'too-many-areas', found: count, most: mostAreas } };
  options.onStep?.('checking');
  const coordinates = checkCoordinates(found);
  if (isRefused(coordinates)) return coordinates;
  const outlines = found.areas.map((area) => cleanPolygons(area.polygons));
  const sound = { ...found, areas: found.areas.filter((_, at) => outlines[at]?.length) };
  const broken = count - sound.areas.length;
  if (sound.areas.length === 0) return { refusal: { code: 'no-outlines', broken } };
  const named = nameSound(sound, options);
  if (isRefused(named)) return named;
  const areas = outlines
    .filter((outline) => outline.length > 0)
    .map((outline, at) => ({ outline, ...(named.names[at] ?? noName) }));
  const town = drawTown(areas, options);
  if (isRefused(town)) return town;
  const noticed = { broken, encoding: file.encoding, mislabeled: coordinates.mislabeled, named };
  const notices = [...noticesOf(sound, noticed, options), ...knotNotices(sound, named), ...town.notices];
  return { ...town, cornersBefore: countCorners(outlines), notices };
}

const noName: AreaName = { name: null, text: null, latin: null };
const nothingNamed: NamedAreas = {
  property: null,
  names: [],
  alternatives: [],
  calmed: false,
  numberedAs: null,
};

/** A single outline may lack a name: it is the town itself. */
function nameSound(found: RawBoundaries, options: ImportOptions): NamedAreas | Refused {
  const named = nameAreas(found.areas, options.nameProperty, options.languages);
  if (!isRefused(named) || options.nameProperty !== null || found.areas.length > 1) return named;
  return nothingNamed;
}

interface Noticed {
  readonly broken: number;
  readonly encoding: string;
  readonly mislabeled: string | null;
  readonly named: NamedAreas;
}

function noticesOf(found: RawBoundaries, noticed: Noticed, options: ImportOptions): BoundaryNotice[] {
  const notices: BoundaryNotice[] = [];
  const { broken, encoding, mislabeled, named } = noticed;
  if (encoding !== 'utf-8') notices.push({ code: 'encoding', encoding });
  if (mislabeled !== null) notices.push({ code: 'mislabeled-system', system: mislabeled });
  if (found.points > 0) notices.push({ code: 'points-left-out', count: found.points });
  if (found.lines > 0) notices.push({ code: 'lines-left-out', count: found.lines });
  if (found.empty > 0) notices.push({ code: 'empty-left-out', count: found.empty });
  if (broken > 0) notices.push({ code: 'broken-left-out', count: broken });
  if (found.areas.length === 1) notices.push({ code: 'single-area' });
  const { property, alternatives, calmed, numberedAs } = named;
  if (property !== null && numberedAs !== null)
    notices.push({ code: 'numbers-as-names', property, word: numberedAs });
  else if (property !== null && options.nameProperty === null)
    notices.push({ code: 'name-property', property, alternatives });
  if (calmed) notices.push({ code: 'calmed-names' });
  return notices;
}

/** A notice for each area whose outline crosses itself in the file, with the place. */
function knotNotices(found: RawBoundaries, named: NamedAreas): BoundaryNotice[] {
  return found.areas.flatMap(({ polygons }, at): BoundaryNotice[] => {
    const [crossing] = findCrossings(
      polygons.flat().filter((ring) => isLine(ring)),
      1,
    );
    return crossing === undefined
      ? []
      : [{ code: 'knotted', name: named.names[at]?.name ?? null, at: crossing.at }];
  });
}

function isLine(ring: unknown): boolean {
  return Array.isArray(ring) && ring.every((position) => isPosition(position));
}
