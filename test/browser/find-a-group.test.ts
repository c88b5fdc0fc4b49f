import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  inWords,
  mainText,
  newAddress,
  openPhone,
  press,
  type Reader,
  readers,
  walkTheTown,
} from '#test/support/walking.ts';

const walk = walkTheTown();
const chapter = '/narrative/the-quay-comes-back/';
const filters = { near: 'ferry-green', focus: 'a-river-to-swim-in', places: '1' };

const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const listed = async (page: Page) =>
  (await page.locator('#list article h2').allInnerTexts()).map((name) => name.trim());

/** Without scripts the groups' parts stand on a page of their own, one link further. */
async function openOurPart(page: Page, { javaScript, t }: Reader): Promise<void> {
  if (javaScript) return await page.locator('#our-part a[href*="/focuses/"]').first().waitFor();
  await link(page, t('chapters.live')).click();
  await page.waitForURL(/\/our-part\/$/);
}

test.each(readers.map((reader) => ({ reader, how: inWords(reader) })))(
  'a resident reads what the town does not know, who sees it otherwise, what groups make of it, and comes once ($how)',
  async ({ reader }) => {
    const { t, prefix, lang, javaScript } = reader;
    const { page, troubles, close } = await openPhone(walk, reader);
    await page.goto(`${prefix}/`);
    await page.getByLabel(t('reading.whereLive')).selectOption(filters.near);
    await press(page, t('reading.show'));
    await page.waitForURL(/near=ferry-green/);
    const answer = page.locator('main [role="status"]');
    expect(await answer.locator('.sentence').count()).toBe(1);
    expect(await answer.getByRole('link', { name: t('reading.comeOnce') }).count()).toBe(1);

    const asked = await page.locator('main .large').first().innerText();
    await link(page, t('reading.readChapter')).click();
    expect(await page.locator('main .question .large').innerText()).toBe(asked);
    expect(await page.locator('main .question').innerText()).toContain(t('reading.unknown'));
    await page
      .getByRole('navigation', { name: t('chapters.contents') })
      .locator(`[href$="${chapter}"]`)
      .click();
    await page.waitForURL(`**${prefix}${chapter}`);
    const reading = page.locator('article.reading');
    expect(await reading.innerText()).toMatch(/Amparo Ledesma.+2026/);
    expect(await reading.locator('.kicker').innerText()).toMatch(new RegExp(t('reading.reading'), 'i'));

    await openOurPart(page, reader);
    await page.locator('main a[href*="/focuses/a-river-to-swim-in/"]').first().click();
    expect(await page.locator('main .large').innerText()).toMatch(/\?$/);
    await link(page, t('places.onTheMap')).click();
    await page.waitForURL(/\/groups\/\?focus=/);
    const all = await listed(page);
    await page.getByLabel(t('reading.live')).selectOption(filters.near);
    await page.getByLabel(t('reading.places')).check();
    await press(page, t('reading.filter'));
    await page.waitForURL(/places=1/);
    const found = await listed(page);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => all.includes(name))).toBe(true);
    if (javaScript) {
      const marks = page.locator('.chart[data-open] button.mark');
      await page.locator('town-map').scrollIntoViewIfNeeded();
      await marks.first().waitFor();
      expect(await marks.count()).toBe(found.length);
    } else expect(await page.locator('town-map .still a').count()).toBeGreaterThan(0);

    await page.locator('#list article a').first().click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(found[0]);
    // Back, or days later from a bookmark: the address has kept what was chosen, and the form shows it.
    await page.goBack();
    const kept = new URL(page.url()).searchParams;
    for (const [name, value] of Object.entries(filters)) expect(kept.get(name)).toBe(value);
    await page.reload();
    expect(await page.getByLabel(t('reading.live')).inputValue()).toBe(filters.near);
    expect(await page.getByLabel(t('reading.places')).isChecked()).toBe(true);
    expect(await listed(page)).toEqual(found);

    await page.getByRole('link', { name: 'Cold Water Juniors' }).first().click();
    await page
      .getByRole('main')
      .getByRole('link', { name: t('reading.comeOnce') })
      .first()
      .click();
    const email = newAddress('sol');
    await page.getByLabel(t('membership.firstName')).fill('Sol');
    await page.getByLabel(t('membership.email')).fill(email);
    await press(page, t('membership.comeSend'));
    await page.getByText(t('membership.comeDone')).waitFor();
    const mail = await walk.post.mailTo(email);
    expect(mail.text).toContain(`Cold Water Juniors`);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
    expect(await mainText(page)).not.toContain('undefined');
    expect(troubles).toEqual([]);
    await close();
  },
);
