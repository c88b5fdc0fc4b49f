import { and, asc, desc, eq, gt, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Queryable } from '#db/client.ts';
import { mails } from '#db/schema/index.ts';
import { askedForKinds, reminderKinds } from './mail-wishes.ts';
import { findReader } from './mail-wishes.server.ts';
import { mailServer, messageOf } from './mail-server.server.ts';
import { sendMailJob } from './queue-mail.server.ts';
import { isStillTrue } from './still-true.server.ts';
import { stopHeaders, stopPath } from './stop-link.server.ts';

/** What sending needs of the portal. */
interface Outbox {
  readonly db: Database;
  readonly town: { readonly timeZone: string };
  readonly settings: {
    readonly smtpUrl: string | undefined;
    readonly mailFrom: string;
    readonly siteUrl: string;
    readonly secret: string;
  };
  now(this: void): Date;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Whoever claimed a mail longer ago than this has died over it. */
const claimMs = 5 * minuteMs;
/** A mail's body is kept so long, for people who say that it never came. */
const bodyDays = 7;
/** The body of a mail that waits for the mail server stays longer, so that a clock that jumps ahead for a while loses none. */
const unsentBodyDays = 30;
/** A mail that never left in so many days is not sent any more. */
const sendDays = 4;

const mailJob = z.object({ mailId: z.uuid() });
type Mail = typeof mails.$inferSelect;

/**
 * Sends one mail of the outbox, unless it was sent or is no longer true; without a mail server it stays there, to be
 * read in development. A mail is claimed before the mail server is spoken to, so that two processes never send the
 * same one, and no transaction waits for the mail server.
 * @throws when the mail server does not take it: the job tries again later.
 */
export async function sendMail({ db, settings, town, now }: Outbox, data: unknown): Promise<void> {
  const { mailId } = mailJob.parse(data);
  const { smtpUrl, mailFrom } = settings;
  if (smtpUrl === undefined) return;
  const mail = await claim(db, mailId, now());
  if (!mail) return await orWait(db, mailId);
  const held = async (why: string) => note(db, mail, { bodyText: '', bodyHtml: '', lastError: why });
  if (!(await isStillTrue(db, mail, now(), town.timeZone)))
    return await held('no longer true when it was to be sent');
  const headers = await headersFor(db, mail, settings);
  if (headers === 'unwanted') return await held('its reader has switched mails off');
  try {
    await mailServer(smtpUrl).sendMail(messageOf({ ...mail, headers }, mailFrom));
  } catch (error) {
    await note(db, mail, { lastError: String(error) });
    throw error;
  }
  await note(db, mail, { sentAt: now(), lastError: null });
}

/**
 * The one place where it is decided that a mail is not sent because its reader switched mails off: at the last moment,
 * so that what was written before is held back too. All other mails say how to stop them.
 */
async function headersFor(
  db: Queryable,
  mail: Mail,
  { siteUrl, secret }: Outbox['settings'],
): Promise<Record<string, string> | null | 'unwanted'> {
  if (askedForKinds.has(mail.kind)) return mail.headers;
  const reader = await findReader(db, mail.recipient);
  if (!reader) return mail.headers;
  const reminds = reminderKinds.has(mail.kind);
  if (reader.mailsOff || (reminds && !reader.reminders)) return 'unwanted';
  const url = siteUrl + stopPath(secret, { personId: reader.id, scope: reminds ? 'reminders' : 'all' });
  return { ...stopHeaders(url), ...mail.headers };
}

const mailsJob = z.object({ mailIds: z.array(z.uuid()) });

/**
 * Sends many mails of the outbox one after the other, each as `sendMail` does.
 * @throws when some were not taken, after all were tried: the job comes again for those
 */
export async function sendMails(outbox: Outbox, data: unknown): Promise<void> {
  const failed: unknown[] = [];
  for (const mailId of mailsJob.parse(data).mailIds) {
    try {
      await sendMail(outbox, { mailId });
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} mails were not taken`);
}

async function claim(db: Database, id: string, now: Date): Promise<Mail | undefined> {
  const unclaimed = or(isNull(mails.sendingSince), lt(mails.sendingSince, new Date(now.getTime() - claimMs)));
  const [mail] = await db
    .update(mails)
    .set({ sendingSince: now, tries: sql`${mails.tries} + 1` })
    .where(and(eq(mails.id, id), isNull(mails.sentAt), ne(mails.bodyText, ''), unclaimed))
    .returning();
  return mail;
}

/** @throws when another process is at this mail: should it die over it, the job must come again */
async function orWait(db: Database, id: string): Promise<void> {
  const unsent = and(eq(mails.id, id), isNull(mails.sentAt), ne(mails.bodyText, ''));
  const rows = await db.select({ id: mails.id }).from(mails).where(unsent);
  if (rows.length > 0) throw new Error('another process is sending this mail');
}

async function note(db: Database, { id }: Mail, what: Partial<typeof mails.$inferInsert>): Promise<void> {
  await db
    .update(mails)
    .set({ ...what, sendingSince: null })
    .where(eq(mails.id, id));
}

/** What looking after the outbox needs besides sending. */
interface Postmaster extends Outbox {
  enqueue(
    this: void,
    tx: Queryable,
    job: string,
    data: object,
    options?: { singletonKey?: string },
  ): Promise<void>;
}

/** Queues again what no job ever tried to send, and empties the bodies of mails that are some days old. */
export async function sweepMails({ db, settings, now, enqueue }: Postmaster): Promise<void> {
  const ago = (ms: number) => new Date(now().getTime() - ms);
  const done = or(isNotNull(mails.sentAt), lt(mails.createdAt, ago(unsentBodyDays * dayMs)));
  await db
    .update(mails)
    .set({ bodyText: '', bodyHtml: '' })
    .where(
      and(
        ne(mails.bodyText, ''),
        lt(mails.createdAt, ago(bodyDays * dayMs)),
        settings.smtpUrl === undefined ? undefined : done,
      ),
    );
  if (settings.smtpUrl === undefined) return;
  const forgotten = and(
    isNull(mails.sentAt),
    ne(mails.bodyText, ''),
    eq(mails.tries, 0),
    lt(mails.createdAt, ago(10 * minuteMs)),
    gt(mails.createdAt, ago(sendDays * dayMs)),
  );
  const left = await db
    .select({ id: mails.id })
    .from(mails)
    .where(forgotten)
    .orderBy(asc(mails.createdAt))
    .limit(500);
  for (const { id } of left) await enqueue(db, sendMailJob, { mailId: id }, { singletonKey: id });
}

/** The newest mails, for the development page that shows them. */
export function listMails(db: Queryable): Promise<Mail[]> {
  return db.select().from(mails).orderBy(desc(mails.createdAt)).limit(50);
}
