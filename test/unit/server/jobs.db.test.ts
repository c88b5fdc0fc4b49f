import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { OpenDatabase } from '#db/client.ts';
import { openJobs, type Jobs } from '#server/jobs.ts';
import type { Services } from '#server/services.ts';
import { testDatabase } from '#test/support/database.ts';

const log = pino({ level: 'silent' });
let opened: OpenDatabase;
let jobs: Jobs;
let services: Services;
beforeEach(async () => {
  opened = await testDatabase();
  jobs = await openJobs(opened, log);
  services = { db: opened.db, log, now: () => new Date(), enqueue: jobs.enqueue } as Services;
});
afterEach(async () => {
  await jobs.stop();
  await opened.close();
});

/** Collects what the job `note` is given. */
function notes() {
  const seen: unknown[] = [];
  const note = (_: Services, data: unknown) => {
    seen.push(data);
    return Promise.resolve();
  };
  return { seen, work: { jobs: { note }, sweeps: [] } };
}

test('a job asked for in a transaction is done once that transaction commits', async () => {
  const { seen, work } = notes();
  await jobs.start(services, work);
  await opened.db.transaction(async (tx) => {
    await jobs.enqueue(tx, 'note', { n: 1 });
    await tx.execute(sql`select pg_sleep(0.2)`);
    expect(seen).toEqual([]);
  });
  await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }]), 10_000);
});

test('a job of a transaction that was undone never runs', async () => {
  const { seen, work } = notes();
  await jobs.start(services, work);
  const undone = opened.db.transaction(async (tx) => {
    await jobs.enqueue(tx, 'note', { n: 'undone' });
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  await jobs.enqueue(opened.db, 'note', { n: 'kept' });
  await vi.waitFor(() => expect(seen).toEqual([{ n: 'kept' }]), 10_000);
});

test('what somebody waits for goes before everything that was asked for earlier', async () => {
  const { seen, work } = notes();
  for (const n of [1, 2, 3, 4, 5, 6]) await jobs.enqueue(opened.db, 'note', { n });
  await jobs.enqueue(opened.db, 'note', { n: 'code' }, { urgent: true });
  await jobs.start(services, work);
  await vi.waitFor(() => expect(seen).toContainEqual({ n: 'code' }), 10_000);
  // Jobs are fetched five at a time: it was among the first five.
  expect(seen.findIndex((note) => (note as { n: unknown }).n === 'code')).toBeLessThan(5);
});

test('many jobs are done one handful after the other, without a pause between them', async () => {
  const { seen, work } = notes();
  for (let n = 0; n < 60; n += 1) await jobs.enqueue(opened.db, 'note', { n });
  await jobs.start(services, work);
  // By the poll alone, every two seconds, the last of them would wait 24 seconds.
  await vi.waitFor(() => expect(seen).toHaveLength(60), 12_000);
});

test('two jobs of one kind about the same thing wait as one', async () => {
  const { seen, work } = notes();
  await jobs.enqueue(opened.db, 'note', { n: 1 }, { singletonKey: 'request-1' });
  await jobs.enqueue(opened.db, 'note', { n: 2 }, { singletonKey: 'request-1' });
  await jobs.enqueue(opened.db, 'note', { n: 3 });
  await jobs.enqueue(opened.db, 'note', { n: 4 });
  await jobs.start(services, work);
  await vi.waitFor(() => expect(seen).toHaveLength(3), 15_000);
  expect(seen).toEqual(expect.arrayContaining([{ n: 1 }, { n: 3 }, { n: 4 }]));
});

test('a job for later waits until then', async () => {
  const { seen, work } = notes();
  await jobs.start(services, work);
  await jobs.enqueue(opened.db, 'note', { n: 'tomorrow' }, { startAfter: new Date(Date.now() + 86_400_000) });
  await jobs.enqueue(opened.db, 'note', { n: 'soon' }, { startAfter: new Date(Date.now() + 700) });
  await vi.waitFor(() => expect(seen).toEqual([{ n: 'soon' }]), 30_000);
});

test('what was queued before a restart is done after it', async () => {
  await jobs.enqueue(opened.db, 'note', { n: 'before' });
  await jobs.stop();
  jobs = await openJobs(opened, log);
  const { seen, work } = notes();
  await jobs.start(services, work);
  await vi.waitFor(() => expect(seen).toEqual([{ n: 'before' }]), 10_000);
});

test('a job that fails is tried again', async () => {
  let tries = 0;
  const shaky = () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
  };
  await jobs.start(services, { jobs: { shaky }, sweeps: [] });
  await jobs.enqueue(opened.db, 'shaky', {});
  await vi.waitFor(() => expect(tries).toBe(2), 40_000);
});

test('starting sweeps at once, and a sweep that fails keeps no other from running', async () => {
  const swept: string[] = [];
  const broken = () => Promise.reject(new Error('broken'));
  const good = () => Promise.resolve(void swept.push('good'));
  await jobs.start(services, { jobs: {}, sweeps: [broken, good] });
  await vi.waitFor(() => expect(swept).toEqual(['good']));
});
