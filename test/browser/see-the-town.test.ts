import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoOrganizerEmail } from '#features/demo/organizer.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';
import {
  inWords,
  mainText,
  openPhone,
  press,
  type Reader,
  readers,
  signIn,
  walkTheTown,
} from '#test/support/walking.ts';

const walk = walkTheTown();
const organizer = demoOrganizerEmail({ id: 'tidewell' });

/** The figure that a text begins with, as it is written in the reader's language. */
function figureOf(text: string, { lang }: Reader): number {
  const [figure = ''] = /[\d.,]*\d/.exec(text) ?? [];
  return parseLocalizedNumber(figure, lang) ?? Number.NaN;
}

/** What the reports behind a figure contribute, added up over all pages of their list. */
async function addedUp(page: Page, reader: Reader): Promise<number> {
  let sum = 0;
  for (;;) {
    for (const text of await page.locator('main tbody tr td:nth-of-type(3)').allInnerTexts()) {
      const contribution = figureOf(text, reader);
      if (!Number.isNaN(contribution)) sum += contribution;
    }
    const next = page.locator('main a[rel="next"]');
    if ((await next.count()) === 0) return sum;
    await next.click();
  }
}

test.each(readers.map((reader) => ({ reader, how: inWords(reader) })))(
  'an organizer sees whom to call and what changed, and every figure adds up from its reports ($how)',
  async ({ reader }) => {
    const { t, prefix } = reader;
    const { page, troubles, close } = await openPhone(walk, reader);
    await signIn(walk, page, organizer, reader);
    await page.getByRole('link', { name: t('account.organize') }).click();
    const calls = page.getByRole('main').getByRole('link', { name: t('organize.seeGroup') });
    expect(await calls.count()).toBeGreaterThan(0);
    expect(await calls.count()).toBeLessThan(4);

    const week = page.getByRole('link', { name: t('organize.reports'), exact: true });
    const told = Number(await page.locator('main tr', { has: week }).locator('td').first().innerText());
    await week.click();
    await page.waitForURL(/\/impact\/week\/$/);
    expect(await page.locator('main tbody tr').count()).toBe(Math.min(told, 50));

    await page.goto(`${prefix}/organize/`);
    await page.getByRole('link', { name: t('organize.figuresLink') }).click();
    await page.locator('main a[href*="measure=calls-and-visits"]').first().click();
    const total = figureOf(await page.locator('main .together strong').innerText(), reader);
    expect(total).toBeGreaterThan(100);
    expect(await addedUp(page, reader)).toBe(total);

    await page.goto(`${prefix}/organize/glance/`);
    const rows = await page.locator('main tbody tr').count();
    const href = await page.getByRole('link', { name: t('organize.csvGlance') }).getAttribute('href');
    const csv = await page.request.get(href ?? '');
    expect(csv.headers()['content-type']).toContain('text/csv');
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(rows + 1);
    expect(troubles).toEqual([]);
    await close();
  },
);

test('words that name somebody are hidden for a listed reason, which the log tells', async () => {
  const [reader] = readers;
  if (!reader) throw new Error('nobody reads');
  const { t } = reader;
  const resident = await openPhone(walk, reader);
  await resident.page.goto('/groups/gully-gang/');
  await resident.page.locator('main .scroll a[href^="/reports/"]').first().click();
  const report = new URL(resident.page.url()).pathname;
  await resident.page.getByRole('link', { name: t('reports.raiseConcern') }).click();
  await resident.page.getByLabel(t('organize.concernWords')).fill('My aunt is named here.');
  await press(resident.page, t('organize.concernSend'));
  await resident.page.getByRole('heading', { name: t('organize.concernThanks') }).waitFor();
  const { page, close } = await openPhone(walk, reader);
  await signIn(walk, page, organizer, reader);
  await page.goto('/organize/concerns/');
  expect(await mainText(page)).toContain('My aunt is named here.');
  await page.getByLabel(t('organize.hideReason')).selectOption('personal-information');
  await press(page, t('organize.hide'));
  await page.getByText(t('organize.hiddenDone')).waitFor();
  await resident.page.goto(report);
  expect(await mainText(resident.page)).toContain(t('organize.reason-personal-information').slice(1));
  await page.goto('/organize/audit/');
  expect(await mainText(page)).toContain(t('organize.act-hide-content'));
  await close();
  await resident.close();
});
