import type { Queryable } from '#db/client.ts';
import type { SignedIn } from '#features/account/account.ts';
import { recordAct } from './audit.server.ts';
import { may } from './permissions.ts';

/** What an organizer's file needs to be made. */
export interface CsvRequest {
  db: Queryable;
  now: Date;
  person: SignedIn | null;
}

/**
 * Answers an organizer with a CSV file and writes that into the audit log; anybody else gets 401 or 403.
 * @param name the file's name without its ending
 */
export async function answerCsv(
  { db, now, person }: CsvRequest,
  name: string,
  make: (db: Queryable, now: Date) => Promise<string>,
): Promise<Response> {
  if (!person) return new Response(null, { status: 401 });
  if (!may({ personId: person.id, organizer: person.isOrganizer }, 'export-console'))
    return new Response(null, { status: 403 });
  const body = await make(db, now);
  await recordAct(db, { actorId: person.id, act: 'export-console', subjectType: 'file', subjectId: name });
  const day = now.toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${day}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}
