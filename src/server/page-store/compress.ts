import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Bodies } from './answer.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Kinds of answer that become smaller. */
export const compressible =
  /^(text\/|application\/(json|geo\+json|ld\+json|xml|rss\+xml|atom\+xml)|image\/svg)/;
const worthwhileBytes = 500;

/** The forms of a live answer; quality is chosen for a page that lives minutes, not for one made at build time. */
export async function compressed(identity: Buffer, contentType: string): Promise<Bodies> {
  if (identity.length < worthwhileBytes || !compressible.test(contentType)) return { identity };
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [br, gz] = await Promise.all([brotli(identity, quality), zip(identity, { level: 6 })]);
  return { identity, br, gzip: gz };
}
