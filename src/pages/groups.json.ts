import type { APIRoute } from 'astro';
import { publicGroups } from '#features/groups/public-files.server.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** Every public group as JSON. */
export const GET: APIRoute = async ({ locals: { app }, cache }) => {
  cache.set({ maxAge: 900, tags: ['groups'] });
  return openFile(JSON.stringify({ groups: await publicGroups(app.db) }), 'application/json');
};
