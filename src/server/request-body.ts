import type { IncomingMessage } from 'node:http';

/** The largest form the portal reads, in bytes: ten times the longest report. */
export const bodyLimitBytes = 256 * 1024;

/** Reads a request's body whole. @returns null when it is larger than `limit`, as soon as that is known. */
export async function readBody(
  request: IncomingMessage,
  limit: number = bodyLimitBytes,
): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroying the stream would cut the connection before the refusal is read.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
