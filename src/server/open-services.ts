import { sql } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import type { Town } from '#features/town/town.ts';
import type { Logger } from 'pino';
import type { Services } from './services.ts';
import type { Settings } from './settings.ts';
import { noteTags } from './written-tags.ts';

/** The channel on which server processes tell each other which cached pages are out of date. */
export const tagsChannel = 'commonward_tags';

/** PostgreSQL takes 8000 bytes a notification; a list longer than this many tags clears everything. */
const mostTags = 100;
export const everyTag = '*';

/** Puts together what every request is handed. */
export function openServices(
  opened: OpenDatabase,
  town: Town,
  settings: Settings,
  log: Logger,
  enqueue: Services['enqueue'],
): Services {
  return {
    db: opened.db,
    town,
    settings,
    log,
    now: () => new Date(),
    async clearTags(tx, tags) {
      noteTags(tags);
      const payload = tags.length > mostTags ? everyTag : tags.join(' ');
      if (payload) await tx.execute(sql`select pg_notify(${tagsChannel}, ${payload})`);
    },
    enqueue,
  };
}
