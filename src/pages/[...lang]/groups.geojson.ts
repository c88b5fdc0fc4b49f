import type { APIRoute } from 'astro';
import { briefParameter, originOf, parseGroupsQuery } from '#features/groups/filters.ts';
import { describeFully, groupsGeoJson } from '#features/groups/public-files.server.ts';
import { describeMark } from '#features/map/marks.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** Listed groups as GeoJSON, in the order of the list; takes its filters. With `brief=1` only what the map says. */
export const GET: APIRoute = async ({ locals: { app, town, lang, t }, url, cache }) => {
  const known = {
    focuses: town.focuses.map(({ id }) => id),
    neighborhoods: town.neighborhoods.map(({ id }) => id),
  };
  const query = parseGroupsQuery(url.searchParams, known);
  if (query.position === null) cache.set({ maxAge: 900, tags: ['groups'] });
  const describe = url.searchParams.has(briefParameter) ? describeMark(t, lang) : describeFully;
  const origin = originOf(query, town);
  const groups = await groupsGeoJson(app.db, query, town, { lang, now: app.now(), origin, describe });
  return openFile(JSON.stringify(groups), 'application/geo+json');
};
