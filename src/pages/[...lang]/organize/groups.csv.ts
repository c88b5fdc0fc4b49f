import type { APIRoute } from 'astro';
import { glanceCsv } from '#features/organize/console-csv.server.ts';
import { answerCsv } from '#features/organize/csv-answer.server.ts';

export const prerender = false;

/** An organizer's CSV file: groups at a glance. */
export const GET: APIRoute = async ({ locals: { app, person } }) =>
  answerCsv({ db: app.db, now: app.now(), person: await person() }, 'groups', glanceCsv);
