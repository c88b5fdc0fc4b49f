import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AstroHandler, RequestLocals } from './astro-handler.ts';
import { clientAddress } from './client-address.ts';
import { compressLive } from './compress-live.ts';
import { bareContentPolicy, cacheControl, securityHeaders } from './headers.ts';
import { isLoopback } from './loopback.ts';
import { isOneClick } from './one-click.ts';
import { isSameSite, safeMethods } from './origin.ts';
import { ageHeader, tagsHeader } from './page-store/private-headers.ts';
import { isForm } from './readable.ts';
import { renderShared } from './render.ts';
import { readBody } from './request-body.ts';
import type { Services } from './services.ts';
import { addressIn, languageOf } from './site-language.ts';
import { withWrittenTags } from './written-tags.ts';

/** More pages than this are not rendered at once: later requests are told to come back. */
const mostAtOnce = 200;

/** Answers that are made for one reader. */
export interface LiveAnswers {
  /** Hands a request to Astro. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Explains a refusal that is made before Astro is asked, in the language of the address. */
  refuse(status: number, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Live answers of the built site; `clear` marks shared pages as out of date when a request wrote something. */
export function liveAnswers(
  handler: AstroHandler,
  services: Services,
  clear: (tags: readonly string[]) => void,
): LiveAnswers {
  const { settings, town } = services;
  const site = new URL(settings.siteUrl);
  const security = securityHeaders(settings.siteUrl);
  const strictest = Object.entries({
    ...security,
    'Cache-Control': cacheControl.personal,
    'Content-Security-Policy': bareContentPolicy,
  });
  let running = 0;

  const localsOf = (request: IncomingMessage): RequestLocals => ({
    app: services,
    clientAddress: clientAddress(request, settings.trustProxy),
  });

  const refuse: LiveAnswers['refuse'] = async (problem, request, response) => {
    const url = addressIn(languageOf(request.url ?? '/', town.languages), '/problem/', town.languages);
    const locals = { ...localsOf(request), problem };
    const page = await renderShared(handler, { url, siteUrl: settings.siteUrl, locals });
    // What is left of the request is not read, so the connection cannot be used again.
    response.writeHead(problem, { ...page.headers, ...security, Connection: 'close' });
    response.end(request.method === 'HEAD' ? undefined : page.body);
  };

  const render = (request: IncomingMessage, response: ServerResponse) =>
    withWrittenTags(async (tags) => {
      for (const [name, value] of strictest) response.setHeader(name, value);
      beforeHead(response, (headers) => {
        clear([...tags]);
        delete headers[tagsHeader];
        delete headers[ageHeader];
        if (request.method !== 'HEAD') compressLive(response, headers, request.headers['accept-encoding']);
      });
      await handler(request, response, undefined, localsOf(request));
    });

  const answer: LiveAnswers['answer'] = async (request, response) => {
    if (running >= mostAtOnce) return refuse(503, request, response);
    running += 1;
    try {
      if (!safeMethods.has(request.method ?? '')) {
        // Before Astro is asked: it runs a form's action even where our middleware answers with a refusal.
        if (isForeign(request, settings.siteUrl)) return await refuse(403, request, response);
        if (!isForm(request.headers['content-type'])) return await refuse(415, request, response);
        const body = await readBody(request);
        if (body === null) return await refuse(413, request, response);
        Object.assign(request, { body });
      }
      // Pages may say where they are; a stranger's Host header must not decide that.
      if (!isLoopback(site.hostname)) request.headers.host = site.host;
      await render(request, response);
    } finally {
      running -= 1;
    }
  };

  return { answer, refuse };
}

/** Whether a form comes from elsewhere, as `isSameSite` decides it; a mail client's press on a stopping link may. */
function isForeign({ headers, method = '', url = '/' }: IncomingMessage, siteUrl: string): boolean {
  const asked = URL.parse(url, siteUrl);
  if (asked && isOneClick(method, asked)) return false;
  const told = ['origin', 'sec-fetch-site', 'referer', 'host'].flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return !isSameSite(new Headers(told), siteUrl);
}

/** Calls `change` with the headers that the adapter is about to send; it writes them all in one call. */
function beforeHead(response: ServerResponse, change: (headers: OutgoingHttpHeaders) => void): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers: OutgoingHttpHeaders,
  ) => ServerResponse;
  const changed = (status: number, headers: OutgoingHttpHeaders = {}) => {
    change(headers);
    return writeHead(status, headers);
  };
  response.writeHead = changed as typeof response.writeHead;
}
