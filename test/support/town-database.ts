import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

/** A database on the tests' PostgreSQL server for portals to run on. */
export interface TownDatabase {
  url: string;
  sql: postgres.Sql;
  /** Drops it; end its portals first. */
  drop(): Promise<void>;
}

/** Secret for portals on PostgreSQL, which must be given one. */
export const testSecret = 'a secret of forty characters, for tests.';

/**
 * Makes an empty database; the first portal migrates it and gives it the demonstration's life. With `quiet` it is
 * migrated already and stays a town on its first day, in which a test puts what it is about.
 */
export async function makeTownDatabase({ quiet = false } = {}): Promise<TownDatabase> {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
  const name = `portal_${randomBytes(8).toString('hex')}`;
  await admin.unsafe(`create database ${name}${quiet ? ' template template_town' : ''}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 2, onnotice: () => undefined });
  if (quiet) await sql`insert into installation (key, value) values ('demonstration-seeded', 'none')`;
  return {
    url: url.href,
    sql,
    drop: async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
