import type { Browser, Page } from 'playwright-core';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll } from 'vitest';
import { type Lang } from '#i18n/catalog.ts';
import { type Translate, translator } from '#i18n/translate.ts';
import { openPage, startBrowser, type WatchedPage } from './browser.ts';
import { type MailServer, startMailServer } from './mail.ts';
import { type Portal, startPortal } from './portal.ts';

/** A town that people walk through: its portal, its mail server and a browser. */
export interface Walk {
  readonly portal: Portal;
  readonly post: MailServer;
  readonly browser: Browser;
}

/** How somebody reads the town. */
export interface Reader {
  readonly lang: Lang;
  readonly javaScript: boolean;
  /** Of addresses in their language. */
  readonly prefix: string;
  readonly t: Translate;
}

const reader = (lang: Lang, javaScript: boolean): Reader => ({
  lang,
  javaScript,
  prefix: lang === 'en' ? '' : `/${lang}`,
  t: translator(lang),
});

/** Both languages, with and without JavaScript. */
export const readers = [reader('en', true), reader('en', false), reader('es', true), reader('es', false)];

/** For titles of tests: `in es, without JavaScript`. */
export const inWords = ({ lang, javaScript }: Reader) =>
  `in ${lang}, ${javaScript ? 'with' : 'without'} JavaScript`;

/** Starts portal, mail server and browser for the tests of a file, and ends them after it. */
export function walkTheTown(env: Record<string, string> = {}): Walk {
  const walk = {} as { portal: Portal; post: MailServer; browser: Browser };
  beforeAll(async () => {
    walk.post = await startMailServer();
    walk.browser = await startBrowser();
    walk.portal = await startPortal({
      SMTP_URL: walk.post.url,
      MAIL_FROM: 'Tidewell <portal@tidewell.example>',
      ...env,
    });
  });
  afterAll(async () => {
    await walk.browser.close();
    await walk.portal.stop();
    await walk.post.stop();
  });
  return walk;
}

/** A phone of its own for somebody. */
export function openPhone({ browser, portal }: Walk, { lang, javaScript }: Reader): Promise<WatchedPage> {
  return openPage(browser, portal.url, {
    javaScriptEnabled: javaScript,
    viewport: { width: 360, height: 740 },
    locale: lang === 'en' ? 'en-US' : 'es-ES',
    reducedMotion: 'reduce',
  });
}

/** The address of the button in a mail, as path and query. */
export function linkIn(mail: ParsedMail): string {
  const [found] = /https?:\/\/\S+\/\S+/.exec(mail.text ?? '') ?? [];
  if (found === undefined) throw new Error(`no link in “${mail.subject}”`);
  const { pathname, search } = new URL(found);
  return pathname + search;
}

/** The six-digit code in a mail. */
export function codeIn(mail: ParsedMail): string {
  const [found] = /\b\d{6}\b/.exec((mail.text ?? '').replaceAll(/https?:\S+/g, '')) ?? [];
  if (found === undefined) throw new Error(`no code in “${mail.subject}”`);
  return found;
}

/** An address that nobody has used. */
export const newAddress = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}@example.org`;

/** Presses the button of this name in the page's main part. */
export const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** Everything that can be read in the page's main part. */
export const mainText = (page: Page) => page.getByRole('main').innerText();

/** Signs somebody in by the code of the mail, from any page; ends on their own page. */
export async function signIn(
  { post }: Walk,
  page: Page,
  email: string,
  { prefix, t }: Reader,
): Promise<void> {
  const already = post.mails.length;
  await page.goto(`${prefix}/sign-in/`);
  await page.getByLabel(t('account.email')).fill(email);
  await press(page, t('account.send'));
  const mail = await post.mailTo(
    email,
    (each) => post.mails.indexOf(each) >= already && /\d{6}/.test(each.subject ?? ''),
  );
  await page.getByLabel(t('account.code'), { exact: true }).fill(codeIn(mail));
  await press(page, t('account.enter'));
  await page.waitForURL(/\/me\/$/);
}
