import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheControl } from '../headers.ts';
import { type Answer, prepareAnswer } from './answer.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** The built pages and files by their address, ready to send; read once at start. */
export type Files = ReadonlyMap<string, Answer>;

/**
 * Loads a build: `client/` with its precompressed forms, and `_headers.json` with each page's content policy.
 * @param outDir the build's folder, `dist/<town id>`.
 */
export async function loadFiles(outDir: string, security: Readonly<Record<string, string>>): Promise<Files> {
  const folder = path.join(outDir, 'client');
  const policies = await readPolicies(path.join(outDir, '_headers.json'));
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const present = new Set(names);
  const files = new Map<string, Answer>();
  for (const name of names) {
    if (/\.(br|gz)$/.test(name) && present.has(name.replace(/\.(br|gz)$/, ''))) continue;
    const address = addressOf(name);
    const headers = { ...security, ...fileHeaders(name), ...policyHeader(policies.get(bare(address))) };
    const form = (ending: string) =>
      present.has(name + ending) ? readFile(path.join(folder, name + ending)) : undefined;
    const identity = await readFile(path.join(folder, name));
    files.set(address, prepareAnswer({ identity, br: await form('.br'), gzip: await form('.gz') }, headers));
  }
  return files;
}

function addressOf(name: string): string {
  return encodeURI(`/${name}`.replace(/\/index\.html$/, '/'));
}

/** Files whose address changes whenever they do. */
const neverChanges = /^(_astro\/|sheet\.\w+\.svg$)/;

function fileHeaders(name: string): Record<string, string> {
  return {
    'Content-Type': mediaTypes[path.extname(name)] ?? 'application/octet-stream',
    'Cache-Control': neverChanges.test(name) ? cacheControl.immutable : cacheControl.revalidate,
  };
}

function policyHeader(policy: string | undefined): Record<string, string> {
  return policy ? { 'Content-Security-Policy': policy } : {};
}

/** Astro writes some addresses with and some without a slash at the end. */
function bare(address: string): string {
  return address.replace(/\/$/, '').replace(/^(?!\/)/, '/');
}

interface StaticHeaders {
  pathname: string;
  headers: { key: string; value: string }[];
}

async function readPolicies(file: string): Promise<Map<string, string>> {
  const pages = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as StaticHeaders[];
  return new Map(pages.map((page) => [bare(page.pathname), page.headers[0]?.value ?? '']));
}
