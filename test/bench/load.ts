import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

/**
 * One target to put under load. `{n}` in a path stands for a number that no two requests share, `{uuid}` in a body for a
 * key of its own; `senders` take turns.
 */
export interface Load {
  url: string;
  connections: number;
  seconds: number;
  headers?: Record<string, string>;
  /** Forms to post, each by its own reader. */
  senders?: { path: string; cookie: string; body: string }[];
}

/** What came of it. */
export interface Outcome {
  requestsPerSecond: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
  /** Answers other than 2xx and 303, and requests without an answer. */
  failed: number;
}

/** Runs the load that the parent process sends, in a process of its own so that it does not slow the parent's clock. */
async function run(load: Load): Promise<Outcome> {
  const path = decodeURI(load.url.slice(new URL(load.url).origin.length));
  const senders = load.senders ?? [];
  let n = process.pid * 1_000_000;
  let bad = 0;
  const running = autocannon({
    url: new URL(load.url).origin,
    connections: load.connections,
    duration: load.seconds,
    requests: [
      {
        method: senders.length > 0 ? 'POST' : 'GET',
        path,
        headers: load.headers,
        setupRequest: (request) => {
          n += 1;
          const sender = senders[n % senders.length];
          if (!sender)
            return path.includes('{n}') ? { ...request, path: path.replace('{n}', String(n)) } : request;
          const headers = { ...load.headers, cookie: sender.cookie };
          const body = sender.body.replace('{uuid}', randomUUID());
          return { ...request, path: sender.path, headers, body };
        },
        onResponse: (status) => {
          if (status >= 300 && status !== 303) bad += 1;
        },
      },
    ],
  });
  const result = await running;
  return {
    requestsPerSecond: result.requests.average,
    p50Milliseconds: result.latency.p50,
    p99Milliseconds: result.latency.p99,
    failed: bad + result.errors + result.timeouts,
  };
}

process.once('message', (load: Load) => {
  run(load).then(
    (outcome) => process.send?.(outcome, () => process.disconnect()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
