import type { APIRoute } from 'astro';
import { reportsJson } from '#features/impact/export-reports.server.ts';
import { streamed } from '#server/streamed.ts';

export const prerender = false;

/** Every public report as JSON. */
export const GET: APIRoute = ({ locals: { app } }) =>
  streamed(reportsJson(app.db, app.settings.siteUrl), 'application/json', 'reports.json');
