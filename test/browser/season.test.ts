import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { daysBetween, quarterEnd } from '#lib/calendar-day.ts';
import { meetOverHttp, joinOverHttp, seasonClock } from '#test/support/season.ts';
import { fillIn } from '#test/support/plain-form.ts';
import type { Visitor } from '#test/support/visitor.ts';
import type { WatchedPage } from '#test/support/browser.ts';
import {
  linkIn,
  mainText,
  newAddress,
  openPhone,
  press,
  readers,
  signIn,
  walkTheTown,
} from '#test/support/walking.ts';
import { traceQuarter } from '#test/support/trace-quarter.ts';

const clock = seasonClock();
clock.moveTo(0);
const walk = walkTheTown(clock.env);
afterAll(clock.remove);

const [english, , , spanish] = readers;
if (!english || !spanish) throw new Error('nobody reads');
const { t } = english;
/** The season is long, and other tests may want the machine meanwhile. */
const patience = 180_000;
const group = '/groups/doorstep-readers/';
const measure = 'calls-and-visits';
/** What each weekly report says; the seventh is the last of the stuck month. */
const results = [3, 4, 3, 5, 4, 4, 4, 9, 10, 11, 10, 12, 11];
const meetingDay = (week: number) => 7 * (week - 1);
const posted: string[] = [];
const members: Visitor[] = [];
const adaMail = newAddress('ada');
let ada: WatchedPage;

/** Moves the clock and starts the portal again, which finds what fell due. */
async function wakeOn(day: number): Promise<void> {
  await walk.portal.kill();
  clock.moveTo(day, 20);
  await walk.portal.restart();
}

const fill = (page: Page, name: string, text: string) => page.locator(`main [name="${name}"]`).fill(text);
const choose = (page: Page, name: string, value: string) =>
  page.locator(`main [name="${name}"][value="${value}"]`).check();

test(
  'a book club goes on the map, and from its page begins to try being an impact group',
  async () => {
    ada = await openPhone(walk, english);
    const { page } = ada;
    page.setDefaultTimeout(30_000);
    await page.goto('/start/');
    await page.getByRole('link', { name: t('growth.clubLink') }).click();
    await page.getByRole('heading', { name: t('growth.clubTitle') }).waitFor();
    await fill(page, 'name', 'Tuesday Pages');
    await fill(page, 'about', 'We read one book a month and argue about it.');
    await page.locator('main [name="neighborhoodId"]').selectOption('eastbank');
    await fill(page, 'firstMeetingOn', clock.dayOf(1));
    await fill(page, 'yourName', 'Ada');
    await fill(page, 'email', adaMail);
    await press(page, t('growth.clubSend'));
    await page.waitForURL(/\/sign-in\/code\//);
    await page.goto(linkIn(await walk.post.mailTo(adaMail)));
    await press(page, t('account.linkEnter'));
    await page.waitForURL(/\/tuesday-pages\/edit\/\?founded=1/);
    expect(await mainText(page)).toContain(t('growth.clubFounded'));

    await page.goto('/groups/tuesday-pages/');
    await page.getByRole('link', { name: t('growth.tryLink') }).click();
    await fill(page, 'name', 'Doorstep Readers');
    await fill(page, 'about', 'We read aloud to people who can no longer come to the club.');
    await fill(page, 'firstMeetingOn', clock.dayOf(meetingDay(1)));
    await press(page, t('groups.startSend'));
    await page.waitForURL(/\/doorstep-readers\/edit\/\?founded=1/);
    await page.locator('main [name="focusId"]').selectOption('known-by-name');
    await page.locator('main [name="rhythm"]').selectOption('weekly');
    const weekday = String(new Date(`${clock.dayOf(meetingDay(1))}T12:00:00Z`).getUTCDay() || 7);
    await page.locator('main [name="weekday"]').selectOption(weekday);
    await choose(page, 'joining', 'open');
    await press(page, t('groups.save'));
    await page.waitForURL(/saved=1/);
    await page.getByRole('link', { name: t('groups.measures') }).click();
    await page.locator('main [name="measure"]').selectOption(measure);
    await press(page, t('reports.choose'));
    await page.getByText(t('reports.measureChosen')).waitFor();
    await page.goto(group);
    expect(await mainText(page)).toContain('Tuesday Pages');

    for (const name of ['Ben', 'Cleo', 'Dov', 'Esi']) members.push(await joinOverHttp(walk, group, name));
    await page.goto(group);
    expect(await mainText(page)).toContain(t('groups.people', { count: 5 }));
    expect(ada.troubles).toEqual([]);
  },
  patience,
);

test(
  'they meet on one phone, say what they expect, and report; six weeks on, nothing has moved',
  async () => {
    const { page } = ada;
    clock.moveTo(meetingDay(1));
    await page.goto(group);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('meetings.open'), exact: true })
      .click();
    await page.getByRole('heading', { name: t('meetings.heading') }).waitFor();
    for (const box of await page.locator('input[name="present"]').all()) await box.check();
    await page.locator('textarea[name^="text-"]').first().fill('Ask at every door on the hill.');
    await page.locator('input[name^="figure-"]').first().fill('6');
    await press(page, t('meetings.saveAndReport'));
    await page.waitForURL(/\/report\/\?meeting=/);
    await fill(page, 'value', String(results[0]));
    await fill(page, 'learned', 'Strangers at the door worry people.');
    await press(page, t('reports.save'));
    await page.waitForURL(/posted=/);
    posted.push(new URL(page.url()).searchParams.get('posted') ?? '');

    for (let week = 2; week <= 6; week += 1) {
      clock.moveTo(meetingDay(week));
      const [member] = members;
      if (!member) throw new Error('nobody is there');
      const outcome = week < 4 ? 'kept' : 'carried';
      const text = week < 4 ? 'Ask at every door again.' : null;
      posted.push(
        await meetOverHttp(member, group, {
          ...{ outcome, text, result: results[week - 1] ?? 0, learned: 'Most doors stay shut.' },
        }),
      );
      if (week === 5) await goOn(page);
    }
  },
  patience,
);

