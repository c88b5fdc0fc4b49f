import { describe, expect, it } from 'vitest';
import type { Answer } from '#server/page-store/answer.ts';
import { prepareAnswer } from '#server/page-store/answer.ts';
import { PageStore, type SharedRender } from '#server/page-store/store.ts';

type Reply = { status: number };
type Found = Answer | Reply;

const page = (text: string) => prepareAnswer({ identity: Buffer.from(text) }, {});
const textOf = (found: Found) => ('forms' in found ? found.forms.identity.body.toString() : found.status);

/** A renderer whose pages come when the test says so. */
function renderer() {
  const waiting: { resolve(render: SharedRender<Reply>): void; reject(error: Error): void }[] = [];
  return {
    render: () => new Promise<SharedRender<Reply>>((resolve, reject) => waiting.push({ resolve, reject })),
    get running() {
      return waiting.length;
    },
    finish(text: string, options: { tags?: string[]; maxAgeSeconds?: number } = {}) {
      waiting.shift()?.resolve({ reply: { status: 200 }, answer: page(text), tags: ['groups'], ...options });
    },
    finishUnkept(status: number) {
      waiting.shift()?.resolve({ reply: { status }, tags: [] });
    },
    fail() {
      waiting.shift()?.reject(new Error('the database is away'));
    },
  };
}

function openStore(capBytes = 1_000_000, patienceMs = 1000) {
  let now = 1_000_000;
  const store = new PageStore<Reply>({ capBytes, patienceMs, now: () => now });
  return { store, later: (seconds: number) => (now += seconds * 1000), ...{ pages: renderer() } };
}

async function filled(capBytes?: number, patienceMs?: number, maxAgeSeconds?: number) {
  const opened = openStore(capBytes, patienceMs);
  const first = opened.store.get('/groups/', opened.pages.render);
  opened.pages.finish('first', maxAgeSeconds === undefined ? {} : { maxAgeSeconds });
  await first;
  return opened;
}

describe('a page that nobody has asked for yet', () => {
  it('is rendered once for everyone who asks at the same time', async () => {
    const { store, pages } = openStore();
    const readers = [1, 2, 3].map(() => store.get('/groups/', pages.render));
    expect(pages.running).toBe(1);
    pages.finish('groups');
    expect((await Promise.all(readers)).map(textOf)).toEqual(['groups', 'groups', 'groups']);
  });

  it('is answered with the failure when it cannot be rendered, and tried again for the next reader', async () => {
    const { store, pages } = openStore();
    const reader = store.get('/groups/', pages.render);
    pages.fail();
    await expect(reader).rejects.toThrow('away');
    const next = store.get('/groups/', pages.render);
    pages.finish('groups');
    expect(textOf(await next)).toBe('groups');
  });

  it('is handed on without being kept when it turns out not to be there', async () => {
    const { store, pages } = openStore();
    const reader = store.get('/groups/nowhere/', pages.render);
    pages.finishUnkept(404);
    expect(textOf(await reader)).toBe(404);
    expect(store.bytes).toBe(0);
  });
});

describe('a page in the store', () => {
  it('is served again without rendering', async () => {
    const { store, pages } = await filled();
    expect(textOf(await store.get('/groups/', pages.render))).toBe('first');
    expect(store.fresh('/groups/')).toBeDefined();
    expect(pages.running).toBe(0);
  });

  it('is served stale once its time is over, while one render runs', async () => {
    const { store, pages, later } = await filled(undefined, undefined, 60);
    later(61);
    expect(store.fresh('/groups/')).toBeUndefined();
    const readers = await Promise.all([1, 2].map(() => store.get('/groups/', pages.render)));
    expect(readers.map(textOf)).toEqual(['first', 'first']);
    expect(pages.running).toBe(1);
    pages.finish('second');
    await Promise.resolve();
    expect(textOf(await store.get('/groups/', pages.render))).toBe('second');
  });

  it('is rendered anew for the next reader after a write cleared its tag', async () => {
    const { store, pages } = await filled();
    store.clear(['groups']);
    const reader = store.get('/groups/', pages.render);
    pages.finish('second');
    expect(textOf(await reader)).toBe('second');
  });

  it('stays when a write cleared another tag', async () => {
    const { store, pages } = await filled();
    store.clear(['reports']);
    expect(textOf(await store.get('/groups/', pages.render))).toBe('first');
    expect(pages.running).toBe(0);
  });

  it('is served from its last copy when it was cleared and the new render fails', async () => {
    const { store, pages, later } = await filled();
    store.clear(['groups']);
    const reader = store.get('/groups/', pages.render);
    pages.fail();
    expect(textOf(await reader)).toBe('first');
    expect(textOf(await store.get('/groups/', pages.render))).toBe('first');
    expect(pages.running, 'a failing render is not tried for every reader').toBe(0);
    later(2);
    const next = store.get('/groups/', pages.render);
    pages.finish('second');
    expect(textOf(await next)).toBe('second');
  });

  it('is served from its last copy when the new render takes too long', async () => {
    const { store, pages } = await filled(undefined, 5);
    store.clear(['groups']);
    expect(textOf(await store.get('/groups/', pages.render))).toBe('first');
    pages.finish('second');
    await Promise.resolve();
    expect(textOf(await store.get('/groups/', pages.render))).toBe('second');
  });

  it('is forgotten when the new render says that it is gone', async () => {
    const { store, pages } = await filled();
    store.clear(['groups']);
    const reader = store.get('/groups/', pages.render);
    pages.finishUnkept(404);
    expect(textOf(await reader)).toBe(404);
    expect(store.bytes).toBe(0);
  });
});

