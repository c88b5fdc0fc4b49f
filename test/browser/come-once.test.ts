import { expect, test } from 'vitest';
import {
  codeIn,
  inWords,
  linkIn,
  mainText,
  newAddress,
  openPhone,
  press,
  readers,
  walkTheTown,
} from '#test/support/walking.ts';

const walk = walkTheTown();
const group = '/groups/gully-gang/';

test.each(readers.map((reader) => ({ reader, how: inWords(reader) })))(
  'a resident says where they live, comes once, and takes a place in one tap ($how)',
  async ({ reader }) => {
    const { t, prefix, lang } = reader;
    const { page, troubles, close } = await openPhone(walk, reader);
    await page.goto(`${prefix}/`);
    await page.getByLabel(t('reading.whereLive')).selectOption('netmakers');
    await press(page, t('reading.show'));
    const answer = page.locator('main [role="status"]');
    expect(await answer.getByRole('link', { name: 'Gully Gang' }).count()).toBe(1);
    expect(await answer.locator('.sentence').count()).toBe(1);
    await answer.getByRole('link', { name: t('reading.comeOnce') }).click();

    const email = newAddress('noor');
    await page.getByLabel(t('membership.firstName')).fill('Noor');
    await page.getByLabel(t('membership.email')).fill('noor@');
    await press(page, t('membership.comeSend'));
    await page.getByRole('link', { name: t('forms.emailWrong') }).waitFor();
    expect(await page.getByLabel(t('membership.firstName')).inputValue()).toBe('Noor');
    await page.getByLabel(t('membership.email')).fill(email);
    await press(page, t('membership.comeSend'));
    await page.getByText(t('membership.comeDone')).waitFor();
    expect(await mainText(page)).toContain('the corner of Twine Street');
    const mail = await walk.post.mailTo(email);
    expect(mail.text).toContain('Idris');
    expect(mail.text).toContain('the corner of Twine Street');
    expect(mail.text).toMatch(
      lang === 'en' ? /Thursday, \w+ \d+, \d{4} at/ : /jueves, \d+ de \w+ de \d{4}, \d/,
    );

    const scanned = await fetch(new URL(linkIn(mail), walk.portal.url));
    expect(scanned.status).toBe(200);
    const library = await openPhone(walk, reader);
    await library.page.goto(linkIn(mail));
    expect(await mainText(library.page)).toContain(t('account.linkOtherText'));
    await library.close();

    await page.getByRole('link', { name: t('membership.comeDoneCode') }).click();
    await page.getByLabel(t('account.code'), { exact: true }).fill(codeIn(mail));
    await press(page, t('account.enter'));
    await page.waitForURL(/\/me\/$/);
    expect(await mainText(page)).toContain(t('account.visit-arranged'));

    await page.goto(`${prefix}${group}join/`);
    await press(page, t('membership.joinSend'));
    await page.getByText(t('membership.done-active')).waitFor();
    const welcome = await walk.post.mailTo(email, (each) => each !== mail);
    expect(welcome.text).toContain(t('mail.hello', { name: 'Noor' }));
    expect(welcome.text).toContain('the corner of Twine Street');

    await page.goto(`${prefix}/me/`);
    await press(page, t('membership.cancel'));
    await page.getByText(t('membership.cancelled')).waitFor();
    await page.goto(`${prefix}/me/`);
    expect(await mainText(page)).not.toContain(t('membership.cancel'));
    expect(troubles).toEqual([]);
    await close();
  },
);

test.each(readers.map((reader) => ({ reader, how: inWords(reader) })))(
  'a link that was used, in a mail that is opened again, leads to a new one ($how)',
  async ({ reader }) => {
    const { t, prefix } = reader;
    const { page, close } = await openPhone(walk, reader);
    await page.goto(`${prefix}/sign-in/?next=${prefix}/groups/low-door-watch/report/`);
    const email = newAddress('ada');
    await page.getByLabel(t('account.email')).fill(email);
    await press(page, t('account.send'));
    const mail = await walk.post.mailTo(email);
    await page.goto(linkIn(mail));
    await press(page, t('account.linkEnter'));
    await page.waitForURL(`${walk.portal.url}${prefix}/groups/low-door-watch/report/`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(t('reports.membersOnly'));
    await page.goto(linkIn(mail));
    expect(await mainText(page)).toContain(t('account.linkOverText'));
    await page.getByRole('link', { name: t('account.again') }).click();
    await page.getByLabel(t('account.email')).waitFor();
    await close();
  },
);
