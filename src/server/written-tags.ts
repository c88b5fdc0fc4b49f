import { AsyncLocalStorage } from 'node:async_hooks';

const writing = new AsyncLocalStorage<Set<string>>();

/** Notes that the request being answered makes pages with these tags out of date. */
export function noteTags(tags: readonly string[]): void {
  for (const tag of tags) writing.getStore()?.add(tag);
}

/**
 * Runs `answer`, giving it the set of tags that its writes will note. Clearing them before the answer goes out lets a
 * person see what they just sent, without waiting for the notification that tells all processes.
 */
export function withWrittenTags<Result>(answer: (tags: ReadonlySet<string>) => Result): Result {
  const tags = new Set<string>();
  return writing.run(tags, () => answer(tags));
}
