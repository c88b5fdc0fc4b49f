import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { weigh } from '#test/bench/weights.ts';
import { pageList } from '#test/support/page-list.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const open = Object.values(pageList)
  .flat()
  .flatMap(({ at, as = 'anyone', status = 200, refused, oneLanguage = false }) =>
    typeof at === 'string' && as === 'anyone' && status === 200 && !refused && !oneLanguage ? [at] : [],
  );

describe('somebody on a slow connection pays little for', () => {
  test.each([...new Set(open)])('%s', async (path) => {
    const { html, styles, scripts, fonts } = await weigh(portal.url, path);
    expect(html + styles + scripts).toBeLessThan(24_000);
    expect(html + styles + scripts + fonts).toBeLessThan(60_000);
  });
});
