import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

/** Opens a page with the map, once its markers are there. */
async function openMap(path: string, options = desktop) {
  const opened = await openPage(browser, portal.url, options);
  await opened.page.goto(path);
  await opened.page.waitForSelector('.chart[data-open] button.mark');
  return opened;
}

const namesOfList = (page: Page) => page.locator('#list article h2').allTextContents();
const namesOfMarks = async (page: Page) => {
  const labels = await page
    .locator('button.mark')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  return labels.map((label) => label.split(', ')[0] ?? '');
};
const trimmed = (names: string[]) => names.map((name) => name.trim());

test('a resident who cannot use a mouse meets the groups on the map in the order of the list', async () => {
  const { page, troubles, close } = await openMap('/groups/');
  const list = trimmed(await namesOfList(page));
  expect(await namesOfMarks(page)).toEqual(list);
  const labels = await page
    .locator('button.mark')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  expect(new Set(labels).size).toBe(labels.length);
  await page.locator('.view').focus();
  for (const name of list.slice(0, 3)) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toContain(`${name}, `);
  }
  await page.keyboard.press('Enter');
  const card = page.locator('.card');
  expect(await card.textContent()).toContain(list[2]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^\/groups\/.+\/$/);
  await page.keyboard.press('Escape');
  expect(await card.isHidden()).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(list[2]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/groups\/[a-z-]+\/$/);
  expect(troubles).toEqual([]);
  await close();
});

test('a resident who points at a group in the list sees it on the map, and the other way round', async () => {
  const { page, close } = await openMap('/groups/');
  await page.locator('#list article[data-group="agua-clara"]').hover();
  expect(await page.locator('button.mark.lit').getAttribute('aria-label')).toContain('Agua Clara');
  await page.locator('#list article[data-group="bike-kitchen"] a').focus();
  expect(await page.locator('button.mark.lit').getAttribute('aria-label')).toContain('Bike Kitchen');
  await page.locator('button.mark[aria-label^="Mend Loft"]').focus();
  expect(await page.locator('#list article.lit').getAttribute('data-group')).toBe('mend-loft');
  await page.locator('button.mark[aria-label^="Gully Gang"]').hover();
  expect(await page.locator('#list article.lit').getAttribute('data-group')).toBe('gully-gang');
  await close();
});

test('what an address asks for, list and map both answer, in one order', async () => {
  const { page, troubles, close } = await openMap('/groups/?focus=known-by-name&near=netmakers&places=1');
  const list = trimmed(await namesOfList(page));
  expect(list.length).toBeGreaterThan(3);
  expect(await namesOfMarks(page)).toEqual(list);
  await page.locator('[data-act="nearer"]').click();
  await page.waitForFunction(() => document.querySelector('[data-act="farther"]')?.ariaDisabled === 'false');
  expect(trimmed(await namesOfList(page))).toEqual(list);
  expect(page.url()).toContain('focus=known-by-name');
  expect(troubles).toEqual([]);
  await close();
});

test('a resident with a phone opens a crowd of groups until they stand by themselves', async () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const { page, troubles, close } = await openMap('/groups/', phone);
  const crowd = page.locator('button.mark[aria-label*="groups around"]').first();
  await crowd.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^(?!.*groups around).+, /.test(document.activeElement?.ariaLabel ?? ''));
  expect(await page.locator('button.mark:not([aria-label*="groups around"])').count()).toBeGreaterThan(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(troubles).toEqual([]);
  await close();
});

