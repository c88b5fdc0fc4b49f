import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import type { Town } from '#features/town/town.ts';
import { buildFolder, loadAstroHandler } from './astro-handler.ts';
import { holdDataDir } from './data-guard.ts';
import { securityHeaders } from './headers.ts';
import { openServices } from './open-services.ts';
import { loadFiles } from './page-store/files.ts';
import { createPortalServer } from './portal-server.ts';
import { type Services, servicesKey } from './services.ts';
import type { Settings } from './settings.ts';
import { stopServer } from './stop.ts';

/** A portal that is serving. */
export interface Portal {
  /** Where it listens, such as `http://127.0.0.1:4321`. */
  readonly address: string;
  readonly services: Services;
  /** Finishes what is being answered, then closes everything. */
  stop(): Promise<void>;
}

/** The database of a portal with everything that must be true before the first request. */
export interface OpenTown {
  readonly services: Services;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Holds the data, opens and migrates the database, and makes it agree with the town's content.
 * @throws DataInUseError when another process has the embedded database.
 */
export async function openTown(town: Town, settings: Settings, log: Logger): Promise<OpenTown> {
  const release = settings.databaseUrl ? () => Promise.resolve() : await holdFolder(settings.dataDir);
  const opened = await openDatabase(settings.databaseUrl ?? path.join(settings.dataDir, 'database'));
  await opened.migrate();
  const services = openServices(opened, town, settings, log);
  Object.assign(globalThis, { [servicesKey]: services });
  return {
    services,
    isReady: () => answers(opened),
    close: async () => {
      await opened.close();
      await release();
    },
  };
}

async function holdFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return holdDataDir(dataDir);
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
  const open = await openTown(town, settings, log);
  const [handler, files] = await Promise.all([
    loadAstroHandler(outDir),
    loadFiles(outDir, securityHeaders(settings.siteUrl)),
  ]);
  let stopping = false;
  const isReady = async () => !stopping && (await open.isReady());
  const server = createPortalServer({ services: open.services, handler, files, isReady });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
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
