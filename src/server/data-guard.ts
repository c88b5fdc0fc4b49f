import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Another process of the portal holds the data folder. */
export class DataInUseError extends Error {
  constructor(dataDir: string) {
    super(
      `Another Commonward is running on the data in ${dataDir}. The embedded database takes one process at a time: ` +
        'stop that one first. Where two are meant to run side by side on one town, both use the same DATABASE_URL; ' +
        'a second town has a DATA_DIR of its own.',
    );
    this.name = 'DataInUseError';
  }
}

/**
 * Holds `dataDir` for this process, until the returned function is called or the process ends in whatever way:
 * the sign is a Unix socket, which only a living process answers.
 * @throws DataInUseError when another process answers.
 */
export async function holdDataDir(dataDir: string): Promise<() => Promise<void>> {
  const socket = socketPath(dataDir);
  if (await answers(socket)) throw new DataInUseError(dataDir);
  await removeDead(socket, dataDir);
  return listen(socket, dataDir);
}

/**
 * For whoever is about to change what a running portal is made of, such as its build.
 * @throws DataInUseError when another process holds `dataDir`
 */
export async function refuseHeldData(dataDir: string): Promise<void> {
  if (await answers(socketPath(dataDir))) throw new DataInUseError(dataDir);
}

/** Socket addresses end at about 100 bytes, so a data folder far down gets its socket in the temporary folder. */
function socketPath(dataDir: string): string {
  const inside = path.join(dataDir, 'portal.sock');
  const name = `commonward-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return Buffer.byteLength(inside) < 100 ? inside : path.join(tmpdir(), `${name}.sock`);
}

/** Another start may put its living socket here meanwhile: what was moved aside is tried before it is thrown away. */
async function removeDead(socket: string, dataDir: string): Promise<void> {
  const aside = `${socket}.${process.pid}`;
  try {
    await rename(socket, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await answers(aside)) {
    await rename(aside, socket);
    throw new DataInUseError(dataDir);
  }
  await rm(aside, { force: true });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

function listen(socket: string, dataDir: string): Promise<() => Promise<void>> {
  const server = createServer((connection) => connection.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DataInUseError(dataDir) : error),
    );
    server.listen(socket, () => resolve(() => new Promise((closed) => server.close(() => closed()))));
  });
}
