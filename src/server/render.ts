import { EventEmitter } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AstroHandler, RequestLocals } from './astro-handler.ts';

/** A page as Astro answered, taken whole instead of being sent. */
export interface Rendered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** What is asked of Astro on nobody's behalf: no cookies, no reader. */
interface Asked {
  readonly url: string;
  readonly siteUrl: string;
  readonly locals: RequestLocals;
}

/** A render that has not come after this long is given up, so that nobody waits for it for ever. */
const patienceMs = 30_000;

/** Renders an address on nobody's behalf, so that the answer can be shared by all readers. */
export function renderShared(handler: AstroHandler, asked: Asked): Promise<Rendered> {
  return new Promise((resolve, reject) => {
    const request = bareRequest(asked);
    const response = new TakenResponse(request, resolve, reject);
    const late = setTimeout(() => reject(new Error(`${asked.url} took too long to render.`)), patienceMs);
    response.once('close', () => clearTimeout(late));
    handler(
      request as unknown as IncomingMessage,
      response as unknown as ServerResponse,
      undefined,
      asked.locals,
    ).catch(reject);
  });
}

/** As much of a request as the adapter looks at. */
function bareRequest({ url, siteUrl }: Asked): EventEmitter {
  const site = new URL(siteUrl);
  const socket = Object.assign(new EventEmitter(), {
    encrypted: site.protocol === 'https:',
    remoteAddress: '127.0.0.1',
    destroyed: false,
  });
  return Object.assign(new EventEmitter(), { method: 'GET', url, headers: { host: site.host }, socket });
}

/** As much of a response as the adapter writes to. */
class TakenResponse extends EventEmitter {
  headersSent = false;
  statusCode = 200;
  statusMessage = '';
  #headers: OutgoingHttpHeaders = {};
  readonly #chunks: Uint8Array[] = [];
  readonly req: EventEmitter;
  readonly #resolve: (rendered: Rendered) => void;
  readonly #reject: (error: Error) => void;

  constructor(request: EventEmitter, resolve: (rendered: Rendered) => void, reject: (error: Error) => void) {
    super();
    this.req = request;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  writeHead(status: number, headers: OutgoingHttpHeaders): this {
    this.headersSent = true;
    this.statusCode = status;
    this.#headers = headers;
    return this;
  }

  write(chunk: Uint8Array | string, written?: () => void): boolean {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    // The adapter breaks off a page that fails half-way in this callback.
    written?.();
    return true;
  }

  end(chunk?: Uint8Array | string): this {
    if (chunk !== undefined) this.write(chunk);
    this.#resolve({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) });
    this.emit('finish');
    this.emit('close');
    return this;
  }

  destroy(error?: Error): this {
    this.#reject(error ?? new Error('The page broke off while it was rendered.'));
    this.emit('close');
    return this;
  }
}
