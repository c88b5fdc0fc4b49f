import type { AstroHandler, RequestLocals } from './astro-handler.ts';
import { cacheControl, securityHeaders } from './headers.ts';
import { type Answer, prepareAnswer } from './page-store/answer.ts';
import { isWorthCompressing } from './page-store/compress.ts';
import { ageHeader, tagsHeader } from './page-store/private-headers.ts';
import { sharedPageFinder, warmAddresses } from './page-store/shared-pages.ts';
import { PageStore, type SharedRender } from './page-store/store.ts';
import { type Rendered, renderShared } from './render.ts';
import type { Services } from './services.ts';

const capBytes = 64 * 1024 * 1024;
const patienceMs = 5000;

/** Pages that all readers share: found by address, kept, rendered again when they must be. */
export interface SharedAnswers {
  readonly store: PageStore<Rendered>;
  /** The key of a shared page's address, or null where the page is not shared. */
  keyOf(url: string): string | null;
  /** The page, as kept or rendered now. @throws RenderFailed when it can be neither. */
  answer(key: string): Promise<Answer | Rendered>;
  /** Headers of a shared page that is not kept. */
  headersOf(page: Rendered): Record<string, string>;
  /** Renders the main pages. */
  warm(): Promise<void>;
}

/** A shared page answered with a fault of ours; `page` explains it. */
export class RenderFailed extends Error {
  readonly page: Rendered;

  constructor(page: Rendered) {
    super(`A shared page was answered with ${page.status}.`);
    this.page = page;
  }
}

/** Shared pages of the built site, rendered with `services` on nobody's behalf. */
export function shareAnswers(handler: AstroHandler, services: Services): SharedAnswers {
  const { settings, town } = services;
  const security = securityHeaders(settings.siteUrl);
  const store = new PageStore<Rendered>({ capBytes, patienceMs, now: () => Date.now() });
  const locals = (): RequestLocals => ({ app: services, clientAddress: '' });
  const answer = (key: string) =>
    store.get(key, async () =>
      toShare(
        await renderShared(handler, { url: key, siteUrl: settings.siteUrl, locals: locals() }),
        security,
      ),
    );
  return {
    store,
    keyOf: sharedPageFinder(town.languages),
    answer,
    headersOf: (page) => ({ 'Cache-Control': cacheControl.personal, ...security, ...publicHeaders(page) }),
    warm: async () => {
      const urls = warmAddresses(town.languages);
      for (const url of urls) {
        await answer(url).catch((error: unknown) =>
          services.log.warn({ err: error, url }, 'a page is not warm'),
        );
      }
      services.log.info({ pages: urls.length }, 'the main pages are warm');
    },
  };
}

/** What the store may keep of a rendered page. */
function toShare(page: Rendered, security: Readonly<Record<string, string>>): SharedRender<Rendered> {
  if (page.status >= 500) throw new RenderFailed(page);
  const tags = listOf(page.headers[tagsHeader]);
  const age = page.headers[ageHeader];
  const isKept = page.status === 200 && (tags.length > 0 || age !== undefined);
  if (!isKept) return { reply: page, tags };
  const headers = { 'Cache-Control': cacheControl.revalidate, ...security, ...publicHeaders(page) };
  const isCompressible = isWorthCompressing(page.body, String(page.headers['content-type']));
  const maxAgeSeconds = age === undefined ? undefined : Number(age);
  const answer = prepareAnswer({ identity: page.body }, headers, isCompressible);
  return { reply: page, answer, tags, maxAgeSeconds };
}

const notShared = new Set([tagsHeader, ageHeader, 'content-length', 'set-cookie', 'date', 'etag', 'vary']);

/** The page's own headers, with the names' capitals that the prepared ones use where both may set one. */
function publicHeaders(page: Rendered): Record<string, string> {
  const entries = Object.entries(page.headers)
    .filter(([name]) => !notShared.has(name))
    .map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()), String(value)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function listOf(header: unknown): string[] {
  return typeof header === 'string' ? header.split(' ').filter(Boolean) : [];
}
