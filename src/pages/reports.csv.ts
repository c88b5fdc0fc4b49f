import type { APIRoute } from 'astro';
import { reportsCsv } from '#features/impact/export-reports.server.ts';
import { streamed } from '#server/streamed.ts';

export const prerender = false;

/** Every public report as CSV. */
export const GET: APIRoute = ({ locals: { app } }) =>
  streamed(reportsCsv(app.db, app.settings.siteUrl), 'text/csv; charset=utf-8', 'reports.csv');
