import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups, people } from '#db/schema/index.ts';
import { remindOfMeetings, remindOfReports } from '#features/meetings/reminders.server.ts';
import { setWishes, stopMails } from '#features/notify/mail-wishes.server.ts';
import { sendMailJob } from '#features/notify/queue-mail.server.ts';
import { sendMail } from '#features/notify/send-mail.server.ts';
import { readStopToken } from '#features/notify/stop-link.server.ts';
import { mailsTo, makeGroupWith } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';

let opened: OpenDatabase;
let server: MailServer;
beforeAll(async () => {
  [opened, server] = await Promise.all([testDatabase(), startMailServer()]);
});
afterAll(async () => {
  await server.stop();
  await opened.close();
});

let here: Awaited<ReturnType<typeof makeGroupWith>>;
beforeEach(async () => {
  await opened.db.update(groups).set({ closedAt: new Date('2020-01-01') });
  const thursdays = { rhythm: 'weekly', weekday: 4, startsAt: '19:00', place: 'The library' };
  here = await makeGroupWith(opened.db, 1, { ...thursdays, createdAt: new Date('2026-03-01T10:00:00Z') });
});

/** Hands the mail server what was queued up to now. */
async function post(): Promise<void> {
  const { queued, ...services } = here.services;
  const settings = { ...services.settings, smtpUrl: server.url, mailFrom: 'Testwell <portal@town.example>' };
  for (const { job, data } of queued.splice(0))
    if (job === sendMailJob) await sendMail({ ...services, settings }, data);
}

async function address(personId: string): Promise<string> {
  const [person] = await opened.db.select().from(people).where(eq(people.id, personId));
  return person?.email ?? '';
}

const sentTo = async (personId: string) => {
  const email = await address(personId);
  return server.mails.filter(({ to }) => JSON.stringify(to).includes(email)).length;
};

it('a member who switched reminders off gets none, before a meeting or after it, and the others get theirs', async () => {
  await setWishes(opened.db, here.first.personId, { reminders: false });
  await remindOfMeetings(here.services);
  here.services.clock = new Date('2026-03-20T10:00:00Z');
  await remindOfReports(here.services);
  expect(await mailsTo(opened.db, here.convener.personId)).toEqual(['meeting-soon', 'report-missing']);
  expect(await mailsTo(opened.db, here.first.personId)).toEqual([]);
});

it('a reminder that was written already is held back once its reader presses its button', async () => {
  await remindOfMeetings(here.services);
  await stopMails(opened.db, here.first.personId, 'reminders');
  await post();
  expect([await sentTo(here.first.personId), await sentTo(here.convener.personId)]).toEqual([0, 1]);
});

it('the button of each reminder, and the link in it, stop reminders and nothing else', async () => {
  await remindOfMeetings(here.services);
  here.services.clock = new Date('2026-03-18T12:00:00Z');
  await post();
  const mail = await server.mailTo(await address(here.first.personId));
  const lines = mail.headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' '));
  expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const button =
    /<([^>]+)>/.exec(lines.find((line) => line.startsWith('List-Unsubscribe:')) ?? '')?.[1] ?? '';
  const token = new URL(button.replaceAll(' ', '')).searchParams.get('of') ?? '';
  const { secret } = here.services.settings;
  expect(readStopToken(secret, token)).toEqual({ personId: here.first.personId, scope: 'reminders' });
  expect(mail.text).toContain(`/unsubscribe/?of=${token}`);
});
