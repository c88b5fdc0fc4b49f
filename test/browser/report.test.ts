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
  signIn,
  walkTheTown,
} from '#test/support/walking.ts';

const walk = walkTheTown();
/** Has not reported for six weeks, so that each week of these is still to be told. */
const group = '/groups/bell-ringers-of-mill-reach/';
const measure = 'calls-and-visits';

/** Somebody who belongs to a group that counts. */
async function member(reader: Reader) {
  const phone = await openPhone(walk, reader);
  const { page } = phone;
  const { t, prefix } = reader;
  await signIn(walk, page, newAddress('drain'), reader);
  await page.goto(`${prefix}${group}join/`);
  await page.getByLabel(t('membership.firstName')).fill('Noor');
  await press(page, t('membership.joinSend'));
  await page.getByText(t('membership.done-active')).waitFor();
  return phone;
}

/** Every report of a file that has this id. */
async function inFile(id: string): Promise<{ id: string; value: number | null }[]> {
  const response = await fetch(`${walk.portal.url}/reports.json`);
  const file = (await response.json()) as { reports?: { id: string; value: number | null }[] };
  return (file.reports ?? []).filter((each) => each.id === id);
}

async function fill(page: Page, name: string, text: string): Promise<void> {
  await page.locator(`main [name="${name}"]`).fill(text);
}

