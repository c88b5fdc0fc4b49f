import { sql } from 'drizzle-orm';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { OpenDatabase, Queryable } from '#db/client.ts';
import { jobHandlers, sweeps } from './job-table.ts';
import type { Services } from './services.ts';

type IDatabase = NonNullable<ConstructorOptions['db']>;

/** The running queue. */
export interface Jobs {
  enqueue: Services['enqueue'];
  /** Begins to work on what is queued. */
  work(services: Services): Promise<void>;
  stop(): Promise<void>;
}

const sweepJob = 'sweep';
const retries = { retryLimit: 60, retryDelay: 20, retryBackoff: true, retryDelayMax: 3600 };

/**
 * Opens the queue on the portal's own database, whichever it is. Jobs are queued inside the transaction that makes
 * them necessary, so they exist exactly when it committed; every handler asks the database whether its work is still
 * to be done. What fails is tried again for more than a day. A sweep every five minutes finds what a lost job or a
 * clock that jumped left undone.
 */
export async function openJobs(opened: OpenDatabase, onError: (error: Error) => void): Promise<Jobs> {
  const boss =
    opened.kind === 'server'
      ? new PgBoss({ connectionString: opened.url, max: 3, application_name: 'commonward-jobs' })
      : new PgBoss({ db: embedded(opened), supervise: true });
  boss.on('error', onError);
  await boss.start();
  for (const name of [...Object.keys(jobHandlers), sweepJob])
    await boss.createQueue(name, { policy: 'short', ...retries });
  await boss.schedule(sweepJob, '*/5 * * * *');
  return {
    enqueue: async (tx, job, data, options = {}) => {
      await boss.send(job, data, { ...options, db: within(tx) });
    },
    work: async (services) => {
      for (const [name, handle] of Object.entries(jobHandlers)) {
        await boss.work(name, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([job]) => {
          if (job) await handle(services, job.data);
        });
      }
      await boss.work(sweepJob, { pollingIntervalSeconds: 30 }, async () => {
        for (const sweep of sweeps) await sweep(services);
      });
    },
    stop: () => boss.stop({ graceful: true, close: true, timeout: 5000 }),
  };
}

/** pg-boss on PGlite: statements without parameters may be several at once, as its migrations are. */
function embedded({ client }: Extract<OpenDatabase, { kind: 'embedded' }>): IDatabase {
  return {
    executeSql: async (text, values = []) => {
      if (values.length > 0) return client.query<Record<string, unknown>>(text, values);
      const results = await client.exec(text);
      return { rows: results.flatMap((result) => result.rows) };
    },
  };
}

/** pg-boss inside a transaction of ours, on either driver. */
function within(tx: Queryable): IDatabase {
  return {
    executeSql: async (text, values = []) => {
      const pieces = text.split(/\$(\d+)/);
      const query = sql.join(
        pieces.map((piece, index) => (index % 2 === 0 ? sql.raw(piece) : sql`${values[Number(piece) - 1]}`)),
      );
      const answer: unknown = await tx.execute(query);
      return { rows: rowsOf(answer) };
    },
  };
}

/** postgres.js answers with an array, PGlite with `{ rows }`. */
function rowsOf(answer: unknown): Record<string, unknown>[] {
  if (Array.isArray(answer)) return answer as Record<string, unknown>[];
  return (answer as { rows: Record<string, unknown>[] }).rows;
}
