import type { Answer } from './answer.ts';

/** A page rendered for everybody. Without `answer` it is handed to those who wait and not kept. */
export interface SharedRender<Reply> {
  /** What to send those who wait when it is not kept: a redirect, a page that is not there. */
  readonly reply: Reply;
  readonly answer?: Answer;
  readonly tags: readonly string[];
  /** How long it may be served without rendering it again, in seconds; without it, until a tag is cleared. */
  readonly maxAgeSeconds?: number | undefined;
}

interface Entry {
  readonly answer: Answer;
  readonly tags: readonly string[];
  readonly expiresAt: number;
  /** A write made it out of date; it is only shown when no new one can be made. */
  cleared: boolean;
  /** Read since the last search for something to drop. */
  used: boolean;
  /** After a failed render, the instant from which another is tried. */
  retryAt: number;
}

interface Flight<Reply> {
  readonly begun: number;
  readonly done: Promise<Reply | Answer>;
}

export interface PageStoreOptions {
  readonly capBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A reader with a last copy to fall back on waits no longer than this for a new one. */
  readonly patienceMs: number;
}

const retryAfterFailureMs = 1000;
const mostRememberedTags = 10_000;

/**
 * Pages that all readers share, by address. What is expired by time is served while one render runs; what a write has
 * cleared makes the next reader wait for one render, and comes back only where that fails.
 */
export class PageStore<Reply> {
  readonly #options: PageStoreOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #flights = new Map<string, Flight<Reply>>();
  /** Counts clears; a render that began at a lower number than a clear of its tags may have read what was before. */
  #clock = 0;
  #everythingClearedAt = 0;
  readonly #clearedAt = new Map<string, number>();
  #trusted = true;
  #away = false;
  #bytes = 0;

  constructor(options: PageStoreOptions) {
    this.#options = options;
  }

  /** Bytes held, never more than the cap. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The page at `key` if it can be sent as it is. */
  fresh(key: string): Answer | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.cleared || entry.expiresAt <= this.#options.now()) return undefined;
    entry.used = true;
    return entry.answer;
  }

  /**
   * The page at `key`, from the store or by `render`.
   * @throws what `render` throws, when there is no copy to fall back on.
   */
  async get(key: string, render: () => Promise<SharedRender<Reply>>): Promise<Reply | Answer> {
    const entry = this.#entries.get(key);
    if (!entry) return this.#render(key, render);
    entry.used = true;
    const now = this.#options.now();
    const expired = entry.expiresAt <= now;
    if (!entry.cleared && !expired) return entry.answer;
    if (this.#away || entry.retryAt > now) return entry.answer;
    const rendered = this.#render(key, render).catch(() => {
      entry.retryAt = this.#options.now() + retryAfterFailureMs;
      return entry.answer;
    });
    return entry.cleared ? within(this.#options.patienceMs, rendered, entry.answer) : entry.answer;
  }

  /** Marks every page that carries one of `tags` as out of date, those being rendered included. */
  clear(tags: readonly string[]): void {
    if (tags.length === 0) return;
    this.#clock += 1;
    if (this.#clearedAt.size + tags.length > mostRememberedTags) return this.clearEverything();
    for (const tag of tags) this.#clearedAt.set(tag, this.#clock);
    const wanted = new Set(tags);
    for (const entry of this.#entries.values()) {
      if (entry.tags.some((tag) => wanted.has(tag))) entry.cleared = true;
    }
  }

  /** Marks every page as out of date. */
  clearEverything(): void {
    this.#clock += 1;
    this.#everythingClearedAt = this.#clock;
    this.#clearedAt.clear();
    for (const entry of this.#entries.values()) entry.cleared = true;
  }

  /** While nobody tells this process what others write, pages are kept only to fall back on. */
  setTrusted(trusted: boolean): void {
    this.#trusted = trusted;
    this.clearEverything();
  }

  /** While the database is away, readers get the last copy at once instead of waiting for a render that cannot be. */
  setAway(away: boolean): void {
    this.#away = away;
  }

  /** One render a page at a time; whoever asks after a clear does not join a render from before it. */
  #render(key: string, render: () => Promise<SharedRender<Reply>>): Promise<Reply | Answer> {
    const running = this.#flights.get(key);
    if (running?.begun === this.#clock) return running.done;
    const begun = this.#clock;
    const done = render()
      .then((rendered) => this.#keep(key, rendered, begun))
      .finally(() => {
        if (this.#flights.get(key)?.done === done) this.#flights.delete(key);
      });
    this.#flights.set(key, { begun, done });
    return done;
  }

  #keep(key: string, rendered: SharedRender<Reply>, begun: number): Reply | Answer {
    const { answer, tags, maxAgeSeconds = Infinity, reply } = rendered;
    const overtaken = this.#clearedSince(begun, tags);
    const before = this.#entries.get(key);
    const newerKept = overtaken && before !== undefined && !before.cleared;
    if (!newerKept) this.#drop(key);
    if (!answer) return reply;
    if (newerKept || answer.size > this.#options.capBytes) return answer;
    const expiresAt = this.#options.now() + maxAgeSeconds * 1000;
    const cleared = overtaken || !this.#trusted;
    this.#entries.set(key, { answer, tags, expiresAt, cleared, used: false, retryAt: 0 });
    this.#bytes += answer.size;
    this.#makeRoom();
    return answer;
  }

  #clearedSince(begun: number, tags: readonly string[]): boolean {
    return this.#everythingClearedAt > begun || tags.some((tag) => (this.#clearedAt.get(tag) ?? 0) > begun);
  }

  /** Drops what was not read since the last time, oldest first; what was read gets another round. */
  #makeRoom(): void {
    while (this.#bytes > this.#options.capBytes) {
      const [oldest] = this.#entries;
      if (!oldest) return;
      const [key, entry] = oldest;
      this.#drop(key);
      if (!entry.used) continue;
      entry.used = false;
      this.#entries.set(key, entry);
      this.#bytes += entry.answer.size;
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.answer.size;
  }
}

function within<Value>(ms: number, promise: Promise<Value>, otherwise: Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise), ms);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
