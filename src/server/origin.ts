import { isLoopback } from './loopback.ts';

/** Methods that only read (RFC 9110, 9.2.1). */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request comes from the portal's own pages: `Origin` must be the site's, or where a browser sends none, its
 * `Sec-Fetch-Site`, or at last its `Referer`. A request that says none of the three does not come from a page.
 * On a loopback site any loopback name at the port asked is the same site, so that localhost and 127.0.0.1 both work.
 */
export function isSameSite(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get('origin');
  if (origin !== null) return isOwn(origin, headers, siteUrl);
  const fetchSite = headers.get('sec-fetch-site');
  if (fetchSite !== null) return fetchSite === 'same-origin';
  const referer = URL.parse(headers.get('referer') ?? '');
  return referer !== null && isOwn(referer.origin, headers, siteUrl);
}

function isOwn(origin: string, headers: Headers, siteUrl: string): boolean {
  if (origin === siteUrl) return true;
  const from = URL.parse(origin);
  const loopback = isLoopback(new URL(siteUrl).hostname) && from !== null && isLoopback(from.hostname);
  return loopback && from.protocol === 'http:' && from.host === headers.get('host');
}
