import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import type { OpenDatabase } from '#db/client.ts';
import { isDatabaseUnreachable } from '../problem.ts';

/** What a listener does with what it hears. */
export interface Hearing {
  heard(payload: string): void;
  /** Nothing said by others is missed from now on. */
  connected(): void;
  /** What others say may be missed. */
  lost(): void;
  /** Nobody answers where the database should be. */
  away(): void;
}

const firstPatienceMs = 2000;
const retryMs = 250;
const heartbeatMs = 5000;
const heartbeatPatienceMs = 2000;

/**
 * Listens to a channel of NOTIFY on a connection of its own, again and again when that is lost.
 * @returns a function that ends it.
 */
export async function listenTo(
  opened: OpenDatabase,
  channel: string,
  hearing: Hearing,
): Promise<() => Promise<void>> {
  if (opened.kind === 'embedded') {
    const end = await opened.client.listen(channel, (payload) => hearing.heard(payload));
    hearing.connected();
    return () => end();
  }
  hearing.lost();
  const stop = new AbortController();
  const first = new EventEmitter();
  const connected = () => {
    hearing.connected();
    first.emit('connected');
  };
  const isConnected = once(first, 'connected');
  const ended = keepListening(opened.url, channel, { ...hearing, connected }, stop.signal);
  await Promise.race([isConnected, pause(firstPatienceMs, undefined, { ref: false })]);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function keepListening(
  url: string,
  channel: string,
  hearing: Hearing,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await listenOnce(url, channel, hearing, stop).catch((error: unknown) => {
      if (isDatabaseUnreachable(error)) hearing.away();
    });
    await pause(retryMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Listens until the connection is lost. */
async function listenOnce(url: string, channel: string, hearing: Hearing, stop: AbortSignal): Promise<void> {
  let markLost: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    markLost = resolve;
  });
  // postgres.js has listen(), which connects again by itself without saying that anything was missed.
  const options = {
    max: 1,
    idle_timeout: undefined,
    max_lifetime: null,
    fetch_types: false,
    connect_timeout: 5,
    keep_alive: 5,
    onnotice: () => undefined,
    onclose: () => markLost(),
    onnotify: (_channel: string, payload: string) => hearing.heard(payload),
  };
  const connection = postgres(url, options);
  stop.addEventListener('abort', () => markLost(), { once: true });
  try {
    await connection.unsafe(`listen ${channel}`);
    hearing.connected();
    await untilLost(connection, lost, stop);
  } finally {
    if (!stop.aborted) hearing.lost();
    await connection.end({ timeout: 1 });
  }
}

/** A cut network closes nothing, so the connection is asked for a sign of life. */
async function untilLost(connection: postgres.Sql, lost: Promise<void>, stop: AbortSignal): Promise<void> {
  const isLost = lost.then(() => 'lost' as const);
  while ((await Promise.race([isLost, pause(heartbeatMs, 'due' as const, { ref: false })])) === 'due') {
    const alive = connection.unsafe('select 1').then(
      () => true,
      () => false,
    );
    const late = pause(heartbeatPatienceMs, false, { ref: false });
    if (stop.aborted || !(await Promise.race([alive, late]))) return;
  }
}
