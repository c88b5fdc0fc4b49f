import type { Town } from '#features/town/town.ts';

/** Names and addresses under which only this computer reaches itself. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/;

/** Whether kept mails may be read in the browser: no mail server, the demonstration town, and loopback only. */
export function showsOutbox(
  settings: { readonly smtpUrl: string | undefined; readonly host: string; readonly siteUrl: string },
  town: Pick<Town, 'demonstration'>,
): boolean {
  const local = loopback.test(settings.host) && loopback.test(new URL(settings.siteUrl).hostname);
  return settings.smtpUrl === undefined && town.demonstration && local;
}
