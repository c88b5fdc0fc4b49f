import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { watch } from './browser.ts';
import { type Look, type Reader, readerEmails } from './page-list.ts';

/** A page of a look, opened. */
export interface OpenedLook {
  page: Page;
  response: Response | null;
  troubles: string[];
}

/** Opens the looks of the page list, each reader in a browser context of their own that is kept. */
export interface Looker {
  open: (look: Look, prefix?: string) => Promise<OpenedLook>;
  close: () => Promise<void>;
}

/** Everybody signs in once, when they are first needed; the portal at `url` shows its mails instead of sending them. */
export function lookAt(browser: Browser, url: string): Looker {
  const contexts = new Map<Reader, Promise<BrowserContext>>();
  const enter = async (reader: Reader) => {
    const context = await browser.newContext({ baseURL: url, locale: 'en-US', reducedMotion: 'reduce' });
    if (reader !== 'anyone') await signIn(context, readerEmails[reader]);
    return context;
  };
  const contextOf = (reader: Reader) => {
    const context = contexts.get(reader) ?? enter(reader);
    contexts.set(reader, context);
    return context;
  };
  return {
    open: async (look, prefix = '') => {
      const page = await (await contextOf(look.as ?? 'anyone')).newPage();
      const troubles = watch(page, url);
      const response = await page.goto(prefix + (await addressOf(page, look.at)));
      return { page, troubles, response: look.refused ? await sendEmpty(page) : response };
    },
    close: async () => {
      for (const context of contexts.values()) await (await context).close();
    },
  };
}

async function addressOf(page: Page, at: Look['at']): Promise<string> {
  if (typeof at === 'string') return at;
  await page.goto(at.from);
  const links = await page
    .locator('main a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const found = links.find((link) => at.link.test(link));
  if (found === undefined) throw new Error(`${at.from} has no link like ${at.link.source}`);
  return found + (at.add ?? '');
}

/** Sends the page's form with nothing in it, as somebody in a hurry does. */
async function sendEmpty(page: Page): Promise<Response | null> {
  const form = page.locator('main form[method="post"]').first();
  await form.evaluate((element: HTMLFormElement) => {
    element.noValidate = true;
    for (const field of element.querySelectorAll<HTMLInputElement>('input:not([type="hidden"]), textarea')) {
      if (field.type !== 'radio' && field.type !== 'checkbox') field.value = '';
    }
  });
  const [response] = await Promise.all([
    page.waitForNavigation(),
    form.evaluate((element: HTMLFormElement) => element.submit()),
  ]);
  return response;
}

async function signIn(context: BrowserContext, email: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('/sign-in/');
  await page.fill('input[name="email"]', email);
  await page.locator('main form button').click();
  await page.waitForURL(/\/sign-in\/code\//);
  await page.fill('input[name="code"]', await mailedCode(context, email));
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/me\/$/);
  await page.close();
}

async function mailedCode(context: BrowserContext, email: string): Promise<string> {
  const page = await context.newPage();
  await page.goto('/dev/mail/');
  const mail = await page.locator('article', { hasText: email }).first().textContent();
  await page.close();
  return /\b\d{6}\b/.exec(mail ?? '')?.[0] ?? '';
}
