import type { MultiPolygon, Polygon } from 'geojson';
import { z } from 'zod';
import { type LocalizedText, localizedTextSchema, slugSchema } from './localized.ts';

/** Longitude and latitude in degrees, WGS 84, in GeoJSON's order (RFC 7946). */
export type LonLat = readonly [lon: number, lat: number];

/** South-west and north-east corner of the sheet. */
export type Bounds = readonly [southWest: LonLat, northEast: LonLat];

/** The sheet's grid: columns are lettered from the west, rows numbered from the north. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

export const lonLatSchema = z.tuple([
  z.number().min(-180, 'longitude is below -180').max(180, 'longitude is above 180'),
  z.number().min(-90, 'latitude is below -90').max(90, 'latitude is above 90'),
]);

/** A GeoJSON position; a height is accepted and dropped. */
const positionSchema = z.preprocess(
  (input) => (Array.isArray(input) && input.length === 3 ? input.slice(0, 2) : input),
  lonLatSchema,
);

const lineSchema = z.array(positionSchema).min(2, 'a line needs two positions');
const ringSchema = z
  .array(positionSchema)
  .min(4, 'a ring needs four positions')
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), 'a ring must end where it begins');
const polygonSchema = z.array(ringSchema).min(1, 'a polygon needs a ring');

/** An area: the one geometry a neighborhood can have. */
const areaSchema = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Polygon'), coordinates: polygonSchema }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygonSchema).min(1, 'is empty') }),
  ],
  'must be a Polygon or a MultiPolygon',
);

const anyGeometrySchema = z.discriminatedUnion('type', [
  ...areaSchema.options,
  z.object({ type: z.literal('Point'), coordinates: positionSchema }),
  z.object({ type: z.literal('LineString'), coordinates: lineSchema }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(lineSchema).min(1, 'is empty') }),
]);

/** `neighborhoods.geojson`: one area for each neighborhood, with its id and its name in every language. */
export function neighborhoodsFileSchema(languages: readonly string[]) {
  const properties = z.object({ id: slugSchema, name: localizedTextSchema(languages) });
  const feature = z.object({ type: z.literal('Feature'), properties, geometry: areaSchema });
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(feature).min(1, 'is empty') });
}

/** `neighborhoods.yaml`, optional: what the map cannot say about a neighborhood. */
export function neighborhoodTextsSchema(languages: readonly string[]) {
  const text = localizedTextSchema(languages);
  return z.array(
    z.strictObject({
      id: slugSchema,
      /** A sentence or two about the place. */
      text: text.optional(),
      /** What a first group here could begin with; shown while the neighborhood has none. */
      firstGroupHint: text.optional(),
      /** Where the name stands on the map, if not in the middle. */
      label: lonLatSchema.optional(),
    }),
  );
}

const meters = z.number();

/** `basemap.geojson`, optional: what the town's own vector map draws, in the order in which it is drawn. */
export function basemapFileSchema(languages: readonly string[]) {
  const named = { name: localizedTextSchema(languages).optional() };
  const properties = z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['land', 'water', 'shore', 'river', 'weir', 'wood', 'street', 'bridge']),
      ...named,
    }),
    z.object({ kind: z.enum(['depth', 'sounding']), meters }),
    z.object({
      kind: z.literal('label'),
      text: localizedTextSchema(languages),
      style: z.enum(['water', 'land']),
      /** How large, 1 (the bay) to 3 (a creek). */
      rank: z.int().min(1).max(3).default(2),
      /** Degrees clockwise by which the text follows what it names. */
      angle: z.number().min(-90).max(90).default(0),
    }),
  ]);
  const feature = z.object({ type: z.literal('Feature'), properties, geometry: anyGeometrySchema });
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) });
}

/** One thing the base map draws; features stand in drawing order. */
export type BasemapFeature = z.infer<ReturnType<typeof basemapFileSchema>>['features'][number];

/** A part of the town, as the map, the lists and the addresses know it. */
export interface Neighborhood {
  readonly id: string;
  readonly name: LocalizedText;
  readonly text: LocalizedText | null;
  readonly firstGroupHint: LocalizedText | null;
  readonly geometry: Polygon | MultiPolygon;
  /** A point inside, where its name stands. */
  readonly label: LonLat;
  /** The cell of that point, such as `E4`. */
  readonly gridReference: string;
}
