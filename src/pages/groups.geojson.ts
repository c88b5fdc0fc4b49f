import type { APIRoute } from 'astro';
import { parseGroupsQuery } from '#features/groups/filters.ts';
import { groupsGeoJson } from '#features/groups/public-files.server.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** Listed groups as GeoJSON; takes the filters of the list. */
export const GET: APIRoute = async ({ locals: { app, town, lang }, url, cache }) => {
  const known = {
    focuses: town.focuses.map(({ id }) => id),
    neighborhoods: town.neighborhoods.map(({ id }) => id),
  };
  const query = parseGroupsQuery(url.searchParams, known);
  cache.set({ maxAge: 900, tags: ['groups'] });
  return openFile(
    JSON.stringify(await groupsGeoJson(app.db, query, town, { lang, now: app.now() })),
    'application/geo+json',
  );
};
