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

/** What queueing a mail needs of the portal; `locals.app` is one. */
export interface Post {
  readonly town: Town;
  readonly settings: { readonly siteUrl: string };
  enqueue(
    this: void,
    tx: Queryable,
    job: string,
    data: object,
    options?: { singletonKey?: string },
  ): Promise<void>;
}

export interface QueuedMail {
  /** Such as `request-received`; for people who read the outbox. */
  kind: string;
  to: string;
  lang: string;
  /** Makes a mail unique: a second one with the same key is never made. */
  onceKey?: string;
  content: (words: MailWords) => MailContent;
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
  const [row] = await tx
    .insert(mails)
    .values({
      onceKey: mail.onceKey,
      kind: mail.kind,
      recipient: mail.to,
      lang,
      subject,
      bodyText: text,
      bodyHtml: html,
    })
    .onConflictDoNothing()
    .returning({ id: mails.id });
  if (!row) return false;
  await post.enqueue(tx, sendMailJob, { mailId: row.id }, { singletonKey: row.id });
  return true;
}
