import { createHash } from 'node:crypto';

/** A second idempotency key that follows from a form's own, so that one form may write two things and still write each once. */
export function derivedKey(key: string, purpose: string): string {
  const hash = createHash('sha256').update(`${key}:${purpose}`).digest('hex');
  // The digits that make it a UUID of version 8 (RFC 9562): made by a rule of one's own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
