import autocannon from 'autocannon';

/** One target to put under load; `{n}` in its path and body stands for a number that no two requests share. */
export interface Load {
  url: string;
  connections: number;
  seconds: number;
  headers?: Record<string, string>;
  method?: 'GET' | 'POST';
  body?: string;
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
  let n = process.pid * 1_000_000;
  const fill = (text: string) => text.replaceAll('{n}', String(n));
  const { pathname, search } = new URL(load.url);
  const path = decodeURI(pathname + search);
  const counts = { bad: 0 };
  const running = autocannon({
    url: new URL(load.url).origin,
    connections: load.connections,
    duration: load.seconds,
    requests: [
      {
        method: load.method ?? 'GET',
        path: fill(path),
        headers: load.headers,
        body: load.body,
        setupRequest: (request) => {
          if (!path.includes('{n}') && !load.body) return request;
          n += 1;
          return { ...request, path: fill(path), body: load.body && fill(load.body) };
        },
        onResponse: (status) => {
          if (status >= 300 && status !== 303) counts.bad += 1;
        },
      },
    ],
  });
  const result = await running;
  return {
    requestsPerSecond: result.requests.average,
    p50Milliseconds: result.latency.p50,
    p99Milliseconds: result.latency.p99,
    failed: counts.bad + result.errors + result.timeouts,
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
