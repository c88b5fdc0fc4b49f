import postgres from 'postgres';

/** As much of postgres.js's client as drizzle uses. */
export type PostgresClient = Pick<postgres.Sql, 'options' | 'unsafe' | 'begin'> & {
  end(options?: { timeout?: number }): Promise<void>;
};

const lostCodes = /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|ECONNRESET|EPIPE|ETIMEDOUT|57P0.)$/;

/** Whether a query failed because its connection went away; postgres.js adds the query to such an error. */
function isConnectionLost(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string' && lostCodes.test(code) && ('query' in cause || code.startsWith('57P0')))
      return true;
  }
  return false;
}

const secondsForWhatRuns = 5;

/**
 * A pool of connections that outlives its server. postgres.js 3.4.9 is not safe to use on after a connection was lost: what
 * was about to be written then is sent first on the next one, and rolling back on a lost connection ends the process. So
 * whenever a connection is lost, new queries go to a pool of new connections while the old one finishes what it can, and
 * a transaction whose connection was lost is not rolled back: it already is.
 */
export function openPool(url: string, options: postgres.Options<Record<string, never>>): PostgresClient {
  let isEnding = false;
  const open = (): postgres.Sql => {
    const opened = postgres(url, { ...options, onclose: () => renew(opened) });
    return opened;
  };
  const first = open();
  let current = first;

  function renew(lost: postgres.Sql): void {
    if (isEnding || lost !== current) return;
    current = open();
    // Drizzle sets how values are read and written once, on the client that it is given.
    Object.assign(current.options.parsers, first.options.parsers);
    Object.assign(current.options.serializers, first.options.serializers);
    void lost.end({ timeout: secondsForWhatRuns });
  }

  const begin = (...given: [...unknown[], Work]): Promise<unknown> => {
    const work = given.pop() as Work;
    const guarded: Work = async (tx) => {
      try {
        return await work(preparing(tx));
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
        // begin() fails by itself as soon as its connection is closed; what is thrown here would be rolled back first.
        return new Promise(() => undefined);
      }
    };
    return (current.begin as (...all: unknown[]) => Promise<unknown>)(...given, guarded);
  };

  return {
    options: first.options,
    unsafe: ((...query: Query) => current.unsafe(...preparedOnce(query))) as postgres.Sql['unsafe'],
    begin: begin as postgres.Sql['begin'],
    end: (how) => {
      isEnding = true;
      return current.end(how);
    },
  };
}

type Work = (tx: postgres.TransactionSql) => unknown;

type Query = Parameters<postgres.Sql['unsafe']>;

/**
 * Drizzle has each query parsed and planned anew, in two round trips. A query with values is prepared the first time a
 * connection sees it; from then on one round trip carries its values.
 */
function preparedOnce([text, values, how]: Query): Query {
  return values?.length ? [text, values, { ...how, prepare: true }] : [text, values, how];
}

/** The same transaction, its queries prepared. */
function preparing(tx: postgres.TransactionSql): postgres.TransactionSql {
  const unsafe = (...query: Query) => tx.unsafe(...preparedOnce(query));
  return new Proxy(tx, {
    get: (target, name): unknown => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
  });
}
