import type { Logger } from 'pino';
import type { Database, Transaction } from '#db/client.ts';
import type { Town } from '#features/town/town.ts';
import type { Settings } from './settings.ts';

/** What the entry opens once and hands to every request through `locals.app`. */
export interface Services {
  readonly db: Database;
  readonly town: Town;
  readonly settings: Settings;
  readonly log: Logger;
  /** The present instant; tests move it. */
  now(this: void): Date;
  /**
   * Marks every cached page that carries one of `tags` as out of date, here and (by NOTIFY inside the
   * writing transaction) in every other server process once that transaction commits.
   */
  clearTags(this: void, tx: Database | Transaction, tags: readonly string[]): Promise<void>;
  /** Queues a job inside the writing transaction; `startAfter` delays it; `singletonKey` keeps one of a kind. */
  enqueue(
    this: void,
    tx: Database | Transaction,
    job: string,
    data: object,
    options?: { startAfter?: Date; singletonKey?: string; urgent?: boolean },
  ): Promise<void>;
}

/** Where the entry leaves its services for pages that are asked without locals. */
export const servicesKey: unique symbol = Symbol.for('commonward.services');
