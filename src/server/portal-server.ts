import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { cacheControl } from './headers.ts';
import type { LiveAnswers } from './live.ts';
import { type Answer, formFor, makeForm, sendForm } from './page-store/answer.ts';
import { compressed } from './page-store/compress.ts';
import type { Files } from './page-store/files.ts';
import type { Rendered } from './render.ts';
import { RenderFailed, type SharedAnswers } from './shared-answers.ts';

/** What answers requests. */
export interface PortalParts {
  readonly files: Files;
  readonly shared: SharedAnswers;
  readonly live: LiveAnswers;
  readonly log: Logger;
  /** Whether the database answers and the portal is not about to stop. */
  isReady(): Promise<boolean>;
}

/** A slow or silent reader holds a connection no longer than this. */
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 };
const maxConnections = 4096;

/** The HTTP server of a portal, not yet listening. */
export function createPortalServer(parts: PortalParts): Server {
  const { files, shared, log } = parts;
  const server = createServer({ ...limits, connectionsCheckingInterval: 5000 }, (request, response) => {
    const url = request.url ?? '/';
    // Almost every request ends here, so nothing is computed before it.
    const ready = files.get(url) ?? shared.store.fresh(url);
    const form = ready && isRead(request) && formFor(ready, request.headers['accept-encoding']);
    if (form) return sendForm(form, request, response);
    answer(parts, url, request, response).catch((error: unknown) => {
      log.error({ err: error, url: pathOf(url) }, 'a request failed');
      if (!response.headersSent) response.writeHead(500, { 'Cache-Control': 'no-store' });
      response.end();
    });
  });
  server.maxConnections = maxConnections;
  return server;
}

async function answer(
  parts: PortalParts,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(url);
  const file = parts.files.get(path);
  if (file && isRead(request)) return sendAnswer(file, request, response);
  if (file) {
    response.setHeader('Allow', 'GET, HEAD');
    return parts.live.refuse(405, request, response);
  }
  if (path === '/healthz') return sendText(response, 200, 'up');
  if (path === '/readyz') return sendReadiness(parts, response);
  if (isRead(request) && parts.files.has(`${path}/`)) return redirectToSlash(url, path, response);
  const key = isRead(request) ? parts.shared.keyOf(url) : null;
  return key === null ? parts.live.answer(request, response) : sendShared(parts, key, request, response);
}

async function sendAnswer(found: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const accepts = request.headers['accept-encoding'];
  await makeForm(found, accepts, compressed);
  sendForm(formFor(found, accepts) ?? found.forms.identity, request, response);
}

async function sendShared(
  parts: PortalParts,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await parts.shared.answer(key).catch((error: unknown) => {
    if (error instanceof RenderFailed) return error.page;
    throw error;
  });
  if (isKept(found)) return sendAnswer(found, request, response);
  response.writeHead(found.status, parts.shared.headersOf(found));
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

function isKept(found: Answer | Rendered): found is Answer {
  return 'forms' in found;
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

async function sendReadiness(parts: PortalParts, response: ServerResponse): Promise<void> {
  const ready = await parts.isReady();
  sendText(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
}

function redirectToSlash(url: string, path: string, response: ServerResponse): void {
  const headers = { 'Cache-Control': cacheControl.revalidate, 'Content-Length': '0' };
  response.writeHead(308, { ...headers, Location: `${path}/${url.slice(path.length)}` });
  response.end();
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
