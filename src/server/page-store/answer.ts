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
export interface Form {
  readonly etag: string;
  readonly found: string[];
  readonly unchanged: string[];
  readonly body: Buffer;
}

/** A stored 200 answer. */
export interface Answer {
  /** The forms there are so far; a live answer is compressed when somebody first wants it so. */
  readonly forms: { identity: Form; br?: Form; gzip?: Form };
  readonly headers: Readonly<Record<string, string>>;
  readonly hash: string;
  /** Forms being made. */
  readonly making: Map<Encoding, Promise<void>>;
  /** Whether forms that are not there are worth making. */
  readonly isCompressible: boolean;
  /** Memory it takes with all its forms, in bytes. */
  readonly size: number;
}

const sizeOfHeaders = 4096;
const mostBytesOfAllForms = 1.6;

/**
 * Prepares everything about an answer that does not depend on the request; `headers` are all but those of the form.
 * With `isCompressible`, forms that are not given are made when they are first wanted (`makeForm`).
 */
export function prepareAnswer(
  bodies: Bodies,
  headers: Readonly<Record<string, string>>,
  isCompressible = false,
): Answer {
  const hash = createHash('sha256').update(bodies.identity).digest('base64url').slice(0, 16);
  const given = bodies.identity.length + (bodies.br?.length ?? 0) + (bodies.gzip?.length ?? 0);
  const body = isCompressible ? Math.ceil(bodies.identity.length * mostBytesOfAllForms) : given;
  const answer: Answer = {
    forms: { identity: prepareForm('identity', bodies.identity, hash, headers) },
    headers,
    hash,
    making: new Map(),
    isCompressible,
    size: body + sizeOfHeaders,
  };
  if (bodies.br) answer.forms.br = prepareForm('br', bodies.br, hash, headers);
  if (bodies.gzip) answer.forms.gzip = prepareForm('gzip', bodies.gzip, hash, headers);
  return answer;
}

function prepareForm(
  encoding: Encoding,
  body: Buffer,
  hash: string,
  headers: Readonly<Record<string, string>>,
): Form {
  const etag = encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`;
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

/** The form of an answer that a reader with this `Accept-Encoding` gets, if it is there already. */
export function formFor(answer: Answer, accepts: string | string[] | undefined): Form | undefined {
  const form = answer.forms[acceptedEncoding(accepts)];
  return form ?? (answer.isCompressible ? undefined : answer.forms.identity);
}

/** Makes the form that a reader with this `Accept-Encoding` gets, once for all who want it. */
export async function makeForm(
  answer: Answer,
  accepts: string | string[] | undefined,
  compress: (body: Buffer, encoding: 'br' | 'gzip') => Promise<Buffer>,
): Promise<void> {
  const encoding = acceptedEncoding(accepts);
  if (encoding === 'identity' || formFor(answer, accepts)) return;
  const make = async () => {
    const body = await compress(answer.forms.identity.body, encoding);
    answer.forms[encoding] = prepareForm(encoding, body, answer.hash, answer.headers);
  };
  const making = answer.making.get(encoding) ?? make().finally(() => answer.making.delete(encoding));
  answer.making.set(encoding, making);
  await making;
}

/** Sends a form of a stored answer, or says that what the reader holds is still right. */
export function sendForm(form: Form, request: IncomingMessage, response: ServerResponse): void {
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
