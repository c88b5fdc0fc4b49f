import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';
import { mailPage } from './mail-page.ts';

/** What a mail says, before it is laid out. Texts are plain; they are escaped where HTML needs it. */
export interface MailContent {
  subject: string;
  greeting?: string;
  paragraphs: readonly string[];
  /** Facts, one a line: date, place. */
  facts?: readonly { term: string; text: string }[];
  /** Things to read, each with its link. */
  items?: readonly MailItem[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** A six-digit code, set large. */
  code?: string;
  /** Small print at the end. */
  after?: readonly string[];
}

export interface MailItem {
  /** Who did what. */
  kicker: string;
  title: string;
  url: string;
  text?: string | undefined;
}

export interface ComposedMail {
  subject: string;
  text: string;
  html: string;
}

export interface MailFrame {
  lang: Lang;
  t: Translate;
  townName: string;
  siteUrl: string;
  /** The color of what one can act on, `#rrggbb`. */
  act: string;
}

/** Lays a mail out as text and as HTML that needs nothing from outside. */
export function composeMail(content: MailContent, frame: MailFrame): ComposedMail {
  // A group's name may hold a line break; a subject may not.
  const subject = content.subject.replaceAll(/\s+/g, ' ').trim();
  return { subject, text: plain(content, frame), html: mailPage({ ...content, subject }, frame) };
}

function plain(content: MailContent, { t, townName, siteUrl }: MailFrame): string {
  const { greeting, paragraphs, facts = [], items = [], action, code, after = [] } = content;
  return [
    greeting,
    ...paragraphs,
    facts.map(({ term, text }) => `${term}: ${text}`).join('\n'),
    ...items.map(({ kicker, title, url, text }) => [kicker, title, text, url].filter(Boolean).join('\n')),
    action && `${action.label}:\n${action.url}`,
    code && `${t('mail.code')}: ${code}`,
    ...after,
    `-- \n${t('mail.sentBy', { town: townName })}\n${siteUrl}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
