import type { MailContent, MailFrame, MailItem } from './mail.ts';

const ink = '#10263b';
const quiet = '#4a5f73';
const paper = '#fcfdfb';
const rule = '#c3ced6';
const serif = "'Source Serif 4',Georgia,'Times New Roman',serif";
const sans = "'Libre Franklin','Helvetica Neue',Arial,sans-serif";

/** By night, where a mail program asks for it; the others keep the day's inline colors. */
const night = `@media (prefers-color-scheme:dark){
body,.sheet{background:#0b1622!important}
body,.sheet,.inner,h1,p,td,strong,.code{color:#e3ebf0!important;border-color:#44586a!important}
.quiet{color:#a9b8c4!important}
a.link{color:#e3ebf0!important}}`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

function paragraph(text: string, small = false): string {
  const style = `margin:0 0 1em${small ? `;font-size:14px;color:${quiet}` : ''}`;
  return `<p${small ? ' class="quiet"' : ''} style="${style}">${escape(text).replaceAll('\n', '<br>')}</p>`;
}

function factsTable(facts: NonNullable<MailContent['facts']>): string {
  const cell = `padding:8px 0;border-bottom:1px solid ${rule};vertical-align:top`;
  const rows = facts.map(
    ({ term, text }) =>
      `<tr><td class="quiet" style="${cell};padding-right:18px;color:${quiet};white-space:nowrap">${escape(term)}</td><td style="${cell};width:100%"><strong style="font:600 18px/1.35 ${serif}">${escape(text)}</strong></td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" style="width:100%;margin:0 0 1.5em;border-top:1px solid ${rule};border-collapse:collapse">${rows.join('')}</table>`;
}

function itemBlock({ kicker, title, url, text }: MailItem): string {
  const said = text === undefined ? '' : `<br>${escape(text)}`;
  return `<p style="margin:0;padding:14px 0;border-top:1px solid ${rule}"><span class="quiet" style="font-size:14px;color:${quiet}">${escape(kicker)}</span><br><a class="link" href="${escape(url)}" style="font:600 18px/1.35 ${serif};color:${ink}">${escape(title)}</a>${said}</p>`;
}

function button({ label, url }: NonNullable<MailContent['action']>, act: string): string {
  return `<p style="margin:1.5em 0"><a href="${escape(url)}" style="display:inline-block;padding:12px 22px;background:${act};color:#fff;text-decoration:none;border-radius:3px;font:600 16px/1.2 ${sans}">${escape(label)}</a></p>`;
}

function codeLine(code: string, words: string): string {
  return `<p style="margin:0 0 1.5em">${escape(words)}:<br><strong class="code" style="font:600 32px/1.3 ${serif};letter-spacing:.14em">${escape(code)}</strong></p>`;
}

/**
 * A mail as HTML that needs nothing from outside: a sheet inside its neat-line, as every page of the town is. Styles are
 * inline, since many mail programs read no others.
 */
export function mailPage(content: MailContent, frame: MailFrame): string {
  const { greeting, paragraphs, facts = [], items = [], action, code, after = [] } = content;
  const { lang, t, townName, siteUrl, act } = frame;
  const parts = [
    greeting && paragraph(greeting),
    ...paragraphs.map((text) => paragraph(text)),
    facts.length > 0 && factsTable(facts),
    ...items.map(itemBlock),
    action && button(action, act),
    code && codeLine(code, t('mail.code')),
    ...after.map((text) => paragraph(text, true)),
  ];
  const name = `<p style="margin:0 0 20px;font:600 20px/1.2 ${serif}">${escape(townName)}</p>`;
  const foot = `${paragraph(t('mail.sentBy', { town: townName }), true)}<p style="margin:0;font-size:14px"><a class="link" href="${escape(siteUrl)}" style="color:${ink}">${escape(siteUrl)}</a></p>`;
  const sheet = `<div class="sheet" style="max-width:560px;margin:0 auto;padding:3px;border:2px solid ${ink};background:${paper}"><div class="inner" style="padding:22px 20px 26px;border:1px solid ${ink}">${name}${parts.filter(Boolean).join('')}</div></div>`;
  const below = `<div style="max-width:560px;margin:18px auto 0;padding:0 4px">${foot}</div>`;
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(content.subject)}</title><style>${night}</style></head><body style="margin:0;padding:16px 12px 28px;background:${paper};color:${ink};font:16px/1.5 ${sans}">${sheet}${below}</body></html>`;
}
