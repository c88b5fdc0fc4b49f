import { createHmac, timingSafeEqual } from 'node:crypto';
import { type StopScope, stopPage, stopScopes } from './mail-wishes.ts';

/** Whose mails a link stops, and which. */
export interface StopLink {
  readonly personId: string;
  readonly scope: StopScope;
}

const sign = (secret: string, { personId, scope }: StopLink) =>
  createHmac('sha256', secret).update(`stop-mails:${personId}:${scope}`).digest('base64url');

/** The token of a link that stops somebody's mails. It does not end: mails are kept for years, and can do nothing else. */
export const stopToken = (secret: string, link: StopLink): string =>
  `${link.personId}.${link.scope}.${sign(secret, link)}`;

/** What a token may stop; null when it was not made here. */
export function readStopToken(secret: string, token: string): StopLink | null {
  const [personId = '', said, signature = ''] = token.split('.');
  const scope = stopScopes.find((each) => each === said);
  if (!scope) return null;
  const link = { personId, scope };
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(secret, link))];
  return given.length === right.length && timingSafeEqual(given, right) ? link : null;
}

/** The address of the link's page, without site and language. */
export const stopPath = (secret: string, link: StopLink): string =>
  `${stopPage}?${new URLSearchParams({ of: stopToken(secret, link) }).toString()}`;

/** Headers with which a mail client shows a button of its own (RFC 2369, RFC 8058). */
export const stopHeaders = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
