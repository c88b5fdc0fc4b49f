import type { APIRoute } from 'astro';
import { publicGroupsCsv } from '#features/groups/public-files.server.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** Every public group as CSV. */
export const GET: APIRoute = async ({ locals: { app }, cache }) => {
  cache.set({ maxAge: 900, tags: ['groups'] });
  return openFile(await publicGroupsCsv(app.db), 'text/csv; charset=utf-8');
};