describe('a render that a write overtakes', () => {
  it('is not kept as fresh', async () => {
    const { store, pages } = openStore();
    const early = store.get('/groups/', pages.render);
    store.clear(['groups']);
    pages.finish('before the write');
    expect(textOf(await early)).toBe('before the write');
    expect(store.fresh('/groups/')).toBeUndefined();
  });

  it('is not joined by a reader who came after the write', async () => {
    const { store, pages } = openStore();
    const early = store.get('/groups/', pages.render);
    store.clear(['groups']);
    const late = store.get('/groups/', pages.render);
    expect(pages.running).toBe(2);
    pages.finish('before the write');
    await early;
    pages.finish('after the write');
    expect(textOf(await late)).toBe('after the write');
    expect(textOf(await store.get('/groups/', pages.render))).toBe('after the write');
  });

  it('does not replace the page that was rendered after the write', async () => {
    const { store } = openStore();
    const [slow, quick] = [renderer(), renderer()];
    const early = store.get('/groups/', slow.render);
    store.clear(['groups']);
    const late = store.get('/groups/', quick.render);
    quick.finish('after the write');
    await late;
    slow.finish('before the write');
    await early;
    expect(textOf(await store.get('/groups/', quick.render))).toBe('after the write');
  });

  it('is kept as fresh when the write was about something else', async () => {
    const { store, pages } = openStore();
    const reader = store.get('/groups/', pages.render);
    store.clear(['reports']);
    pages.finish('groups');
    await reader;
    expect(store.fresh('/groups/')).toBeDefined();
  });
});

describe('a store that does not hear what other processes write', () => {
  it('renders for every reader, and keeps copies to fall back on', async () => {
    const { store, pages } = await filled();
    store.setTrusted(false);
    const reader = store.get('/groups/', pages.render);
    pages.finish('second');
    expect(textOf(await reader)).toBe('second');
    expect(store.fresh('/groups/')).toBeUndefined();
    const next = store.get('/groups/', pages.render);
    pages.fail();
    expect(textOf(await next)).toBe('second');
  });

  it('hands out its copies without trying to render while the database is away', async () => {
    const { store, pages } = await filled();
    store.setTrusted(false);
    store.setAway(true);
    expect(textOf(await store.get('/groups/', pages.render))).toBe('first');
    expect(pages.running).toBe(0);
    store.setAway(false);
    const reader = store.get('/groups/', pages.render);
    pages.finish('second');
    expect(textOf(await reader)).toBe('second');
  });

  it('trusts what it renders once it hears again', async () => {
    const { store, pages } = await filled();
    store.setTrusted(false);
    store.setTrusted(true);
    const reader = store.get('/groups/', pages.render);
    pages.finish('second');
    await reader;
    expect(store.fresh('/groups/')).toBeDefined();
  });
});

describe('a store that is full', () => {
  const bigPage = 10_000;
  const room = (pages: number) => pages * (bigPage + 4096);

  async function ask(store: PageStore<Reply>, key: string) {
    const answer = page('x'.repeat(bigPage));
    await store.get(key, () => Promise.resolve({ reply: { status: 200 }, answer, tags: ['groups'] }));
  }

  it('never holds more than its cap', async () => {
    const { store } = openStore(room(3));
    for (let n = 0; n < 20; n += 1) {
      await ask(store, `/groups/?near=${n}`);
      expect(store.bytes).toBeLessThanOrEqual(room(3));
    }
    expect(store.bytes).toBe(room(3));
  });

  it('keeps the page that people read and drops those that nobody came back for', async () => {
    const { store } = openStore(room(3));
    await ask(store, '/groups/');
    for (let n = 0; n < 20; n += 1) {
      await ask(store, `/groups/?near=${n}`);
      expect(store.fresh('/groups/')).toBeDefined();
    }
    expect(store.fresh('/groups/?near=0')).toBeUndefined();
  });

  it('hands on a page larger than the cap without keeping it', async () => {
    const { store } = openStore(1000);
    await ask(store, '/groups/');
    expect(store.bytes).toBe(0);
  });
});
