import type { Position } from 'geojson';
import type { ForeignKind, Refused } from './refusal.ts';

/** One area of the file as published: its properties, and its outlines as rings (shell first, then holes). */
export interface RawArea {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly polygons: readonly (readonly (readonly Position[])[])[];
}

/** What a file holds: its areas, what was not an area, and the coordinate system it names. */
export interface RawBoundaries {
  readonly areas: readonly RawArea[];
  readonly points: number;
  readonly lines: number;
  readonly empty: number;
  /** The system as the file's `crs` member names it (GeoJSON of 2008), or null when it names none. */
  readonly system: string | null;
  /** The file was a bare geometry, or one feature, without a collection around it. */
  readonly single: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;
interface Found {
  polygons: Position[][][];
  points: number;
  lines: number;
}

const geometryTypes = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

/**
 * Takes the areas out of a GeoJSON value: a FeatureCollection, one Feature, a bare geometry, or a plain list of
 * features (RFC 7946). Points and lines are counted and left out. Refuses what is not GeoJSON, by its name.
 */
export function findAreas(value: unknown): RawBoundaries | Refused {
  const features = featuresOf(value);
  if ('refusal' in features) return features;
  if (features.list.length === 0) return { refusal: { code: 'no-features' } };
  const areas: RawArea[] = [];
  const counts = { points: 0, lines: 0, empty: 0 };
  for (const feature of features.list) {
    const found: Found = { polygons: [], points: 0, lines: 0 };
    collect(feature.geometry, found);
    if (found.polygons.length > 0) {
      const properties = isRecord(feature.properties) ? feature.properties : {};
      areas.push({ properties, polygons: found.polygons });
    } else if (found.points + found.lines === 0) counts.empty += 1;
    counts.points += found.points > 0 ? 1 : 0;
    counts.lines += found.lines > 0 && found.points === 0 ? 1 : 0;
  }
  if (areas.length === 0) return { refusal: { code: 'no-areas', ...counts } };
  return { areas, ...counts, system: systemOf(value), single: features.single };
}

function featuresOf(value: unknown): { list: readonly JsonObject[]; single: boolean } | Refused {
  if (Array.isArray(value)) {
    const list = value.filter((entry) => isRecord(entry)).flatMap((entry) => listedFeature(entry));
    return list.length > 0 ? { list, single: false } : foreign('json');
  }
  if (!isRecord(value)) return foreign('json');
  const type = value.type;
  if (type === 'FeatureCollection') {
    const list = Array.isArray(value.features) ? value.features.filter((entry) => isRecord(entry)) : [];
    return { list, single: false };
  }
  if (type === 'Feature') return { list: [value], single: true };
  if (typeof type === 'string' && geometryTypes.has(type))
    return { list: [{ geometry: value }], single: true };
  return nameForeignJson(value);
}

/** An entry of a plain list: a feature, or a geometry without one. */
function listedFeature(entry: JsonObject): JsonObject[] {
  if (entry.type === 'Feature') return [entry];
  return typeof entry.type === 'string' && geometryTypes.has(entry.type) ? [{ geometry: entry }] : [];
}

function nameForeignJson(value: JsonObject): Refused {
  if (value.type === 'Topology') return foreign('topojson');
  if (isRecord(value.error)) {
    const message = value.error.message;
    return { refusal: { code: 'server-error', message: typeof message === 'string' ? message : '' } };
  }
  const first: unknown = Array.isArray(value.features) ? value.features[0] : null;
  const isEsri =
    'geometryType' in value || 'spatialReference' in value || (isRecord(first) && 'attributes' in first);
  return foreign(isEsri ? 'esri-json' : 'json');
}

function collect(geometry: unknown, found: Found): void {
  if (!isRecord(geometry)) return;
  const { type, coordinates, geometries } = geometry;
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    for (const part of geometries) collect(part, found);
  } else if (type === 'Polygon' && isFilled(coordinates)) {
    found.polygons.push(coordinates as Position[][]);
  } else if (type === 'MultiPolygon' && isFilled(coordinates)) {
    found.polygons.push(...(coordinates as Position[][][]).filter((polygon) => isFilled(polygon)));
  } else if (type === 'Point' || type === 'MultiPoint') found.points += 1;
  else if (type === 'LineString' || type === 'MultiLineString') found.lines += 1;
}

function systemOf(value: unknown): string | null {
  const crs = isRecord(value) ? value.crs : null;
  const properties = isRecord(crs) ? crs.properties : null;
  if (!isRecord(properties)) return null;
  const name = properties.name ?? properties.code ?? properties.href;
  if (typeof name === 'number') return `EPSG:${String(name)}`;
  return typeof name === 'string' ? name : null;
}

function foreign(kind: ForeignKind): Refused {
  return { refusal: { code: 'foreign', kind } };
}

function isFilled(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && list.length > 0;
}

/** Whether a JSON value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
