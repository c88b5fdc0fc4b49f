import pointOnFeature from '@turf/point-on-feature';
import type { z } from 'zod';
import {
  type BasemapFeature,
  basemapFileSchema,
  type LonLat,
  type Neighborhood,
  neighborhoodsFileSchema,
  neighborhoodTextsSchema,
} from './geography.ts';
import { gridReference } from './grid.ts';
import type { TownSource } from './source.server.ts';
import type { TownSettings } from './town.ts';

type NeighborhoodFeature = z.infer<ReturnType<typeof neighborhoodsFileSchema>>['features'][number];
type NeighborhoodTexts = z.infer<ReturnType<typeof neighborhoodTextsSchema>>[number];

/** Where a town is, and what its map draws. */
interface Geography {
  readonly neighborhoods: readonly Neighborhood[];
  readonly basemap: readonly BasemapFeature[];
}

/** Reads the neighborhoods with their texts, and the base map if the town has one. */
export async function loadGeography(source: TownSource, settings: TownSettings): Promise<Geography> {
  const { languages } = settings;
  const basemapFile = await source.json('basemap.geojson', 'optional');
  const basemap = source.check(basemapFile, basemapFileSchema(languages))?.features ?? [];
  const areas = await source.json('neighborhoods.geojson');
  const features = source.check(areas, neighborhoodsFileSchema(languages))?.features;
  if (areas === undefined || features === undefined) return { neighborhoods: [], basemap };
  const texts = await loadTexts(source, languages, new Set(features.map((each) => each.properties.id)));
  const neighborhoods = features.flatMap((feature, index) => {
    const neighborhood = describe(feature, texts.get(feature.properties.id), settings);
    const problem = placeProblem(neighborhood, features, index);
    if (problem !== null) source.report(areas, ['features', index, 'properties', 'id'], problem);
    return neighborhood.gridReference === null
      ? []
      : [{ ...neighborhood, gridReference: neighborhood.gridReference }];
  });
  return { neighborhoods, basemap };
}

async function loadTexts(
  source: TownSource,
  languages: readonly string[],
  known: ReadonlySet<string>,
): Promise<Map<string, NeighborhoodTexts>> {
  const file = await source.yaml('neighborhoods.yaml', 'optional');
  if (file === undefined) return new Map();
  const entries = source.check(file, neighborhoodTextsSchema(languages)) ?? [];
  const texts = new Map<string, NeighborhoodTexts>();
  for (const [index, entry] of entries.entries()) {
    const problem = textProblem(entry.id, known, texts);
    if (problem !== null) source.report(file, [index, 'id'], problem);
    texts.set(entry.id, entry);
  }
  return texts;
}

function textProblem(
  id: string,
  known: ReadonlySet<string>,
  before: ReadonlyMap<string, unknown>,
): string | null {
  if (!known.has(id)) return `“${id}” is no neighborhood of neighborhoods.geojson`;
  return before.has(id) ? `“${id}” is there twice` : null;
}

function describe(
  feature: NeighborhoodFeature,
  texts: NeighborhoodTexts | undefined,
  settings: TownSettings,
) {
  const { geometry, properties } = feature;
  const label = texts?.label ?? middleOf(geometry);
  return {
    ...properties,
    text: texts?.text ?? null,
    firstGroupHint: texts?.firstGroupHint ?? null,
    geometry,
    label,
    gridReference: gridReference(settings.map.bounds, settings.grid, label),
  };
}

/** A point inside the area, to about a meter. */
function middleOf(geometry: Neighborhood['geometry']): LonLat {
  const [lon = 0, lat = 0] = pointOnFeature(geometry).geometry.coordinates;
  return [Number(lon.toFixed(5)), Number(lat.toFixed(5))];
}

function placeProblem(
  place: { readonly id: string; readonly gridReference: string | null },
  features: readonly NeighborhoodFeature[],
  index: number,
): string | null {
  const first = features.findIndex((each) => each.properties.id === place.id);
  if (first !== index) return `“${place.id}” is there twice`;
  return place.gridReference === null ? `“${place.id}” lies outside map.bounds of town.yaml` : null;
}
