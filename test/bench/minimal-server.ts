import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '#db/client.ts';
import { countGroups, listGroups } from '#features/groups/list.server.ts';
import { groupsForSheet } from '#features/groups/sheet-groups.server.ts';
import { parseGroupsQuery } from '#features/groups/filters.ts';
import { needsByNeighborhood } from '#features/groups/needs.server.ts';

/** What the minimal page is made of. */
export interface Minimal {
  databaseUrl: string;
  timeZone: string;
  /** Bytes to add so that it is as long as the portal's. */
  fillerBytes: number;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: undefined,
  locals: object,
) => Promise<void>;

/** Serves the minimal Astro page with the queries that the portal's list makes. */
async function serve({ databaseUrl, timeZone, fillerBytes }: Minimal): Promise<number> {
  const built = path.resolve('dist/bench-minimal/server/entry.mjs');
  const { handler } = (await import(pathToFileURL(built).href)) as { handler: Handler };
  const { db } = await openDatabase(databaseUrl);
  const query = parseGroupsQuery(new URLSearchParams(), { focuses: [], neighborhoods: [] });
  const filler = `<!--${'x'.repeat(Math.max(0, fillerBytes - 7))}-->`;
  const data = async () => {
    const reading = { lang: 'en' as const, now: new Date(), timeZone };
    const [rows] = await Promise.all([
      listGroups(db, query, reading, { origin: null, offset: 0 }),
      groupsForSheet(db, query, reading),
      countGroups(db, query, reading),
      needsByNeighborhood(db, reading),
    ]);
    return { rows, filler };
  };
  const server = createServer((request, response) => {
    handler(request, response, undefined, { data }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

process.once('message', (minimal: Minimal) => {
  serve(minimal).then(
    (port) => process.send?.(port),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
