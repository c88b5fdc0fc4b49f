import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openPage, startBrowser } from '#test/support/browser.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';

let portal: Portal;
let post: MailServer;
let browser: Browser;
/** The cookies of a convener of Low Door Watch. */
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
beforeAll(async () => {
  post = await startMailServer();
  portal = await startPortal({ SMTP_URL: post.url, MAIL_FROM: 'Tidewell <portal@tidewell.example>' });
  browser = await startBrowser();
  signedIn = await signIn('resident-1@tidewell.example');
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
  await post.stop();
});

async function signIn(email: string) {
  const { page, close } = await openPage(browser, portal.url);
  await page.goto('/sign-in/');
  await page.fill('input[name="email"]', email);
  await page.locator('main form button').click();
  await page.waitForURL(/\/sign-in\/code\//);
  const mail = await post.mailTo(email, ({ subject }) => (subject ?? '').includes('Sign in'));
  await page.fill('input[name="code"]', /\b(\d{6})\b/.exec(mail.subject ?? '')?.[1] ?? '');
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/me\/$/);
  const state = await page.context().storageState();
  await close();
  return state;
}

const group = '/groups/low-door-watch';
const phone = { viewport: { width: 360, height: 740 } };
const open = (options = {}) =>
  openPage(browser, portal.url, { storageState: signedIn, ...phone, ...options });
const firstTry = (page: Page) => page.locator('textarea[name^="text-"]').first();
const save = (page: Page) => page.locator('main form button', { hasText: 'Save only' }).last();
const tries = (page: Page) =>
  page
    .locator('textarea[name^="text-"]')
    .evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value));
const waiting = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('commonward:')).length);
/** Days of their own, so that no test finds what another one wrote. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

describe.each([
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  test.each([
    `${group}/meeting/`,
    `/es${group}/meeting/`,
    `${group}/meetings/`,
    `${group}/meeting/sheet/`,
    '/me/',
  ])('a member who needs assistive technology uses %s', async (path) => {
    const { page, troubles, close } = await open({ viewport: { width, height: 800 }, colorScheme });
    await page.goto(path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(troubles).toEqual([]);
    await close();
  });
});

test('a group without a connection keeps its meeting on the phone, and it is sent once when there is one', async () => {
  const { page, close } = await open();
  await page.goto(`${group}/meeting/${day(2)}/`);
  const context = page.context();
  await context.setOffline(true);
  await page.locator('input[name="present"]').first().check();
  await firstTry(page).fill('Ring eleven doors.');
  for (const _ of [1, 2]) {
    await save(page).click();
    await page.locator('[data-offline]:visible').waitFor();
  }
  await context.setOffline(false);
  await page.waitForURL(/saved=save/);
  expect(await page.locator('input[name="present"]').first().isChecked()).toBe(true);
  expect((await tries(page)).filter((text) => text === 'Ring eleven doors.')).toHaveLength(1);
  expect(await waiting(page)).toBe(0);
  await close();
});

test('a form that was taken without the phone’s hearing of it is sent again and counts once', async () => {
  const { page, close } = await open();
  await page.goto(`${group}/meeting/${day(3)}/`);
  const context = page.context();
  await context.setOffline(true);
  await firstTry(page).fill('Chalk the waterline.');
  await save(page).click();
  await page.locator('[data-offline]:visible').waitFor();
  let lost = 0;
  await page.route('**/*meetings.save', async (route) => {
    await route.fetch({ maxRedirects: 0 });
    lost += 1;
    await route.abort('connectionreset');
  });
  const answer = page.waitForEvent('requestfailed');
  await context.setOffline(false);
  await answer;
  await page.unroute('**/*meetings.save');
  // Opened again, the page sends what waits.
  await page.reload();
  await page.waitForURL(/saved=save/);
  expect(lost).toBe(1);
  expect((await tries(page)).filter((text) => text === 'Chalk the waterline.')).toHaveLength(1);
  await close();
});

test('a phone whose browser closed finds what was written, and what was saved is not kept', async () => {
  const { page, close } = await open();
  await page.goto(`${group}/meeting/${day(4)}/`);
  await firstTry(page).fill('Paint the gauge.');
  await page.locator('input[name="guests"]').fill('2');
  await page.goto('/');
  await page.goto(`${group}/meeting/${day(4)}/`);
  expect(await tries(page)).toContain('Paint the gauge.');
  expect(await page.inputValue('input[name="guests"]')).toBe('2');
  await save(page).click();
  await page.waitForURL(/saved=save/);
  expect((await tries(page)).filter((text) => text === 'Paint the gauge.')).toHaveLength(1);
  expect(await waiting(page)).toBe(0);
  await close();
});

test('a line that two phones wrote stays as it is when somebody saves something else', async () => {
  const { page, close } = await open();
  const path = `${group}/meeting/${day(6)}/`;
  await page.goto(path);
  await firstTry(page).fill('First line.\nSecond line.');
  await save(page).click();
  await page.waitForURL(/saved=save/);
  await page.goto(path);
  await page.locator('input[name="guests"]').fill('1');
  await save(page).click();
  await page.waitForURL(/saved=save/);
  expect(await tries(page)).toContain('First line.\nSecond line.');
  await close();
});

test('two phones on one table lose nothing', async () => {
  const [one, two] = [await open(), await open()];
  const path = `${group}/meeting/${day(5)}/`;
  for (const { page } of [one, two]) await page.goto(path);
  await one.page.locator('input[name="present"]').nth(0).check();
  await firstTry(one.page).fill('From the first phone.');
  await two.page.locator('input[name="present"]').nth(1).check();
  await firstTry(two.page).fill('From the second phone.');
  for (const { page } of [one, two]) {
    await save(page).click();
    await page.waitForURL(/saved=save/);
  }
  await one.page.goto(path);
  const here = await one.page
    .locator('input[name="present"]')
    .evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked));
  expect(here.slice(0, 2)).toEqual([true, true]);
  expect(await tries(one.page)).toEqual(
    expect.arrayContaining(['From the first phone.', 'From the second phone.']),
  );
  for (const { close } of [one, two]) await close();
});
