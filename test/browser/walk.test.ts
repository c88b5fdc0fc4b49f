import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, startBrowser } from '#test/support/browser.ts';
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

test('a resident reads and chooses with the keyboard alone', async () => {
  const { page, close } = await openPage(browser, portal.url);
  await page.goto('/groups/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content');
  await page.focus('select[name="focus"]');
  await page.keyboard.type('Known');
  await page.keyboard.press('Enter');
  await page.locator('main form button[type=submit]:not([data-near])').first().press('Enter');
  await page.waitForURL(/focus=known-by-name/);
  expect(await page.locator('main h2').count()).toBeGreaterThan(3);
  await close();
});
