import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The reader's network address. With `trustedProxies` of n, the n-th entry of `X-Forwarded-For` from the right, which the
 * outermost trusted proxy wrote; what stands left of it is the reader's own claim and is not believed.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return peer;
  const forwarded = request.headers['x-forwarded-for'];
  const entries = String(forwarded ?? '')
    .split(',')
    .map((entry) => entry.trim());
  const entry = entries.at(-trustedProxies) ?? '';
  return isIP(entry) ? entry : peer;
}
