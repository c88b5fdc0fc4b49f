import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { openPool, type PostgresClient } from './postgres-client.ts';
import * as schema from './schema/index.ts';

/** Queries for either driver; a transaction has the same type. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Where a query may run: on the database or inside a transaction. */
export type Queryable = Database | Transaction;

/** An open database. `kind` tells the driver where it matters: jobs, LISTEN and the guard on the data folder. */
export type OpenDatabase = {
  db: Database;
  migrate(): Promise<void>;
  close(): Promise<void>;
} & ({ kind: 'embedded'; client: PGlite } | { kind: 'server'; client: PostgresClient; url: string });

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens the database: `postgres://…` a server; `memory://` an embedded one that is gone on closing; anything else
 * is the folder of an embedded one. The caller makes sure that only one process opens a folder.
 */
export async function openDatabase(where: string): Promise<OpenDatabase> {
  return /^postgres(ql)?:\/\//.test(where) ? openServer(where) : openEmbedded(where);
}

/** Tries to connect five times a second while the server is away, so that the first write after its return is not late. */
const connecting = {
  onnotice: () => undefined,
  connect_timeout: 5,
  backoff: () => 0.2,
  // Drizzle reads and writes arrays by itself; asking for their types would cost every new connection a query.
  fetch_types: false,
};

function openServer(url: string): OpenDatabase {
  const client = openPool(url, { max: 10, ...connecting });
  // Drizzle asks for the whole of postgres.js's client and uses these parts of it.
  const db = drizzlePostgres(client as postgres.Sql, { schema });
  return {
    kind: 'server',
    url,
    client,
    db,
    migrate: async () => {
      // Several processes may start at once: one migrates, the others wait for it.
      const connection = postgres(url, { max: 1, ...connecting });
      try {
        await connection`select pg_advisory_lock(7270221)`;
        await migratePostgres(drizzlePostgres(connection), { migrationsFolder });
      } finally {
        await connection.end();
      }
    },
    close: () => client.end({ timeout: 5 }),
  };
}

/** The embedded database is loaded only where it is used: a portal on a server does without its memory. */
async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const [{ PGlite }, { unaccent }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/unaccent'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  const client = await PGlite.create(folder, {
    extensions: { unaccent },
    postgresqlconf: ['shared_buffers = 16MB'],
  });
  const db = drizzle(client, { schema });
  return {
    kind: 'embedded',
    client,
    db,
    migrate: () => migrate(db, { migrationsFolder }),
    close: () => client.close(),
  };
}
