import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { acceptedEncoding } from './page-store/answer.ts';
import { compressible } from './page-store/compress.ts';

/**
 * Makes `response` send what is written to it compressed, where the reader accepts that and the kind of answer gains by
 * it; `headers` are those about to be sent, and are changed to match. To be called before they are.
 */
export function compressLive(
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  accepts: string | string[] | undefined,
): void {
  if (!compressible.test(String(headers['content-type'])) || 'content-encoding' in headers) return;
  headers.vary = 'Accept-Encoding';
  const encoding = acceptedEncoding(accepts);
  if (encoding === 'identity') return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
  const stream = encoding === 'br' ? createBrotliCompress(quality) : createGzip({ level: 6 });
  headers['content-encoding'] = encoding;
  delete headers['content-length'];
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  stream.on('data', (chunk: Buffer) => write(chunk));
  stream.on('end', () => end());
  response.on('close', () => stream.destroy());
  response.write = ((chunk: Uint8Array | string) => stream.write(chunk)) as typeof response.write;
  response.end = ((chunk?: Uint8Array | string) => {
    stream.end(chunk);
    return response;
  }) as typeof response.end;
}
