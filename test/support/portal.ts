import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built portal, running as its own process. */
export interface Portal {
  /** Without a slash at the end. */
  url: string;
  process: ChildProcess;
  dataDir: string;
  /** What it printed. */
  said: () => string;
  /** Ends it as a crash would; the data stays for `restart`. */
  kill: () => Promise<void>;
  /** Ends it in order; the data stays for `restart`. */
  end: () => Promise<void>;
  /** Starts it again on the same data and address. */
  restart: () => Promise<void>;
  /** Ends it in order and removes its data. */
  stop: () => Promise<void>;
}

/** Starts the portal and waits until it is ready. `env` adds settings, such as `DATABASE_URL` or `SMTP_URL`. */
export async function startPortal(env: Record<string, string> = {}): Promise<Portal> {
  const port = await freePort();
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'commonward-portal-'));
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    SITE_URL: url,
    DATA_DIR: dataDir,
    ...env,
  };
  let said = '';
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['src/cli/start.ts'], {
      env: settings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    try {
      await untilReady(url, child, () => said);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return child;
  };
  const portal: Portal = {
    url,
    dataDir,
    process: await start(),
    said: () => said,
    kill: () => end(portal.process, 'SIGKILL'),
    end: () => end(portal.process, 'SIGTERM'),
    restart: async () => {
      portal.process = await start();
    },
    stop: async () => {
      await portal.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return portal;
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}:\n${said()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the portal was not ready in time:\n${said()}`);
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

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
