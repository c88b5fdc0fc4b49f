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

/** Renders an address on nobody's behalf, so that the answer can be shared by all readers. */
export function renderShared(handler: AstroHandler, asked: Asked): Promise<Rendered> {
  return new Promise((resolve, reject) => {
    const response = new TakenResponse(resolve, reject);
    handler(
      bareRequest(asked) as unknown as IncomingMessage,
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
  readonly #resolve: (rendered: Rendered) => void;
  readonly #reject: (error: Error) => void;

  constructor(resolve: (rendered: Rendered) => void, reject: (error: Error) => void) {
    super();
    this.#resolve = resolve;
    this.#reject = reject;
  }

  writeHead(status: number, headers: OutgoingHttpHeaders): this {
    this.headersSent = true;
    this.statusCode = status;
    this.#headers = headers;
    return this;
  }

  write(chunk: Uint8Array | string): boolean {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return true;
  }

  end(chunk?: Uint8Array | string): this {
    if (chunk !== undefined) this.write(chunk);
    this.#resolve({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) });
    this.emit('finish');
    return this;
  }

  destroy(error?: Error): this {
    this.#reject(error ?? new Error('The page broke off while it was rendered.'));
    return this;
  }
}
