import type { Browser, Page } from 'playwright-core';
import type { Sql } from 'postgres';
import { startBrowser } from '#test/support/browser.ts';
import type { Portal } from '#test/support/portal.ts';
import { growTown } from './many-groups.ts';
import { compressedSize } from './weights.ts';

/** How the map of a town with this many groups comes and moves in Chromium. */
export interface MapFigures {
  groups: number;
  /** The groups as the map asks for them, compressed. */
  dataBytes: number;
  /** From the page's load event to the first marker. */
  firstMarkerMs: number;
  /** The longest task while the map opened, and while it was moved and zoomed. */
  openingTaskMs: number;
  movingTaskMs: number;
}

const opens = 3;

/** Grows the portal's town to each of `sizes`, and opens and moves its map; the medians of some readers. */
export async function measureMap(portal: Portal, sql: Sql, sizes: readonly number[]): Promise<MapFigures[]> {
  const browser = await startBrowser();
  const figures: MapFigures[] = [];
  for (const groups of sizes) {
    await growTown(sql, groups);
    await portal.kill();
    await portal.restart();
    const { size } = await compressedSize(`${portal.url}/groups.geojson?brief=1`);
    const readers: Reader[] = [];
    for (let each = 0; each < opens; each += 1) readers.push(await openOnce(browser, portal.url));
    const middle = (of: (reader: Reader) => number) =>
      readers.map(of).toSorted((a, b) => a - b)[Math.floor(opens / 2)] ?? 0;
    figures.push({
      groups,
      dataBytes: size,
      firstMarkerMs: middle((reader) => reader.firstMarkerMs),
      openingTaskMs: middle((reader) => reader.openingTaskMs),
      movingTaskMs: middle((reader) => reader.movingTaskMs),
    });
  }
  await browser.close();
  return figures;
}

type Reader = Pick<MapFigures, 'firstMarkerMs' | 'openingTaskMs' | 'movingTaskMs'>;
interface Watched {
  marker: number;
  longest: number;
}

async function openOnce(browser: Browser, url: string): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { marker: 0, longest: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
    const wait = () => {
      if (document.querySelector('button.mark')) seen.marker = performance.now();
      else requestAnimationFrame(wait);
    };
    requestAnimationFrame(wait);
  });
  await page.goto(`${url}/groups/`);
  await page.waitForSelector('button.mark');
  await page.waitForTimeout(600);
  const opened = await watched(page);
  const loaded = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd,
  );
  await move(page);
  const moved = await watched(page);
  await context.close();
  return {
    firstMarkerMs: opened.marker - loaded,
    openingTaskMs: opened.longest,
    movingTaskMs: moved.longest,
  };
}

/** What was seen so far; the longest task is counted anew from here. */
function watched(page: Page): Promise<Watched> {
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Watched };
    const copy = { ...seen };
    seen.longest = 0;
    return copy;
  });
}

/** Comes nearer step by step, pulling the map about at each. */
async function move(page: Page): Promise<void> {
  const box = await page.locator('.chart .view').boundingBox();
  if (!box) throw new Error('there is no map');
  const [x, y] = [box.x + box.width * 0.4, box.y + box.height * 0.5];
  for (let step = 0; step < 4; step += 1) {
    await page.locator('[data-act="nearer"]').click();
    await page.waitForTimeout(500);
    for (const [dx, dy] of [
      [-200, 60],
      [120, -140],
      [90, 100],
    ] as const) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + dx, y + dy, { steps: 12 });
      await page.mouse.up();
      await page.waitForTimeout(250);
    }
  }
}
