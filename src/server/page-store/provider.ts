import type { CacheProviderFactory } from 'astro';
import { ageHeader, pageStoreKey, tagsHeader } from './private-headers.ts';

/**
 * Astro's side of the page store: hands what a page said with `Astro.cache.set` to the entry in private headers, which
 * the entry takes off again, and passes `Astro.cache.invalidate` on to the store.
 */
const provider: CacheProviderFactory = () => ({
  name: 'commonward-page-store',
  setHeaders({ maxAge, tags = [] }) {
    const headers = new Headers({ [tagsHeader]: tags.join(' ') });
    if (maxAge !== undefined) headers.set(ageHeader, String(maxAge));
    return headers;
  },
  invalidate({ tags }) {
    const store = (globalThis as { [pageStoreKey]?: { clear(tags: readonly string[]): void } })[pageStoreKey];
    store?.clear([tags ?? []].flat());
    return Promise.resolve();
  },
});

export default provider;