/** Opens the form, and says that it is for a week of its own, so many weeks ago. */
async function openReportOf(page: Page, { t, prefix }: Reader, weeksAgo: number): Promise<void> {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${prefix}${group}report/`);
  await page.locator('summary', { hasText: t('reports.more') }).click();
  await fill(page, 'periodStart', day(7 * weeksAgo + 6));
  await fill(page, 'periodEnd', day(7 * weeksAgo));
}

test.each(readers.map((reader) => ({ reader, how: inWords(reader) })))(
  'a neighbor reports a number and a sentence, corrects it, and takes the words back everywhere ($how)',
  async ({ reader }) => {
    const { t, prefix, lang } = reader;
    const { page, troubles, close } = await member(reader);
    const word = `lodo${crypto.randomUUID().replaceAll(/[^a-f]/g, '')}`;

    await page.goto(`${prefix}${group}`);
    await page.getByRole('link', { name: t('groups.writeReport') }).click();
    await page.waitForURL(/\/report\/$/);
    // Ninety seconds: one number is asked for, everything else may stay empty.
    await press(page, t('reports.save'));
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary a').count()).toBe(1);
    await fill(page, 'value', lang === 'en' ? '1,234.5' : '1.234,5');
    await fill(page, 'learned', `El ${word} pesa.`);
    await press(page, t('reports.save'));
    await page.waitForURL(/posted=/);
    const id = new URL(page.url()).searchParams.get('posted') ?? '';
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(t('reports.thanksTitle'));
    expect(await page.locator(`main a[href="${prefix}/reports/${id}/"]`).count()).toBeGreaterThan(0);
    expect(await page.getByRole('heading', { name: t('approaches.suggestion') }).count()).toBe(1);
    expect(await inFile(id)).toMatchObject([{ value: 1234.5 }]);

    const change = `${prefix}/reports/${id}/change/`;
    await page.goto(`${prefix}/reports/${id}/`);
    await page.getByRole('link', { name: t('reports.amend') }).click();
    await fill(page, 'value', '12,5');
    await press(page, t('reports.amendSave'));
    await page.getByRole('link', { name: t('impact.errors.reasonMissing') }).waitFor();
    expect(await page.locator('main [name="value"]').inputValue()).toBe('12,5');
    await fill(page, 'reason', 'Dos eran la misma.');
    await press(page, t('reports.amendSave'));
    await page.getByText(t('reports.amended'), { exact: true }).waitFor();
    await page.goto(`${prefix}/reports/${id}/`);
    const stands = await mainText(page);
    for (const text of [lang === 'en' ? '1,234.5' : '1234,5', lang === 'en' ? '12.5' : '12,5', 'Dos eran'])
      expect(stands).toContain(text);
    expect(await inFile(id)).toMatchObject([{ value: 12.5 }]);

    await page.goto(change);
    await page.locator('main [name="other"]').selectOption({ index: 1 });
    await press(page, t('reports.share'));
    await page.getByText(t('reports.sharedDone')).waitFor();
    expect(await inFile(id)).toHaveLength(1);

    const outputs = [
      ...[
        `${prefix}/reports/${id}/`,
        `${prefix}${group}`,
        `${prefix}${group}impact/`,
        `${prefix}/impact/week/`,
      ],
      ...[`${prefix}/search/?q=${word}`, `${prefix}/impact/reports/?measure=${measure}`],
      ...['/reports.csv', '/reports.json', `${prefix}/rss.xml`],
    ];
    const saying = async () => {
      const found: string[] = [];
      for (const path of outputs) {
        const text = await (await fetch(walk.portal.url + path)).text();
        if (text.includes(`El ${word} pesa`)) found.push(path);
      }
      return found;
    };
    expect((await saying()).length).toBeGreaterThan(4);
    await page.goto(change);
    await press(page, t('reports.redact'));
    await page.getByRole('link', { name: t('forms.tickMissing') }).waitFor();
    await page.getByLabel(t('reports.redactSure')).check();
    await press(page, t('reports.redact'));
    await page.getByText(t('reports.redactedDone')).waitFor();
    expect(await saying()).toEqual([]);

    await page.locator('main [name="withdrawReason"]').fill('Contado dos veces.');
    await press(page, t('reports.withdraw'));
    await page.getByText(t('reports.withdrawnDone'), { exact: true }).waitFor();
    await page.goto(`${prefix}/reports/${id}/`);
    expect(await mainText(page)).toContain('Contado dos veces.');

    await page.goto(`${prefix}${group}report/`);
    await press(page, t('reports.nothing'));
    await page.waitForURL(/kind=nothing/);
    expect(await mainText(page)).toContain(t('reports.thanksNothing'));
    expect(troubles).toEqual([]);
    await close();
  },
);

test.each(readers.filter(({ javaScript }) => javaScript).map((reader) => ({ reader, lang: reader.lang })))(
  'a neighbor in a cellar without connection closes the browser, and what was kept is sent once there is a connection ($lang)',
  async ({ reader }) => {
    const { t, prefix } = reader;
    const { page, close } = await member(reader);
    await openReportOf(page, reader, reader.lang === 'en' ? 1 : 2);
    await fill(page, 'value', '7');
    await fill(page, 'learned', 'Ask at the pump first.');
    const context = page.context();
    await context.setOffline(true);
    await press(page, t('reports.save'));
    await page.getByText(t('reports.keptOffline')).waitFor();
    await page.close();
    await context.setOffline(false);
    const later = await context.newPage();
    await later.goto(`${prefix}${group}report/`);
    await later.waitForURL(/posted=/);
    await later.getByRole('link', { name: t('reports.seeReport') }).click();
    await later.waitForURL(/\/reports\//);
    const arrived = await mainText(later);
    for (const typed of ['7', 'Ask at the pump first.']) expect(arrived).toContain(typed);
    await later.goto(`${prefix}${group}report/`);
    expect(await later.locator('main [name="learned"]').inputValue()).toBe('');
    await close();
  },
);

test('a neighbor whose connection broke after a report had arrived writes next week’s, and neither is lost', async () => {
  const [reader] = readers;
  if (!reader) throw new Error('nobody reads');
  const { t } = reader;
  const { page, close } = await member(reader);
  await openReportOf(page, reader, 3);
  await fill(page, 'value', '7');
  await fill(page, 'learned', 'First week.');
  await page.route('**/*impact.report', async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  });
  const broken = page.waitForEvent('requestfailed', (request) => request.url().includes('impact.report'));
  await press(page, t('reports.save'));
  await broken;
  await page.unroute('**/*impact.report');
  await page.goto(`${group}report/`);
  await page.getByText(t('reports.restored')).waitFor();
  await fill(page, 'value', '8');
  await fill(page, 'learned', 'Second week.');
  await press(page, t('reports.save'));
  await page.getByText(t('impact.refusals.sent-before')).waitFor();
  expect(await page.locator('main [name="learned"]').inputValue()).toBe('Second week.');
  await press(page, t('reports.save'));
  await page.waitForURL(/posted=/);
  const both = await (await fetch(`${walk.portal.url}/reports.csv`)).text();
  for (const words of ['First week.', 'Second week.']) expect(both).toContain(words);
  await page.goto(`${group}report/`);
  expect(await page.locator('main [name="learned"]').inputValue()).toBe('');
  await close();
});
