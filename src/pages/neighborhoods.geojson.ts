import type { APIRoute } from 'astro';
import { neighborhoodsGeoJson } from '#features/groups/public-files.server.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** The town's neighborhoods as GeoJSON. */
export const GET: APIRoute = ({ locals: { town } }) =>
  openFile(JSON.stringify(neighborhoodsGeoJson(town)), 'application/geo+json');
