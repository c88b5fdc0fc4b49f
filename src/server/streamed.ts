import { Readable } from 'node:stream';

/** A response that is written piece by piece, so that a long file needs little memory. */
export function streamed(pieces: AsyncIterable<string>, type: string, filename: string): Response {
  const body = Readable.toWeb(Readable.from(pieces)) as ReadableStream;
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `inline; filename="${filename}"`,
      'access-control-allow-origin': '*',
    },
  });
}
