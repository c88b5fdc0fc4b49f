import type { APIRoute } from 'astro';
import { weekCsv } from '#features/organize/console-csv.server.ts';
import { answerCsv } from '#features/organize/csv-answer.server.ts';

export const prerender = false;

/** An organizer's CSV file: this week against last. */
export const GET: APIRoute = async ({ locals: { app, town, person } }) =>
  answerCsv({ db: app.db, now: app.now(), person: await person() }, 'week', (db, now) =>
    weekCsv(db, now, town.timeZone),
  );
