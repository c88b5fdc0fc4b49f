import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { build } from 'astro';
import postgres from 'postgres';
import { openDatabase } from '#db/client.ts';
import { startPostgres } from '#test/support/postgres.ts';
import { signInReporters } from '#test/support/reporters.ts';
import { startHelper } from './children.ts';
import type { Load, Outcome } from './load.ts';
import { measureTowns } from './grown-towns.ts';
import { measureMap } from './map.ts';
import { secondStart } from './starts.ts';
import { medians, printDigest, printGrowth, printTable, type Target } from './table.ts';
import { weigh } from './weights.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const growthRounds = Number(process.env.BENCH_GROWTH_ROUNDS ?? 7);
const connections = 16;
const secret = 'a secret of forty characters, for bench.';
const encoded = { 'accept-encoding': 'br' };

const server = await startPostgres(['-c', 'max_connections=200']);
const databaseUrl = new URL(server.url);
const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
await admin`create database bench`;
await admin.end();
databaseUrl.pathname = '/bench';
process.env.NODE_OPTIONS = '--max-semi-space-size=8';
const embedded = await secondStart('embedded database', { LOG_LEVEL: 'warn' });
await embedded.portal.stop();
const { portal, start } = await secondStart('PostgreSQL', {
  DATABASE_URL: databaseUrl.href,
  SECRET_KEY: secret,
  LOG_LEVEL: 'warn',
});
const sql = postgres(databaseUrl.href, { max: 2, onnotice: () => undefined });
await sql`create table bare_reports (id bigint generated always as identity primary key, text text, value int)`;

async function bytesOf(
  path: string,
): Promise<{ body: string; headers: Record<string, string>; plain: number }> {
  const headers = { 'accept-encoding': 'br' };
  const { hostname, port } = new URL(portal.url);
  const { request } = await import('node:http');
  const body = await new Promise<Buffer>((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    })
      .on('error', reject)
      .end();
  });
  const plain = (await (await fetch(portal.url + path)).arrayBuffer()).byteLength;
  const type = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' };
  return { body: body.toString('base64'), headers: type, plain };
}

const [prerendered, list] = [await bytesOf('/how-it-works/'), await bytesOf('/groups/')];
const bare = await startHelper<number>('bare.ts', {
  pages: { '/prerendered': prerendered, '/list': list },
  databaseUrl: databaseUrl.href,
});
await build({ root: 'test/bench/minimal', logLevel: 'error' });
const minimalSettings = { databaseUrl: databaseUrl.href, timeZone: 'Europe/London', fillerBytes: 0 };
const probe = await startHelper<number>('minimal-server.ts', minimalSettings);
const own = (await (await fetch(`http://127.0.0.1:${probe.answer}/`)).text()).length;
probe.process.disconnect();
const minimal = await startHelper<number>('minimal-server.ts', {
  ...minimalSettings,
  fillerBytes: list.plain - own,
});
const bareUrl = `http://127.0.0.1:${bare.answer}`;
const minimalUrl = `http://127.0.0.1:${minimal.answer}/`;
const opened = await openDatabase(databaseUrl.href);
const senders = (await signInReporters(opened.db, portal.url, 300)).map(({ path, cookie, form }) => ({
  path,
  cookie: `${cookie.name}=${cookie.value}`,
  body: `${new URLSearchParams(form)}&key={uuid}`,
}));
await opened.close();
const form = { 'content-type': 'application/x-www-form-urlencoded', origin: portal.url };

const get = (
  name: string,
  url: string,
  against?: string,
  headers: Record<string, string> = encoded,
): Target => ({
  name,
  against,
  load: { url, connections, seconds, headers },
});
const targets: Target[] = [
  get('bare Node, a prerendered page’s bytes', `${bareUrl}/prerendered`),
  get('prerendered page', `${portal.url}/how-it-works/`, 'bare Node, a prerendered page’s bytes'),
  get('bare Node, the list’s bytes', `${bareUrl}/list`),
  get('list of groups, cached', `${portal.url}/groups/`, 'bare Node, the list’s bytes'),
  get('minimal Astro page, same queries, as many bytes', minimalUrl, undefined, {}),
  get(
    'list of groups, rendered',
    `${portal.url}/groups/?near={n}`,
    'minimal Astro page, same queries, as many bytes',
    {},
  ),
  {
    name: 'bare Node, one INSERT in a transaction',
    load: {
      url: `${bareUrl}/insert`,
      connections,
      seconds,
      headers: form,
      senders: senders.map((each) => ({ ...each, path: '/insert' })),
    },
  },
  {
    name: 'report posted',
    against: 'bare Node, one INSERT in a transaction',
    load: { url: `${portal.url}/`, connections, seconds, headers: form, senders },
  },
];

await assertPosts();
const outcomes = new Map<string, Outcome[]>(targets.map((target) => [target.name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, load } of targets) {
    await sql`delete from rate_limits`;
    const { answer } = await startHelper<Outcome>('load.ts', load satisfies Load);
    outcomes.get(name)?.push(answer);
    console.log(`round ${round + 1} of ${rounds}: ${name}: ${Math.round(answer.requestsPerSecond)} a second`);
  }
}

/** A refusal is quick: the bench must not measure one. */
async function assertPosts(): Promise<void> {
  const [sender] = senders;
  if (!sender) throw new Error('nobody may report');
  const response = await fetch(portal.url + sender.path, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...form, cookie: sender.cookie },
    body: sender.body.replace('{uuid}', randomUUID()),
  });
  if (response.status === 303) return;
  throw new Error(`a report was answered with ${response.status}: ${await response.text()}`);
}

const weights = await Promise.all(
  ['/', '/groups/', '/groups/low-door-watch/', '/impact/', '/narrative/'].map((path) =>
    weigh(portal.url, path),
  ),
);
const [version] = await sql<{ server_version: string }[]>`show server_version`;
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, PostgreSQL ${version?.server_version} beside it, ${connections} connections, ${rounds} rounds of ${seconds} s, medians`;
const maps = await measureMap(portal, sql, [200, 5000]);
const { growths, digest } = await measureTowns(
  server.url,
  { SECRET_KEY: secret, LOG_LEVEL: 'warn' },
  growthRounds,
);
const text = [
  printTable(machine, targets, medians(outcomes), weights, [embedded.start, start], maps),
  printGrowth(growths),
  printDigest(digest),
].join('\n');
console.log(`\n${text}`);
for (const child of [bare.process, minimal.process]) if (child.connected) child.disconnect();
await sql.end();
await portal.stop();
await server.stop();
