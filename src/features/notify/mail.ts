import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';

/** What a mail says, before it is laid out. Texts are plain; they are escaped where HTML needs it. */
export interface MailContent {
  subject: string;
  greeting?: string;
  paragraphs: readonly string[];
  /** Facts, one a line: date, place. */
  facts?: readonly { term: string; text: string }[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** A six-digit code, set large. */
  code?: string;
  /** Small print at the end. */
  after?: readonly string[];
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
}

/** Lays a mail out as text and as HTML that needs nothing from outside. */
export function composeMail(content: MailContent, frame: MailFrame): ComposedMail {
  // A group's name may hold a line break; a subject may not.
  const subject = content.subject.replaceAll(/\s+/g, ' ').trim();
  return { subject, text: plain(content, frame), html: html({ ...content, subject }, frame) };
}

function plain(content: MailContent, { t, townName, siteUrl }: MailFrame): string {
  const { greeting, paragraphs, facts = [], action, code, after = [] } = content;
  return [
    greeting,
    ...paragraphs,
    facts.map(({ term, text }) => `${term}: ${text}`).join('\n'),
    action && `${action.label}:\n${action.url}`,
    code && `${t('mail.code')}: ${code}`,
    ...after,
    `-- \n${t('mail.sentBy', { town: townName })}\n${siteUrl}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

function html(content: MailContent, { lang, t, townName, siteUrl }: MailFrame): string {
  const { greeting, paragraphs, facts = [], action, code, after = [] } = content;
  const p = (text: string, small = false) =>
    `<p style="margin:0 0 1em${small ? ';font-size:.875em;opacity:.8' : ''}">${escape(text).replaceAll('\n', '<br>')}</p>`;
  const list = facts.map(
    ({ term, text }) =>
      `<dt style="opacity:.7">${escape(term)}</dt><dd style="margin:0 0 .5em"><strong>${escape(text)}</strong></dd>`,
  );
  const parts = [
    greeting && p(greeting),
    ...paragraphs.map((text) => p(text)),
    list.length > 0 && `<dl style="margin:0 0 1em">${list.join('')}</dl>`,
    action &&
      `<p style="margin:1.5em 0"><a href="${escape(action.url)}" style="display:inline-block;padding:.8em 1.2em;background:#b4126e;color:#fff;text-decoration:none;border-radius:3px;font-weight:600">${escape(action.label)}</a></p>`,
    code &&
      `<p style="margin:0 0 1em">${escape(t('mail.code'))}:<br><strong style="font-size:1.8em;letter-spacing:.15em">${escape(code)}</strong></p>`,
    ...after.map((text) => p(text, true)),
    `<hr style="border:0;border-top:1px solid #c3ced6;margin:2em 0 1em">${p(t('mail.sentBy', { town: townName }), true)}<p style="margin:0;font-size:.875em"><a href="${escape(siteUrl)}">${escape(siteUrl)}</a></p>`,
  ];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escape(content.subject)}</title></head><body style="margin:0 auto;max-width:36em;padding:1.5em;font:16px/1.5 Georgia,serif">${parts.filter(Boolean).join('')}</body></html>`;
}
