import type { TestProject } from 'vitest/node';
import { openDatabase } from '#db/client.ts';
import postgres from 'postgres';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server with a migrated database `template_town` to copy. */
    postgresUrl: string;
  }
}

/** Starts PostgreSQL once for the project, unless `TEST_DATABASE_URL` names a server, and migrates a template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? null : await startPostgres();
  const url = given ?? server?.url ?? '';
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin`drop database if exists template_town`;
  await admin`create database template_town`;
  await admin.end();
  const template = new URL(url);
  template.pathname = '/template_town';
  const opened = await openDatabase(template.href);
  await opened.migrate();
  await opened.close();
  project.provide('postgresUrl', url);
  return async () => server?.stop();
}
