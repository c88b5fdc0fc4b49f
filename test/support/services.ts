import type { Database } from '#db/client.ts';
import type { MemberServices } from '#features/membership/mails.server.ts';
import type { Town } from '#features/town/town.ts';

export interface QueuedJob {
  job: string;
  data: Record<string, unknown>;
  startAfter: Date | undefined;
}

/** Services whose clock the test moves and whose jobs and cleared tags it can look at. */
export interface TestServices extends MemberServices {
  readonly db: Database;
  readonly settings: { readonly siteUrl: string; readonly secret: string };
  /** The present instant; assign to move it. */
  clock: Date;
  readonly queued: QueuedJob[];
  readonly cleared: Set<string>;
}

/** As much of a town as commands ask of it; its clocks change with Madrid's. */
const town = {
  name: { en: 'Testwell' },
  languages: ['en', 'es'],
  timeZone: 'Europe/Madrid',
} as unknown as Town;

/** Services on `db`; a job whose key was queued before is not queued again, as the queue itself has it. */
export function testServices(db: Database, now = '2026-03-18T10:00:00Z'): TestServices {
  const keys = new Set<string>();
  const services: TestServices = {
    db,
    town,
    settings: { siteUrl: 'https://town.example', secret: 'a secret for tests, long enough to be one' },
    clock: new Date(now),
    queued: [],
    cleared: new Set(),
    now: () => services.clock,
    clearTags: (_tx, tags) => {
      for (const tag of tags) services.cleared.add(tag);
      return Promise.resolve();
    },
    enqueue: (
      _tx: unknown,
      job: string,
      data: object,
      options?: { startAfter?: Date; singletonKey?: string },
    ) => {
      const key = `${job}:${options?.singletonKey ?? crypto.randomUUID()}`;
      if (!keys.has(key)) services.queued.push({ job, data: { ...data }, startAfter: options?.startAfter });
      keys.add(key);
      return Promise.resolve();
    },
  };
  return services;
}

/** Moves the clock of `services` on. */
export function passHours(services: TestServices, hours: number): void {
  services.clock = new Date(services.clock.getTime() + hours * 3_600_000);
}
