import type { Town } from '#features/town/town.ts';

/** Names and addresses under which only this computer reaches itself. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/;

/**
 * Whether kept mails may be read in the browser: no mail server, the demonstration town, and loopback only. A proxy in
 * front of a portal that thinks itself alone names another host or says whom it asks for: then nothing is shown.
 */
export function showsOutbox(
  settings: { readonly smtpUrl: string | undefined; readonly host: string; readonly siteUrl: string },
  town: Pick<Town, 'demonstration'>,
  request: Request,
): boolean {
  const local = loopback.test(settings.host) && loopback.test(new URL(settings.siteUrl).hostname);
  const direct =
    loopback.test(new URL(request.url).hostname) &&
    !request.headers.has('x-forwarded-for') &&
    !request.headers.has('forwarded');
  return settings.smtpUrl === undefined && town.demonstration && local && direct;
}
