import { isTileFile, tileOrigins, type Tiles } from '../features/town/tiles.ts';

/** The one list of what every answer says to protect its reader, whether prerendered, cached or live. */
const always: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const twoYearsSeconds = 63_072_000;

/** Security headers of every answer of the site; over HTTPS browsers are told to stay with it. */
export function securityHeaders(siteUrl: string): Readonly<Record<string, string>> {
  if (!siteUrl.startsWith('https:')) return always;
  return { ...always, 'Strict-Transport-Security': `max-age=${twoYearsSeconds}; includeSubDomains` };
}

/** Content security policy of an answer that is not a page, should a browser be made to show it as one. */
export const bareContentPolicy = "default-src 'none'; frame-ancestors 'none'";

/**
 * What a page may load, besides its scripts and styles, which Astro adds by their hashes; from elsewhere only the tiles
 * that the town gave an address for.
 */
export function contentPolicy(tiles: Tiles | null): string[] {
  const origins = tiles === null ? [] : tileOrigins(tiles.url);
  const [pictures, files] = tiles !== null && isTileFile(tiles.url) ? [[], origins] : [origins, []];
  return [
    "default-src 'self'",
    ["img-src 'self' data:", ...pictures].join(' '),
    ...(files.length > 0 ? [["connect-src 'self'", ...files].join(' ')] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
}

/** `Cache-Control` for each kind of answer. */
export const cacheControl = {
  /** The name changes with the content. */
  immutable: 'public, max-age=31536000, immutable',
  /** Kept, and asked for again each time by its ETag. */
  revalidate: 'public, max-age=0, must-revalidate',
  /** May hold what only one reader should see. */
  personal: 'private, no-store',
} as const;