/** The four weeks are over: the mail asks, and the convener says that they go on. */
async function goOn(page: Page): Promise<void> {
  await wakeOn(meetingDay(5));
  const mail = await walk.post.mailTo(adaMail, ({ subject }) => (subject ?? '').includes('Four weeks of'));
  await page.goto(linkIn(mail));
  await choose(page, 'decision', 'continued');
  await press(page, t('growth.trialSend'));
  await page.getByText(t('growth.trialDone-continued')).waitFor();
}

test(
  'the question that is asked because nothing moves changes something, and an approach comes from across town',
  async () => {
    const { page } = ada;
    clock.moveTo(meetingDay(7));
    await page.goto(`${group}meeting/`);
    await page.getByText(t('prompts.reason-carried-on', { count: 3 })).waitFor();
    await page.locator('input[name="present"]').first().check();
    await page
      .locator('input[type="radio"][name^="outcome-"][value="dropped"]')
      .first()
      .check({ force: true });
    await page.locator('input[name="changed"][value="yes"]').check({ force: true });
    await page.locator('textarea[name^="text-"]').first().fill('Ring before anybody goes.');
    await press(page, t('meetings.saveAndReport'));
    await page.waitForURL(/\/report\/\?meeting=/);
    await fill(page, 'value', String(results[6]));
    await press(page, t('reports.save'));
    await page.waitForURL(/posted=/);
    posted.push(new URL(page.url()).searchParams.get('posted') ?? '');

    const other = page.locator('.suggested article');
    expect(await other.locator('.facts').innerText()).toMatch(/[1-9]\d* reports?/);
    expect(await other.locator('.kicker').innerText()).not.toContain('Eastbank');
    await other.getByRole('heading').getByRole('link').click();
    await page.getByRole('heading', { name: t('approaches.evidence') }).waitFor();
    await page
      .getByRole('main')
      .getByRole('link', { name: t('approaches.tryIt') })
      .click();
    await press(page, t('approaches.tryIt'));
    await page.getByText(t('approaches.done-adopted')).waitFor();
  },
  patience,
);

test(
  'the weeks after it go better, clearly so by the rule only at the second report in a row',
  async () => {
    const { page } = ada;
    const state = async () => {
      await page.goto(`${group}impact/`);
      return mainText(page);
    };
    for (let week = 8; week <= 13; week += 1) {
      clock.moveTo(meetingDay(week));
      const evening = {
        outcome: 'kept',
        text: 'Ring first, then go.',
        learned: 'They wait for us now.',
      } as const;
      const [member] = members;
      if (!member) throw new Error('nobody is there');
      posted.push(await meetOverHttp(member, group, { ...evening, result: results[week - 1] ?? 0 }));
      if (week === 9) await tellWhatCame(page);
      if (week >= 8 && week <= 12) {
        for (const name of [`Fay${week}`, `Gus${week}`]) members.push(await joinOverHttp(walk, group, name));
      }
      if (week === 11) expect(await state()).not.toContain(t('reports.clearlyMore'));
      if (week === 12) expect(await state()).not.toContain(t('reports.clearlyMore'));
      if (week === 13) expect(await state()).toContain(t('reports.clearlyMore'));
    }
    await page.goto(group);
    const text = await mainText(page);
    expect(text).toContain(t('groups.people', { count: 15 }));
    expect(text).toContain(t('groups.fullAtFifteen'));
  },
  patience,
);

