import { and, asc, desc, eq, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import type { Database, Queryable } from '#db/client.ts';
import { mails } from '#db/schema/index.ts';

/** What sending needs of the portal. */
interface Outbox {
  readonly db: Database;
  readonly settings: { readonly smtpUrl: string | undefined; readonly mailFrom: string };
  now(): Date;
}

const mailJob = z.object({ mailId: z.uuid() });
/** A mail's body is kept so long after it was sent, for people who say that it never came. */
const bodyDays = 7;
const transports = new Map<string, Transporter>();

/**
 * Sends one mail of the outbox, unless it was sent; without a mail server it stays there, to be read in development.
 * The row is locked while the mail server answers, so two processes never send the same one.
 * @throws when the mail server does not take it: the job tries again later.
 */
export async function sendMail({ db, settings, now }: Outbox, data: unknown): Promise<void> {
  const { mailId } = mailJob.parse(data);
  const { smtpUrl } = settings;
  if (smtpUrl === undefined) return;
  const failure = await db.transaction(async (tx) => {
    const [mail] = await tx
      .select()
      .from(mails)
      .where(and(eq(mails.id, mailId), isNull(mails.sentAt)))
      .for('update', { skipLocked: true });
    if (!mail) return null;
    const failed = await deliver(smtpUrl, settings.mailFrom, mail);
    const tried = { tries: sql`${mails.tries} + 1`, lastError: failed?.message ?? null };
    await tx
      .update(mails)
      .set(failed ? tried : { ...tried, sentAt: now() })
      .where(eq(mails.id, mailId));
    return failed;
  });
  if (failure) throw failure;
}

async function deliver(
  smtpUrl: string,
  from: string,
  mail: typeof mails.$inferSelect,
): Promise<Error | null> {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  const message = {
    from,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.bodyText,
    html: mail.bodyHtml,
    messageId: `<${mail.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.lang, ...mail.headers },
  };
  try {
    await transportFor(smtpUrl).sendMail(message);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function transportFor(smtpUrl: string): Transporter {
  let transport = transports.get(smtpUrl);
  if (!transport) {
    transport = createTransport(
      `${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}connectionTimeout=10000&socketTimeout=20000`,
    );
    transports.set(smtpUrl, transport);
  }
  return transport;
}

/** Sends what was left behind, and empties the bodies of mails that went out some days ago. */
export async function sweepMails(outbox: Outbox): Promise<void> {
  const { db, settings, now } = outbox;
  const old = new Date(now().getTime() - bodyDays * 86_400_000);
  await db
    .update(mails)
    .set({ bodyText: '', bodyHtml: '' })
    .where(and(isNotNull(mails.sentAt), lt(mails.sentAt, old), ne(mails.bodyText, '')));
  if (settings.smtpUrl === undefined) return;
  const fresh = new Date(now().getTime() - 10 * 60_000);
  const left = await db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isNull(mails.sentAt), lt(mails.createdAt, fresh)))
    .orderBy(asc(mails.createdAt))
    .limit(50);
  for (const { id } of left) await sendMail(outbox, { mailId: id }).catch(() => undefined);
}

/** The newest mails, for the development page that shows them. */
export function listMails(db: Queryable): Promise<(typeof mails.$inferSelect)[]> {
  return db.select().from(mails).orderBy(desc(mails.createdAt)).limit(50);
}
