/** Headers between Astro's renderer and the entry; no reader ever gets them. */
export const tagsHeader = 'x-commonward-tags';
export const ageHeader = 'x-commonward-max-age';

/** Where the entry leaves its page store for the cache provider, which lives in Astro's bundle. */
export const pageStoreKey: unique symbol = Symbol.for('commonward.page-store');
