import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { offerHours, offerReminderHours, requestReminderHours } from '#features/membership/membership.ts';
import {
  inWords,
  linkIn,
  mainText,
  newAddress,
  openPhone,
  press,
  readers,
  signIn,
  walkTheTown,
} from '#test/support/walking.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonward-clock-'));
const clock = join(folder, 'ahead');
const walk = walkTheTown({
  TEST_CLOCK_FILE: clock,
  NODE_OPTIONS: `--import ${new URL('../support/moved-clock.ts', import.meta.url).href}`,
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let aheadHours = 0;
/** Lets hours pass in the town. */
async function passHours(hours: number): Promise<void> {
  aheadHours += hours;
  // Ended first: what falls due is done by the portal that starts, not half by the one that ends.
  await walk.portal.kill();
  writeFileSync(clock, String(aheadHours * 3_600_000));
  await walk.portal.restart();
}

const [english, , , spanish] = readers;
if (!english || !spanish) throw new Error('nobody reads');
const full = '/groups/low-door-watch/';

test(`the place that a member leaves goes down the line: kept, reminded of, lapsed, and offered to the next (${inWords(spanish)})`, async () => {
  const { t, prefix } = spanish;
  const convener = await openPhone(walk, english);
  await signIn(walk, convener.page, 'resident-1@tidewell.example', english);
  await convener.page.goto(`${full}members/`);

  const last = await openPhone(walk, spanish);
  const email = newAddress('ultima');
  await last.page.goto(`${prefix}${full}`);
  await last.page.getByRole('link', { name: t('groups.askLine'), exact: true }).click();
  expect(await mainText(last.page)).toContain(t('membership.joinFullAsk'));
  await last.page.getByLabel(t('membership.firstName')).fill('Alma');
  await last.page.getByLabel(t('membership.email')).fill(email);
  await press(last.page, t('membership.joinEmailSend'));
  await last.page.waitForURL(/\/sign-in\/code\//);
  await last.page.goto(linkIn(await walk.post.mailTo(email)));
  await press(last.page, t('account.linkEnter'));
  await last.page.waitForURL(/\/join\/$/);

  const before = walk.post.mails.length;
  const remove = { name: english.t('membership.removeSure'), exact: true, includeHidden: true };
  const role = convener.page
    .getByRole('listitem')
    .filter({ has: convener.page.getByRole('button', remove) })
    .last();
  await role.locator('summary').first().click();
  await role.locator('summary').last().click();
  await role.getByRole('button', remove).click();
  await convener.page.getByText(english.t('membership.done-removed')).waitFor();
  const written = (subject: RegExp) => {
    const found = walk.post.mails.slice(before).filter((mail) => subject.test(mail.subject ?? ''));
    return found.map((mail) => (Array.isArray(mail.to) ? '' : (mail.to?.value[0]?.address ?? '')));
  };
  const offered = /A place in Low Door Watch is yours|Tienes plaza en Low Door Watch/;
  await expect.poll(() => written(offered).length, { timeout: 20_000 }).toBe(1);
  await passHours(offerReminderHours + 1);
  await expect
    .poll(() => written(/One day left|Queda un día/), { timeout: 20_000 })
    .toEqual(written(offered));
  await passHours(offerHours - offerReminderHours);
  await expect
    .poll(() => written(/went to the next|pasó a la siguiente/), { timeout: 20_000 })
    .toHaveLength(1);
  await expect.poll(() => written(offered).length, { timeout: 20_000 }).toBe(2);
  await convener.close();
  await last.close();
});

test(`a request written before signing in is kept while codes grow old, is answered after a reminder, and comes true`, async () => {
  const { t, prefix } = spanish;
  const founder = await openPhone(walk, english);
  const at = newAddress('marta');
  const say = english.t;
  await founder.page.goto('/start/');
  await founder.page.getByLabel(say('groups.name')).fill('Lamp Walk');
  await founder.page
    .getByLabel(say('groups.about'))
    .fill('We walk the dark streets and write down the lamps.');
  await founder.page.getByLabel(say('groups.neighborhood')).selectOption('withy-end');
  await founder.page.locator('main [name="place"]').fill('12 Reed Lane');
  const day = new Date(Date.now() + (aheadHours + 24 * 9) * 3_600_000).toISOString().slice(0, 10);
  await founder.page.getByLabel(say('groups.firstMeeting')).fill(day);
  await founder.page.getByLabel(say('groups.startName')).fill('Marta');
  await founder.page.getByLabel(say('groups.startEmail')).fill(at);
  await press(founder.page, say('groups.startSend'));
  await founder.page.waitForURL(/\/sign-in\/code\//);
  expect(await mainText(founder.page)).toContain(say('account.sent-found'));
  await founder.page.goto(linkIn(await walk.post.mailTo(at)));
  await press(founder.page, say('account.linkEnter'));
  await founder.page.waitForURL(/founded=1/);
  const group = '/groups/lamp-walk/';

  const neighbor = await openPhone(walk, spanish);
  const { page } = neighbor;
  const email = newAddress('ivo');
  await page.goto(`${prefix}${group}join/`);
  await page.getByLabel(t('membership.firstName')).fill('Ivo');
  await page.getByLabel(t('membership.email')).fill(email.toUpperCase());
  await page.locator('main [name="note"]').fill('Vivo al lado.');
  await press(page, t('membership.joinEmailSend'));
  const first = await walk.post.mailTo(email);
  expect(first.text).toContain(t('mail.sign-in.join'));
  await page.getByLabel(t('account.code'), { exact: true }).fill('12');
  await press(page, t('account.enter'));
  await page.getByRole('link', { name: t('account.codeWrong') }).waitFor();
  await passHours(0.5);
  await page.goto(linkIn(first));
  expect(await mainText(page)).toContain(t('account.linkOverText'));
  await page.getByRole('link', { name: t('account.again') }).click();
  await page.getByLabel(t('account.email')).fill(email);
  await press(page, t('account.send'));
  const second = await walk.post.mailTo(email, (mail) => mail !== first);
  await page.goto(linkIn(second));
  await press(page, t('account.linkEnter'));
  await page.waitForURL(/\/lamp-walk\/join\/$/);
  expect(await mainText(page)).toContain(t('membership.mine-requested'));

  const asked = await walk.post.mailTo(at, (mail) => (mail.subject ?? '').startsWith('Ivo'));
  expect(asked.text).toContain('Vivo al lado.');
  await passHours(requestReminderHours + 1);
  const reminder = await walk.post.mailTo(at, (mail) => (mail.subject ?? '').includes('still waits'));
  await founder.page.goto(linkIn(reminder));
  await press(founder.page, say('membership.accept'));
  await founder.page.getByText(say('membership.done-accepted'), { exact: true }).waitFor();
  const welcome = await walk.post.mailTo(email, (mail) => (mail.subject ?? '').includes('Ya formas parte'));
  expect(welcome.text).toContain('12 Reed Lane');
  await page.goto(`${prefix}/me/`);
  expect(await mainText(page)).toContain(t('account.role-member'));

  // The convener hands over by leaving the town: the longest-standing member inherits.
  await founder.page.goto('/me/');
  await founder.page.getByLabel(say('account.deleteSure')).check();
  await press(founder.page, say('account.delete'));
  await founder.page.getByText(say('account.deleted')).waitFor();
  await page.goto(`${prefix}/me/`);
  expect(await mainText(page)).toContain(t('account.role-convener'));
  const file = await page.request.get(`${prefix}/me/data.json`);
  expect(await file.text()).toContain('Lamp Walk');
  await press(page, t('account.signOutEverywhere'));
  await page.getByText(t('account.signedOut')).waitFor();
  await neighbor.close();
  await founder.close();
});
