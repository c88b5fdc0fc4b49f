import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';

/**
 * A fresh, migrated database for one test file: embedded, or a copy of the template on the PostgreSQL server,
 * as the vitest project says (`TEST_DATABASE`). Close it in `afterAll`.
 */
export async function testDatabase(): Promise<OpenDatabase> {
  if (process.env.TEST_DATABASE !== 'server') {
    const opened = await openDatabase('memory://');
    await opened.migrate();
    return opened;
  }
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined });
  const name = `town_${randomBytes(8).toString('hex')}`;
  await copyTemplate(admin, name);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const opened = await openDatabase(url.href);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** Copying waits its turn: PostgreSQL refuses a template that another copy is reading. */
async function copyTemplate(admin: postgres.Sql, name: string): Promise<void> {
  await admin`select pg_advisory_lock(4711)`;
  try {
    await admin.unsafe(`create database ${name} template template_town`);
  } finally {
    await admin`select pg_advisory_unlock(4711)`;
  }
}
