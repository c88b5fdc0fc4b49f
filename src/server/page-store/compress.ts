import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Kinds of answer that become smaller. */
export const compressible =
  /^(text\/|application\/(json|geo\+json|ld\+json|xml|rss\+xml|atom\+xml)|image\/svg)/;
const worthwhileBytes = 500;

/** Whether an answer of this kind and length gains by being compressed. */
export function isWorthCompressing(body: Buffer, contentType: string): boolean {
  return body.length >= worthwhileBytes && compressible.test(contentType);
}

/** Compresses a live answer, at a quality for a page that lives minutes; those made at build time get the best. */
export function compressed(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(body, { level: 6 });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotli(body, { params: { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_SIZE_HINT]: body.length } });
}
