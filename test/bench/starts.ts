import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { startPortal, type Portal } from '#test/support/portal.ts';

/** How a start on data that is there already goes, and what the portal holds when it rests. */
export interface Start {
  name: string;
  /** From the command to the first page answered. */
  seconds: number;
  /** Resident memory, where the system tells it. */
  megabytes: number | null;
}

/** By then the main pages are warm and the garbage of the start is collected. */
const restsAfterMs = 10_000;

/** Starts a portal a second time on its own data. The caller stops it. */
export async function secondStart(
  name: string,
  env: Record<string, string>,
): Promise<{ portal: Portal; start: Start }> {
  const portal = await startPortal(env);
  await portal.kill();
  const began = performance.now();
  await portal.restart();
  await fetch(portal.url).then((response) => response.text());
  const seconds = (performance.now() - began) / 1000;
  await pause(restsAfterMs);
  return { portal, start: { name, seconds, megabytes: await memoryOf(portal.process.pid) } };
}

async function memoryOf(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
