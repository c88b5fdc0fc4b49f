import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The bytes of one answer in the forms a reader may accept. */
export interface Bodies {
  readonly identity: Buffer;
  readonly br?: Buffer | undefined;
  readonly gzip?: Buffer | undefined;
}
type Encoding = keyof Bodies;

/** One form of a stored answer with its header lines ready to write: name, value, name, value … */
interface Form {
  readonly etag: string;
  readonly found: string[];
  readonly unchanged: string[];
  readonly body: Buffer;
}

/** A stored 200 answer. */
export interface Answer {
  readonly forms: Readonly<Record<Encoding, Form>>;
  /** Memory it takes, in bytes. */
  readonly size: number;
}

/** Prepares everything about an answer that does not depend on the request; `headers` are all but those of the form. */
export function prepareAnswer(bodies: Bodies, headers: Readonly<Record<string, string>>): Answer {
  const hash = createHash('sha256').update(bodies.identity).digest('base64url').slice(0, 16);
  const form = (encoding: Encoding) =>
    prepareForm(encoding, bodies[encoding], `"${hash}-${encoding}"`, headers);
  const identity = prepareForm('identity', bodies.identity, `"${hash}"`, headers);
  const forms = { identity, br: form('br') ?? identity, gzip: form('gzip') ?? identity };
  const size = bodies.identity.length + (bodies.br?.length ?? 0) + (bodies.gzip?.length ?? 0) + 4096;
  return { forms, size };
}

function prepareForm<Body extends Buffer | undefined>(
  encoding: Encoding,
  body: Body,
  etag: string,
  headers: Readonly<Record<string, string>>,
): Body extends Buffer ? Form : Form | undefined;
function prepareForm(
  encoding: Encoding,
  body: Buffer | undefined,
  etag: string,
  headers: Readonly<Record<string, string>>,
): Form | undefined {
  if (!body) return undefined;
  const found: Record<string, string> = { ...headers, ETag: etag, Vary: 'Accept-Encoding' };
  const unchanged = {
    'Cache-Control': headers['Cache-Control'] ?? 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (encoding !== 'identity') found['Content-Encoding'] = encoding;
  found['Content-Length'] = String(body.length);
  return { etag, found: Object.entries(found).flat(), unchanged: Object.entries(unchanged).flat(), body };
}

/** Sends a stored answer in the best form the reader accepts, or says that what they hold is still right. */
export function sendAnswer(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  const form = answer.forms[acceptedEncoding(request.headers['accept-encoding'])];
  const known = request.headers['if-none-match'];
  if (known !== undefined && holds(known, form.etag)) {
    response.writeHead(304, form.unchanged);
    response.end();
    return;
  }
  response.writeHead(200, form.found);
  if (request.method === 'HEAD') response.end();
  else response.end(form.body);
}

/** `If-None-Match` compares weakly (RFC 9110, 13.1.2); a proxy that compresses may have marked our tag as weak. */
function holds(ifNoneMatch: string, etag: string): boolean {
  return (
    ifNoneMatch === etag || ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
  );
}

const choices = new Map<string, Encoding>();

/** Brotli before gzip before nothing, as far as `Accept-Encoding` allows (RFC 9110, 12.5.3). */
export function acceptedEncoding(header: string | string[] | undefined): Encoding {
  if (typeof header !== 'string') return 'identity';
  const before = choices.get(header);
  if (before) return before;
  const choice = chooseEncoding(header);
  // Browsers send a handful of different lines; a stranger's endless variety is not kept.
  if (choices.size < 100) choices.set(header, choice);
  return choice;
}

function chooseEncoding(header: string): Encoding {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim());
    const none = parameters.some((each) => /^q=0(\.0*)?$/.test(each));
    (none ? refused : accepted).add(name);
  }
  const allows = (name: string) => accepted.has(name) || (accepted.has('*') && !refused.has(name));
  if (allows('br')) return 'br';
  return allows('gzip') ? 'gzip' : 'identity';
}
