import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openPage, startBrowser } from '#test/support/browser.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';

let portal: Portal;
let browser: Browser;
beforeAll(async () => {
  portal = await startPortal();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const pages = [
  ...[
    '/',
    '/groups/',
    '/groups/gully-gang/',
    '/groups/gully-gang/come-once/',
    '/groups/low-door-watch/join/',
  ],
  ...[
    '/narrative/',
    '/narrative/the-quay-comes-back/',
    '/focuses/known-by-name/',
    '/neighborhoods/withy-end/',
  ],
  ...[
    '/impact/',
    '/impact/reports/?measure=drains-clear-30-days',
    '/search/?q=drains',
    '/start/',
    '/sign-in/',
    '/how-it-works/',
  ],
];

describe.each([
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  test.each(pages)(
    'a resident who needs assistive technology reads %s, and nobody else hears of it',
    async (path) => {
      const { page, troubles, close } = await openPage(browser, portal.url, {
        viewport: { width, height: 800 },
        colorScheme,
      });
      await page.goto(path);
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(troubles).toEqual([]);
      await close();
    },
  );
});

test('a resident reads and chooses with the keyboard alone', async () => {
  const { page, close } = await openPage(browser, portal.url);
  await page.goto('/groups/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content');
  await page.focus('select[name="focus"]');
  await page.keyboard.type('Known');
  await page.keyboard.press('Enter');
  await page.locator('main form button').press('Enter');
  await page.waitForURL(/focus=known-by-name/);
  expect(await page.locator('main h2').count()).toBeGreaterThan(3);
  await close();
});
