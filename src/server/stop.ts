import { Server as NetServer } from 'node:net';
import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const graceMs = 1000;
const patienceMs = 10_000;

/**
 * Stops a server without failing anyone: no new connections; those that are open get their answers, each saying that it
 * is the last; idle ones end after a second, so that a request already on its way still arrives; all end after ten.
 */
export async function stopServer(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.setHeader('Connection', 'close');
  });
  const closed = new Promise<void>((resolve) => {
    // The HTTP server's own close() cuts idle connections at once, even with a request on its way.
    NetServer.prototype.close.call(server, () => resolve());
  });
  const last = pause(patienceMs, undefined, { ref: false }).then(() => server.closeAllConnections());
  await Promise.race([closed, pause(graceMs)]);
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, last]);
  clearInterval(sweep);
}
