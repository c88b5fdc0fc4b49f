import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openPage, startBrowser } from '#test/support/browser.ts';
import { type Look, pageFiles, pageList } from '#test/support/page-list.ts';
import { type Looker, lookAt } from '#test/support/page-states.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';

let portal: Portal;
let browser: Browser;
let looker: Looker;
beforeAll(async () => {
  portal = await startPortal();
  browser = await startBrowser();
  looker = lookAt(browser, portal.url);
});
afterAll(async () => {
  await looker.close();
  await browser.close();
  await portal.stop();
});

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 900 };

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Astro's way of writing.
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'no-conditional-comment': 'off',
    // Safari no longer calls a list a list once its bullets are gone, unless it is told.
    'no-redundant-role': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    'long-title': 'off',
  },
});

async function htmlFaults(source: string): Promise<string[]> {
  const { results } = await validator.validateString(source);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
  );
}

const named = ({ at, as = 'anyone', refused }: Look) => {
  const where = typeof at === 'string' ? at : `${at.from} … ${at.link.source}${at.add ?? ''}`;
  return `${where}, ${as}${refused ? ', refused' : ''}`;
};
const looks = Object.values(pageList).flatMap((states) => states.map((look) => [named(look), look] as const));

test('whoever adds a page says how it is looked at', () => {
  expect(Object.keys(pageList).sort()).toEqual(pageFiles());
});

/** What the page is wider than the screen by. */
const sideways = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

/** Everything that axe looks at, on a phone by day; what night and room change, at a desk. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [viewport, colorScheme, rules] of [
    [phone, 'light', undefined],
    [desk, 'dark', ['color-contrast', 'link-in-text-block', 'target-size']],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    // A map draws itself anew for the night in the frames after it falls.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    faults.push(...(await axeViolations(page, rules)).map((violation) => `${colorScheme}: ${violation}`));
    const wider = await sideways(page);
    if (wider > 0) faults.push(`${viewport.width} px: ${wider} px too wide`);
  }
  return faults;
}

describe('somebody who needs assistive technology, on a phone by day and at a desk by night, reads', () => {
  test.each(looks)('%s', async (_, look) => {
    const { page, response, troubles } = await looker.open(look);
    expect(response?.status()).toBe(look.refused ? 422 : (look.status ?? 200));
    const faults = [...(await htmlFaults((await response?.text()) ?? '')), ...(await faultsOf(page))];
    expect([...faults, ...troubles]).toEqual([]);
    await page.close();
  });
});

describe('somebody who reads Spanish on a phone does not have to scroll sideways at', () => {
  test.each(looks.filter(([, { refused, oneLanguage }]) => !refused && !oneLanguage))(
    '%s',
    async (_, look) => {
      const { page, response } = await looker.open(look, '/es');
      await page.setViewportSize(phone);
      expect(response?.status()).toBe(look.status ?? 200);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
      expect(await sideways(page)).toBe(0);
      await page.close();
    },
  );
});

/** What has the focus, and how a reader sees that. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const mark = element.querySelector('.target, text');
    const { stroke, textDecorationLine } = mark
      ? getComputedStyle(mark)
      : { stroke: 'none', textDecorationLine: 'none' };
    return {
      name: element.outerHTML.slice(0, 120),
      place: [...document.querySelectorAll('*')].indexOf(element),
      inPage: element !== document.body,
      seen:
        (outlineStyle !== 'none' && outlineWidth !== '0px') ||
        stroke !== 'none' ||
        textDecorationLine !== 'none',
    };
  });

describe('somebody without a mouse', () => {
  test.each(['/', '/groups/gully-gang/', '/sign-in/', '/impact/'])(
    'sees where they are on %s, goes in the order of the page, and can skip what every page begins with',
    async (path) => {
      const { page } = await looker.open({ at: path });
      await page.setViewportSize(desk);
      let before = -1;
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        const { name, place, inPage, seen } = await focused(page);
        if (!inPage || place < before) break;
        expect(seen, name).toBe(true);
        expect(place, name).toBeGreaterThan(before);
        before = place;
      }
      expect(before).toBeGreaterThan(0);
      await page.goto(path);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)),
      ).toBe(true);
      await page.close();
    },
  );

  test('is taken to what is wrong when a form comes back, and from there to the field', async () => {
    const { page } = await looker.open({ at: '/sign-in/', refused: true });
    expect(await page.evaluate(() => document.activeElement?.classList.contains('error-summary'))).toBe(true);
    await page.locator('.error-summary a').first().press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email');
    await page.close();
  });

  test('gets a report, and not “nothing to count”, for pressing Enter after the figure', async () => {
    const { page } = await looker.open({ at: '/groups/two-rings/report/', as: 'member' });
    const pressed = page.locator('main form button[type="submit"]').first();
    expect(await pressed.getAttribute('name')).toBeNull();
    await page.close();
  });

  test('hears what each button of a page with several forms would do', async () => {
    const { page } = await looker.open({ at: '/groups/two-rings/measures/', as: 'convener' });
    const names = await page.getByRole('main').getByRole('button').allTextContents();
    const said = names.map((name) => name.replaceAll(/\s+/g, ' ').trim());
    expect(said.length).toBeGreaterThan(2);
    expect(new Set(said).size).toBe(said.length);
    await page.close();
  });
});

test('a reader with a tablet finds the way through the town in the header, one with a phone behind its menu', async () => {
  for (const [path, width, isOpen] of [
    ['/groups/', 768, true],
    ['/es/groups/', 768, true],
    ['/es/groups/', 700, false],
  ] as const) {
    const { page, close } = await openPage(browser, portal.url, { viewport: { width, height: 900 } });
    await page.goto(path);
    expect([path, width, await page.locator('.site-header nav.open').isVisible()]).toEqual([
      path,
      width,
      isOpen,
    ]);
    expect(await page.locator('.site-header summary').isVisible()).toBe(!isOpen);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await close();
  }
});
