import type { ActionAPIContext } from 'astro:actions';
import type { Intent } from '#features/account/intent.ts';
import type { LimitName } from '#features/account/limits.ts';
import { takeTry } from '#features/account/rate-limit.server.ts';
import { browserCookieName } from '#features/account/session.server.ts';
import { askToSignIn, newBrowserToken } from '#features/account/sign-in.server.ts';
import { refuse } from './form-action.ts';

const browserCookieSeconds = 3600;

/** Counts a try. @throws 429 with when to come back */
export async function limit(context: ActionAPIContext, name: LimitName, subject: string): Promise<void> {
  const { db, now } = context.locals.app;
  const taken = await takeTry(db, name, subject, now());
  if (taken.allowed) return;
  const values = {
    retryAfterSeconds: taken.retryAfterSeconds,
    minutes: Math.ceil(taken.retryAfterSeconds / 60),
  };
  throw refuse('TOO_MANY_REQUESTS', 'account.tooOften', { values });
}

/** The browser's own random text, in its cookie; made when it has none. */
export function rememberBrowser({ cookies, locals }: ActionAPIContext): string {
  const { siteUrl } = locals.app.settings;
  const name = browserCookieName(siteUrl);
  const browser = cookies.get(name)?.value ?? newBrowserToken();
  cookies.set(name, browser, {
    httpOnly: true,
    sameSite: 'lax',
    secure: siteUrl.startsWith('https:'),
    path: '/',
    maxAge: browserCookieSeconds,
  });
  return browser;
}

/** Mails link and code to an address, with what its owner came for. */
export async function sendSignIn(
  context: ActionAPIContext,
  ask: { email: string; name: string | null; intent: Intent | null },
): Promise<void> {
  const { app, lang, clientAddress } = context.locals;
  await limit(context, 'sign-in-network', clientAddress);
  await limit(context, 'sign-in-address', ask.email);
  const browser = rememberBrowser(context);
  await app.db.transaction((tx) => askToSignIn(app, tx, { ...ask, lang, browser }));
}
