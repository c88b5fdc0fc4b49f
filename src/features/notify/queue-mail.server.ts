import type { Queryable } from '#db/client.ts';
import { mails } from '#db/schema/index.ts';
import { localized } from '#features/town/localized.ts';
import type { Town } from '#features/town/town.ts';
import { interfaceLanguages, type Lang } from '#i18n/catalog.ts';
import { type Translate, translator } from '#i18n/translate.ts';
import { actHex } from '#styles/act.ts';
import { composeMail, type MailContent } from './mail.ts';

/** The job that talks to the mail server. */
export const sendMailJob = 'send-mail';
/** The one that sends many, such as digests, so that no sign-in code waits behind them. */
export const sendMailsJob = 'send-mails';

/** What queueing a mail needs of the portal; `locals.app` is one. */
export interface Post {
  readonly town: Town;
  readonly settings: { readonly siteUrl: string };
  enqueue(
    this: void,
    tx: Queryable,
    job: string,
    data: object,
    options?: { singletonKey?: string; urgent?: boolean },
  ): Promise<void>;
}

export interface QueuedMail {
  /** Such as `request-received`; for people who read the outbox. */
  kind: string;
  to: string;
  lang: string;
  /** Makes a mail unique: a second one with the same key is never made. */
  onceKey?: string;
  /** Somebody sits and waits for it: it goes before every mail that does not. */
  urgent?: boolean;
  content: (words: MailWords) => MailContent;
  /** Headers besides the usual ones. */
  headers?: (words: MailWords) => Record<string, string>;
}

/** What a mail's content is written with, in its reader's language. */
export interface MailWords {
  t: Translate;
  lang: Lang;
  /** The full address of a path without language prefix, in the reader's language. */
  url: (path: string) => string;
  townName: string;
}

/**
 * Writes a mail into the outbox and queues its sending, in the caller's transaction: it goes out if that commits.
 * @returns false when a mail with this key was made before.
 */
export async function queueMail(post: Post, tx: Queryable, mail: QueuedMail): Promise<boolean> {
  const [row] = await tx
    .insert(mails)
    .values(writeMail(post, mail))
    .onConflictDoNothing()
    .returning({ id: mails.id });
  if (!row) return false;
  const { urgent = false } = mail;
  await post.enqueue(tx, sendMailJob, { mailId: row.id }, { singletonKey: row.id, urgent });
  return true;
}

/** How many mails one job sends. */
const mailsPerJob = 50;

/** The same for many mails at once, in a handful of queries. @returns how many were made */
export async function queueMails(post: Post, tx: Queryable, letters: readonly QueuedMail[]): Promise<number> {
  if (letters.length === 0) return 0;
  const rows = await tx
    .insert(mails)
    .values(letters.map((letter) => writeMail(post, letter)))
    .onConflictDoNothing()
    .returning({ id: mails.id });
  for (let from = 0; from < rows.length; from += mailsPerJob) {
    const mailIds = rows.slice(from, from + mailsPerJob).map(({ id }) => id);
    await post.enqueue(tx, sendMailsJob, { mailIds });
  }
  return rows.length;
}

/** The mail's row, in its reader's language. */
function writeMail(post: Pick<Post, 'town' | 'settings'>, mail: QueuedMail): typeof mails.$inferInsert {
  const { town, settings } = post;
  const lang =
    interfaceLanguages.find((each) => each === mail.lang && town.languages.includes(each)) ??
    town.languages[0] ??
    'en';
  const prefix = lang === town.languages[0] ? '' : `/${lang}`;
  const townName = localized(town.name, lang);
  const t = translator(lang);
  const words = { t, lang, townName, url: (path: string) => settings.siteUrl + prefix + path };
  const { subject, text, html } = composeMail(mail.content(words), {
    lang,
    t,
    townName,
    siteUrl: settings.siteUrl,
    act: actHex(town.hue),
  });
  return {
    onceKey: mail.onceKey,
    kind: mail.kind,
    recipient: mail.to,
    lang,
    subject,
    bodyText: text,
    bodyHtml: html,
    headers: mail.headers?.(words),
  };
}