test('where a resident is leaves the browser only when they send the form', async () => {
  const geolocation = { latitude: 43.12712, longitude: -69.35098 };
  const { page, troubles, close } = await openMap('/groups/', {
    ...desktop,
    geolocation,
    permissions: ['geolocation'],
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('near-me button').click();
  await page.waitForFunction(() =>
    document.querySelector('near-me [role="status"]')?.textContent?.includes('43.127'),
  );
  expect(await page.locator('near-me [role="status"]').textContent()).toMatch(
    /43\.127, -69\.351, cell [A-H][1-6]/,
  );
  expect(await page.locator('.here').isVisible()).toBe(true);
  expect(asked).toEqual([]);
  await page.locator('main form button[type="submit"]').click();
  await page.waitForURL(/lon=-69\.351&lat=43\.127/);
  await page.waitForSelector('.chart[data-open] button.mark');
  expect(page.url()).not.toMatch(/near=[a-z]/);
  const list = trimmed(await namesOfList(page));
  expect(await namesOfMarks(page)).toEqual(list);
  expect(await page.locator('.distance').first().textContent()).toMatch(/km/);
  await page.getByRole('link', { name: 'Forget my position' }).click();
  await page.waitForURL((url) => url.search === '');
  expect(troubles).toEqual([]);
  await close();
});

test.each(['light', 'dark'] as const)(
  'a resident who needs assistive technology finds nothing in the way on the open map (%s)',
  async (colorScheme) => {
    const { page, troubles, close } = await openMap('/es/groups/', {
      ...desktop,
      colorScheme,
      reducedMotion: 'reduce',
    });
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('button.mark').first().click();
    expect(await page.locator('.card').isVisible()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await close();
  },
);

test('the legend says what a circle with a number of groups is only beside a map that draws such', async () => {
  const phone = { viewport: { width: 360, height: 740 } };
  const legend = (page: Page) => page.getByText('groups close together (how many)');
  const { page, close } = await openMap('/groups/', phone);
  expect(await legend(page).isVisible()).toBe(true);
  await close();
  const still = await openPage(browser, portal.url, { ...phone, javaScriptEnabled: false });
  await still.page.goto('/groups/');
  expect(await legend(still.page).isVisible()).toBe(false);
  await still.close();
});

test('a resident without scripts has the sheet and the list, both complete', async () => {
  const { page, close } = await openPage(browser, portal.url, { ...desktop, javaScriptEnabled: false });
  await page.goto('/groups/');
  const list = await page.locator('#list article').count();
  expect(await page.locator('.for-wide a.mark').count()).toBe(list);
  expect(await page.locator('.for-wide a.mark').first().isVisible()).toBe(true);
  expect(await page.locator('.chart').isVisible()).toBe(false);
  expect(await page.locator('near-me button').isVisible()).toBe(false);
  expect(await page.locator('.for-wide .note').allTextContents()).toHaveLength(1);
  expect(await page.locator('#list').textContent()).toContain('Withy End has no group yet');
  await close();
});

test('a neighborhood without a group is named on the map, with the way to begin one', async () => {
  const { page, close } = await openMap('/groups/');
  await page.getByRole('link', { name: 'no group yet' }).click();
  await page.waitForURL(/\/start\/\?neighborhood=withy-end/);
  await close();
});

test('a reader who makes the window wider finds every name on the sheet, none on the empty room beside it', async () => {
  const phone = { viewport: { width: 360, height: 800 }, colorScheme: 'dark' } as const;
  const { page, close } = await openMap('/groups/', phone);
  await page.setViewportSize({ width: 1280, height: 900 });
  const beyond = () =>
    page.evaluate(() => {
      const sheet = document.querySelector('.chart .leaflet-overlay-pane svg')?.getBoundingClientRect();
      if (!sheet) throw new Error('there is no sheet');
      return [...document.querySelectorAll('.chart .place:not(.away)')]
        .filter((each) => {
          const { left, right, top, bottom } = each.getBoundingClientRect();
          return left < sheet.left || right > sheet.right || top < sheet.top || bottom > sheet.bottom;
        })
        .map((each) => each.textContent);
    });
  await expect.poll(beyond).toEqual([]);
  expect(await page.locator('.chart .place:not(.away)').count()).toBeGreaterThan(3);
  expect(await axeViolations(page, ['color-contrast'])).toEqual([]);
  await close();
});
