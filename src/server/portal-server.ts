import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AstroHandler, RequestLocals } from './astro-handler.ts';
import { clientAddress } from './client-address.ts';
import { bareContentPolicy, cacheControl, securityHeaders } from './headers.ts';
import { safeMethods } from './origin.ts';
import { sendAnswer } from './page-store/answer.ts';
import type { Files } from './page-store/files.ts';
import { ageHeader, tagsHeader } from './page-store/private-headers.ts';
import { readBody } from './request-body.ts';
import { renderShared } from './render.ts';
import type { Services } from './services.ts';
import { addressIn, languageOf } from './site-language.ts';
import { isLoopback } from './loopback.ts';

/** What answers requests. */
export interface PortalParts {
  readonly services: Services;
  readonly handler: AstroHandler;
  readonly files: Files;
  /** Whether the database answers and the portal is not about to stop. */
  isReady(): Promise<boolean>;
}

/** A slow or silent reader holds a connection no longer than this. */
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 };
const maxConnections = 4096;

/** The HTTP server of a portal, not yet listening. */
export function createPortalServer(parts: PortalParts): Server {
  const security = securityHeaders(parts.services.settings.siteUrl);
  const server = createServer({ ...limits, connectionsCheckingInterval: 5000 }, (request, response) => {
    answer(parts, security, request, response).catch((error: unknown) => {
      parts.services.log.error({ err: error, url: request.url }, 'a request failed');
      if (!response.headersSent) response.writeHead(500, { ...security, 'Cache-Control': 'no-store' });
      response.end();
    });
  });
  server.maxConnections = maxConnections;
  return server;
}

type Security = Readonly<Record<string, string>>;

async function answer(
  parts: PortalParts,
  security: Security,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const file = parts.files.get(url) ?? parts.files.get(pathOf(url));
  if (file) return answerFile(parts, security, file, request, response);
  if (url === '/healthz') return answerText(response, 200, 'up');
  if (url === '/readyz') return answerReady(parts, response);
  if (request.method === 'GET' && parts.files.has(`${pathOf(url)}/`)) return redirectToSlash(url, response);
  return answerLive(parts, security, request, response);
}

async function answerFile(
  parts: PortalParts,
  security: Security,
  file: Parameters<typeof sendAnswer>[0],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return sendAnswer(file, request, response);
  response.setHeader('Allow', 'GET, HEAD');
  return refuse(parts, security, 405, request, response);
}

/** Hands a request to Astro; what it does not say about safety and caching, the strictest is said for it. */
async function answerLive(
  parts: PortalParts,
  security: Security,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!safeMethods.has(request.method ?? '')) {
    const body = await readBody(request);
    if (body === null) return refuse(parts, security, 413, request, response);
    Object.assign(request, { body });
  }
  const { settings } = parts.services;
  const site = new URL(settings.siteUrl);
  if (!isLoopback(site.hostname)) request.headers.host = site.host;
  const headers = {
    ...security,
    'Cache-Control': cacheControl.personal,
    'Content-Security-Policy': bareContentPolicy,
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  hidePrivateHeaders(response);
  await parts.handler(request, response, undefined, localsOf(parts, request));
}

/** Takes off what pages say to the page store; the adapter writes all its headers in this one call. */
function hidePrivateHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers: OutgoingHttpHeaders,
  ) => ServerResponse;
  response.writeHead = ((status: number, headers: OutgoingHttpHeaders = {}) => {
    delete headers[tagsHeader];
    delete headers[ageHeader];
    return writeHead(status, headers);
  }) as typeof response.writeHead;
}

function localsOf(parts: PortalParts, request: IncomingMessage): RequestLocals {
  return { app: parts.services, clientAddress: clientAddress(request, parts.services.settings.trustProxy) };
}

/** Shows the page of a refusal that is made before Astro is asked, in the language of the address. */
async function refuse(
  parts: PortalParts,
  security: Security,
  problem: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { siteUrl } = parts.services.settings;
  const { languages } = parts.services.town;
  const url = addressIn(languageOf(request.url ?? '/', languages), '/problem/', languages);
  const locals = { ...localsOf(parts, request), problem };
  const page = await renderShared(parts.handler, { url, siteUrl, locals });
  // What is left of the request is not read, so the connection cannot be used again.
  response.writeHead(problem, { ...page.headers, ...security, Connection: 'close' });
  response.end(page.body);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

async function answerReady(parts: PortalParts, response: ServerResponse): Promise<void> {
  const ready = await parts.isReady();
  answerText(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
}

function redirectToSlash(url: string, response: ServerResponse): void {
  const query = url.slice(pathOf(url).length);
  response.writeHead(308, {
    Location: `${pathOf(url)}/${query}`,
    'Cache-Control': cacheControl.revalidate,
    'Content-Length': '0',
  });
  response.end();
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