/** Two weeks after taking it up the group is asked; it keeps the approach. */
async function tellWhatCame(page: Page): Promise<void> {
  await wakeOn(meetingDay(9));
  const mail = await walk.post.mailTo(adaMail, ({ subject }) => (subject ?? '').startsWith('What came of'));
  await page.goto(linkIn(mail));
  await choose(page, 'outcome', 'kept');
  await fill(page, 'line', 'We ring in an order now.');
  await press(page, t('approaches.tell'));
  await page.getByText(t('approaches.linkThanks')).waitFor();
}

test(
  'the sixteenth waits in line; the full group divides as its members choose, and a place is offered',
  async () => {
    const { page } = ada;
    clock.moveTo(85);
    const last = await openPhone(walk, spanish);
    const email = newAddress('zoe');
    await last.page.goto(`${spanish.prefix}${group}`);
    await last.page.getByRole('link', { name: spanish.t('groups.line'), exact: true }).click();
    await last.page.getByLabel(spanish.t('membership.firstName')).fill('Zoe');
    await last.page.getByLabel(spanish.t('membership.email')).fill(email);
    await press(last.page, spanish.t('membership.joinEmailSend'));
    await last.page.waitForURL(/\/sign-in\/code\//);
    await last.page.goto(linkIn(await walk.post.mailTo(email)));
    await press(last.page, spanish.t('account.linkEnter'));
    await last.page.waitForURL(/\/join\//);
    expect(await mainText(last.page)).toContain(
      spanish.t('membership.mine-waitlisted', { place: 1, count: 1 }),
    );

    // More than a month has passed since she last came in: she is asked for her address again.
    await signIn(walk, page, adaMail, english);
    await page.goto(group);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('growth.divide'), exact: true })
      .click();
    await fill(page, 'name', 'Hilltop Readers');
    await fill(page, 'about', 'We read aloud on the hill.');
    await page.locator('main [name="neighborhoodId"]').selectOption('pilots-hill');
    await page.locator('main [name="convener"]').selectOption({ label: 'Ben' });
    await press(page, t('growth.propose'));
    await page.waitForURL(/done=proposed/);
    for (const member of members.slice(6, 12))
      await fillIn(member, `${group}divide/`, 'growth.side', () => ({ side: 'goes' }));
    await page.reload();
    expect(await mainText(page)).toContain(t('growth.going', { count: 7 }));
    await press(page, t('growth.complete'));
    await page.getByText(t('growth.done', { name: 'Hilltop Readers' })).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Hilltop Readers' }).click();
    await page.waitForURL(/\/hilltop-readers\/$/);
    const half = await mainText(page);
    for (const said of [t('groups.people', { count: 7 }), 'Doorstep Readers', t('groups.noReports')])
      expect(half).toContain(said);
    await page.goto(group);
    const old = await mainText(page);
    for (const said of [t('groups.people', { count: 8 }), 'Hilltop Readers']) expect(old).toContain(said);

    const offer = await walk.post.mailTo(email, ({ subject }) => (subject ?? '').includes('Tienes plaza'));
    await last.page.goto(linkIn(offer));
    await press(last.page, spanish.t('membership.takePlace'));
    await last.page.getByText(spanish.t('membership.mine-active')).waitFor();
    await last.close();
  },
  patience,
);

test(
  'the council reads it a quarter later, and every figure is found again in the reports behind it',
  async () => {
    clock.moveTo(daysBetween(clock.dayOf(0), quarterEnd(clock.quarter)) + 3);
    const desk = await openPhone(walk, english);
    const { page } = desk;
    await signIn(walk, page, 'organizer@tidewell.example', english);
    await page.goto('/organize/quarter/');
    const told = await mainText(page);
    for (const name of ['Doorstep Readers', 'Hilltop Readers']) expect(told).toContain(name);
    const { sums, listed } = await traceQuarter(page, walk.portal.url, clock.quarter);
    expect(sums.length).toBeGreaterThan(5);
    for (const { label, said, added } of sums) expect([label, added]).toEqual([label, said]);
    const own = listed.filter(({ report }) => posted.includes(report));
    expect(own.map(({ adds }) => adds.split(' ')[0]).sort()).toEqual([...results].map(String).sort());
    expect(new Set(own.map(({ group: of }) => of))).toEqual(new Set(['doorstep-readers']));
    const better = await page.request.get('/impact/trajectory/?state=clearly-better');
    expect(await better.text()).toContain('/groups/doorstep-readers/impact/');
    const kept = await page.request.get(`/impact/learning/rows/?figure=kept&quarter=${clock.quarter}`);
    expect(await kept.text()).toContain('We ring in an order now.');
    await desk.close();
    await ada.close();
  },
  patience,
);
