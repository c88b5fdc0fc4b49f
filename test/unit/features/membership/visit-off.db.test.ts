import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it, describe } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { people } from '#db/schema/index.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import { leaveEverything } from '#features/membership/leaving.server.ts';
import { arrangeVisit, cancelVisit } from '#features/membership/visits.server.ts';
import { sendMailJob } from '#features/notify/queue-mail.server.ts';
import { sendMail } from '#features/notify/send-mail.server.ts';
import { actorOf, mailsTo, makeGroupWith } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MailServer, startMailServer } from '#test/support/mail.ts';
import { makePerson } from '#test/support/people.ts';
import type { TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let server: MailServer;
beforeAll(async () => {
  [opened, server] = await Promise.all([testDatabase(), startMailServer()]);
});
afterAll(async () => {
  await server.stop();
  await opened.close();
});

/** Hands the mail server what was queued up to now. */
async function post({ queued, ...services }: TestServices): Promise<void> {
  const settings = {
    siteUrl: 'https://town.example',
    secret: 'a secret for tests, long enough to be one',
    smtpUrl: server.url,
    mailFrom: 'Testwell <portal@town.example>',
  };
  const outbox = { ...services, settings };
  for (const { job, data } of queued.splice(0)) if (job === sendMailJob) await sendMail(outbox, data);
}

const date = '2026-03-19';
const thursdays = { rhythm: 'weekly', weekday: 4, startsAt: '19:00', place: 'The library' };

describe('a visitor who calls an arranged visit off', () => {
  let here: Awaited<ReturnType<typeof makeGroupWith>>;
  let visitor: Awaited<ReturnType<typeof makePerson>>;
  beforeEach(async () => {
    here = await makeGroupWith(opened.db, 1, { ...thursdays, placeIsPublic: true });
    visitor = await makePerson(opened.db, { name: 'Noor' });
  });
  const arrange = async () => {
    const wanted = { groupId: here.group.id, personId: visitor.id, date };
    const outcome = await arrangeVisit(here.services, wanted, null);
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value.visitId;
  };
  const callOff = (id: string) => cancelVisit(here.services, actorOf(visitor), id);
  const subjects = (email: string) =>
    server.mails.filter(({ to }) => JSON.stringify(to).includes(email)).map(({ subject }) => subject ?? '');
  const convenerMail = async (lang: string) => {
    const email = `convener-${crypto.randomUUID()}@example.org`;
    await opened.db.update(people).set({ email, lang }).where(eq(people.id, here.convener.personId));
    return email;
  };

  it.each([
    ['en', `A visitor does not come to`, 'Noor was coming once on'],
    ['es', 'La visita del', 'Noor iba a venir una vez'],
  ])('is not waited for at the door: the convener hears of it once, in %s', async (lang, subject, text) => {
    const email = await convenerMail(lang);
    const id = await arrange();
    await post(here.services);
    await callOff(id);
    await callOff(id);
    await post(here.services);
    const told = await server.mailTo(email, (mail) => (mail.subject ?? '').startsWith(subject));
    expect(told.text).toContain(text);
    expect(told.subject).toMatch(/19/);
    expect(told.headers.get('list')).toHaveProperty('unsubscribe.url');
    expect(subjects(email)).toHaveLength(2);
  });

  it('and arranges it anew before the mail went out, is simply expected', async () => {
    const email = await convenerMail('en');
    const id = await arrange();
    await callOff(id);
    await arrange();
    await post(here.services);
    expect(subjects(email)).toEqual([expect.stringMatching(/^A visitor comes to/)]);
  });

  it('by deleting their account, is not waited for either, and their name is in that mail for the last time', async () => {
    const email = await convenerMail('en');
    await arrange();
    await post(here.services);
    await opened.db.transaction(async (tx) => {
      await leaveEverything({ ...here.services, db: tx }, visitor.id);
      await emptyPerson(tx, visitor.id, here.services.now());
    });
    await post(here.services);
    const off = (mail: { subject?: string | undefined }) => (mail.subject ?? '').includes('does not come to');
    expect((await server.mailTo(email, off)).text).toContain('Noor was coming once on');
    expect(subjects(email)).toHaveLength(2);
  });

  it('before anybody had said yes, leaves nobody waiting, and nobody is written to', async () => {
    here = await makeGroupWith(opened.db, 1, { ...thursdays, placeIsPublic: false });
    await callOff(await arrange());
    expect(await mailsTo(opened.db, here.convener.personId)).toEqual(['visit-asked']);
  });
});
