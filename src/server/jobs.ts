import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { PgBoss, type Db, type Job, type JobResult, fromDrizzle, fromPglite } from 'pg-boss';
import type { Logger } from 'pino';
import type { OpenDatabase, Queryable } from '#db/client.ts';
import { sendMailJob, sendMailsJob } from '#features/notify/queue-mail.server.ts';
import type { Services } from './services.ts';
import { calmly } from './calmly.ts';

/**
 * Does one job. It may run twice (a process can die after the work and before its record) and long after it was
 * queued, so it asks the database whether there is still something to do. Throwing has it tried again later.
 */
export type JobHandler = (services: Services, data: unknown) => Promise<void>;

/** Handlers by the name that `enqueue` is given; one table a feature, put together in `job-table.ts`. */
export type JobTable = Readonly<Record<string, JobHandler>>;

/** What heals by itself every few minutes, should a job be lost or a clock jump. */
export type Sweep = (services: Services) => Promise<unknown>;

/** Everything that runs without being asked for by a request. */
export interface Work {
  readonly jobs: JobTable;
  readonly sweeps: readonly Sweep[];
}

/** The queue of an open database. */
export interface Jobs {
  readonly enqueue: Services['enqueue'];
  /** Begins to do what is queued, in this process too. */
  start(services: Services, work: Work): Promise<void>;
  /** Finishes what is running, then lets go of the database. */
  stop(): Promise<void>;
}

/** What waits in the queue: the job's name and data. */
interface Queued {
  job: string;
  data: object;
}

const taskQueue = 'task';
/** For what talks to the mail server: a slow one keeps nothing else waiting. */
const mailQueue = 'mail';
/** For many mails at once: no sign-in code waits behind them. */
const manyMailsQueue = 'many-mails';
const workQueues = [taskQueue, mailQueue, manyMailsQueue];
const sweepQueue = 'sweep';
const everyFiveMinutes = '*/5 * * * *';

/** A job that fails is tried for about four days, at first after seconds and at last every half an hour. */
const patience = { retryLimit: 200, retryDelay: 5, retryBackoff: true, retryDelayMax: 1800 };
const daySeconds = 86_400;

/**
 * Jobs are fetched by the handful, each with an outcome of its own; a notification wakes the worker at once, and a full
 * hand is followed by the next without waiting.
 */
const pace = {
  batchSize: 5,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const;

/**
 * Opens the queue in the database itself, so that a job is queued if and only if the transaction that asks for it
 * commits. Must be called before anything enqueues: on the embedded database a transaction holds the one connection.
 */
export async function openJobs(opened: OpenDatabase, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    ...connectionOf(opened),
    useListenNotify: true,
    reindex: false,
    monitorVacuum: false,
  });
  const complain = calmly((error) => log.warn({ err: error }, 'the job queue has trouble'));
  boss.on('error', complain);
  await boss.start();
  await makeQueues(boss);
  let swept = Promise.resolve();
  return {
    enqueue: async (tx, job, data, { startAfter, singletonKey, urgent } = {}) => {
      const queued: Queued = { job, data };
      // The queue keeps one waiting job a key, so a job without a key gets one of its own.
      const key = singletonKey ? `${job}:${singletonKey}` : randomUUID();
      const options = { db: insideOf(tx), singletonKey: key, priority: urgent ? 1 : 0 };
      const queue = queueOf(job);
      await boss.send(queue, queued, startAfter ? { ...options, startAfter } : options);
    },
    start: async (services, work) => {
      await beginWork(boss, services, work);
      // What fell due while nobody was running is done now, beside the first requests.
      swept = runSweeps(services, work.sweeps);
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000, close: true });
      await swept;
    },
  };
}

function queueOf(job: string): string {
  if (job === sendMailsJob) return manyMailsQueue;
  return job === sendMailJob ? mailQueue : taskQueue;
}

/** Has the queue write inside `tx`; both drivers answer as pg-boss expects, which their common type does not tell. */
function insideOf(tx: Queryable): Db {
  return fromDrizzle(tx as Parameters<typeof fromDrizzle>[0], sql);
}

function connectionOf(opened: OpenDatabase) {
  return opened.kind === 'embedded'
    ? { db: fromPglite(opened.client), backend: 'pglite' as const }
    : { connectionString: opened.url, max: 3, application_name: 'commonward-jobs' };
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const kept = { retentionSeconds: 120 * daySeconds, deleteAfterSeconds: daySeconds, notify: true };
  for (const queue of workQueues)
    await boss.createQueue(queue, { policy: 'short', ...patience, ...kept, expireInSeconds: 300 });
  await boss.createQueue(sweepQueue, { policy: 'short', retryLimit: 0, expireInSeconds: 300 });
  // Reads the queues into the cache: enqueueing then asks nothing outside its transaction.
  for (const queue of [...workQueues, sweepQueue]) await boss.findJobs(queue, { limit: 1 });
}

async function beginWork(boss: PgBoss, services: Services, { jobs, sweeps }: Work): Promise<void> {
  for (const queue of workQueues) {
    await boss.work<Queued>(queue, pace, (batch) =>
      Promise.all(batch.map((job) => runJob(services, jobs, job))),
    );
  }
  await boss.work(sweepQueue, { pollingIntervalSeconds: 20 }, () => runSweeps(services, sweeps));
  await boss.schedule(sweepQueue, everyFiveMinutes);
}

async function runJob(services: Services, table: JobTable, { id, data }: Job<Queued>): Promise<JobResult> {
  try {
    const handler = Object.hasOwn(table, data.job) ? table[data.job] : undefined;
    if (!handler) throw new Error(`Nothing here does jobs named ${data.job}`);
    await handler(services, data.data);
    return { id, status: 'completed' };
  } catch (error) {
    services.log.warn({ err: error, job: data.job }, 'a job failed and will be tried again');
    return { id, status: 'failed', output: { message: String(error) } };
  }
}

/** One sweep that fails does not keep the others from their work. */
async function runSweeps(services: Services, sweeps: readonly Sweep[]): Promise<void> {
  for (const sweep of sweeps) {
    try {
      await sweep(services);
    } catch (error) {
      services.log.error({ err: error, sweep: sweep.name }, 'a sweep failed');
    }
  }
}
