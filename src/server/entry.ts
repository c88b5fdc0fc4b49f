import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { forgetEveryCheckIn } from '#features/check-ins/check-ins.server.ts';
import type { Town } from '#features/town/town.ts';
import { buildFolder, loadAstroHandler } from './astro-handler.ts';
import { holdDataDir } from './data-guard.ts';
import { securityHeaders } from './headers.ts';
import { compileWasmOnce } from './lean-wasm.ts';
import { liveAnswers } from './live.ts';
import { everyTag, openServices, tagsChannel } from './open-services.ts';
import { loadFiles } from './page-store/files.ts';
import { type Hearing, listenTo } from './page-store/listen.ts';
import { pageStoreKey } from './page-store/private-headers.ts';
import type { PageStore } from './page-store/store.ts';
import { createPortalServer } from './portal-server.ts';
import { work } from './job-table.ts';
import { openJobs } from './jobs.ts';
import { prepareTown } from './prepare-town.ts';
import { isDatabaseUnreachable } from './problem.ts';
import { type Services, servicesKey } from './services.ts';
import type { Settings } from './settings.ts';
import { shareAnswers } from './shared-answers.ts';
import { stopServer } from './stop.ts';

const startPatienceMs = 60_000;

/** A portal that is serving. */
export interface Portal {
  /** Where it listens, such as `http://127.0.0.1:4321`. */
  readonly address: string;
  readonly services: Services;
  /** Finishes what is being answered, then closes everything. */
  stop(this: void): Promise<void>;
}

/** The database of a portal with everything that must be true before the first request. */
export interface OpenTown {
  readonly services: Services;
  isReady(): Promise<boolean>;
  /** Hears from now on which cached pages the other processes, jobs included, make out of date. */
  hearTags(store: TagStore): Promise<void>;
  close(): Promise<void>;
}

type TagStore = Pick<PageStore<unknown>, 'clear' | 'clearEverything' | 'setTrusted' | 'setAway'>;

/**
 * Holds the data, opens and migrates the database, and makes it agree with the town's content.
 * @throws DataInUseError when another process has the embedded database.
 */
export async function openTown(town: Town, settings: Settings, log: Logger): Promise<OpenTown> {
  const release = settings.databaseUrl ? () => Promise.resolve() : await holdFolder(settings.dataDir);
  if (!settings.databaseUrl) compileWasmOnce();
  const opened = await openDatabase(settings.databaseUrl ?? path.join(settings.dataDir, 'database'));
  await whenReachable(() => opened.migrate(), log);
  const jobs = await openJobs(opened, log);
  const services = openServices(opened, town, settings, log, jobs.enqueue);
  await prepareTown(services);
  await jobs.start(services, work);
  Object.assign(globalThis, { [servicesKey]: services });
  let stopHearing = () => Promise.resolve();
  return {
    services,
    isReady: () => answers(opened),
    hearTags: async (store) => {
      stopHearing = await listenTo(opened, tagsChannel, hearingFor(store));
    },
    close: async () => {
      await stopHearing();
      await jobs.stop();
      // Whoever backs up an embedded database stops the portal and copies its folder.
      if (opened.kind === 'embedded') await forgetEveryCheckIn(opened.db);
      await opened.close();
      await release();
    },
  };
}

function hearingFor(store: TagStore): Hearing {
  return {
    heard: (payload) => {
      if (payload === everyTag) store.clearEverything();
      else store.clear(payload.split(' '));
    },
    connected: () => {
      store.setAway(false);
      store.setTrusted(true);
    },
    lost: () => store.setTrusted(false),
    away: () => store.setAway(true),
  };
}

async function holdFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return holdDataDir(dataDir);
}

/** A database server may start after the portal, as machines do: it is waited for. */
async function whenReachable(migrate: () => Promise<void>, log: Logger): Promise<void> {
  const deadline = Date.now() + startPatienceMs;
  for (;;) {
    try {
      return await migrate();
    } catch (error) {
      if (!isDatabaseUnreachable(error) || Date.now() > deadline) throw error;
      log.warn('DATABASE_URL does not answer yet, trying again');
      await pause(1000);
    }
  }
}

async function answers(opened: OpenDatabase): Promise<boolean> {
  return opened.db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
}

/** Serves a built town on `HOST` and `PORT`. */
export async function startPortal(
  town: Town,
  settings: Settings,
  log: Logger,
  root: string,
): Promise<Portal> {
  const outDir = buildFolder(root, town.id);
  // Read while the database opens, which waits much of its time; what fails is told once that is open.
  const site = Promise.all([loadAstroHandler(outDir), loadFiles(outDir, securityHeaders(settings.siteUrl))]);
  site.catch(() => undefined);
  const open = await openTown(town, settings, log);
  const [handler, files] = await site;
  const shared = shareAnswers(handler, open.services);
  Object.assign(globalThis, { [pageStoreKey]: shared.store });
  await open.hearTags(shared.store);
  const live = liveAnswers(handler, open.services, (tags) => shared.store.clear(tags));
  let stopping = false;
  const isReady = async () => !stopping && (await open.isReady());
  const server = createPortalServer({ files, shared, live, log, isReady });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  void shared.warm();
  return {
    address: addressOf(server.address() as AddressInfo),
    services: open.services,
    stop: async () => {
      stopping = true;
      await stopServer(server);
      await open.close();
    },
  };
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
