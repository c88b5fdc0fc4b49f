import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { codeForm, nameForm, signInForm } from '#features/account/account.ts';
import { ownPath } from '#features/account/intent.ts';
import { emptyPerson } from '#features/account/empty-person.server.ts';
import { rename } from '#features/account/my-account.server.ts';
import {
  blankCookie,
  browserCookieName,
  endAllSessions,
  endSession,
  type SessionCookie,
  startSession,
} from '#features/account/session.server.ts';
import { type Proven, proveByCode, proveByLink } from '#features/account/sign-in.server.ts';
import type { Transaction } from '#db/client.ts';
import { isDatabaseAway } from '#server/problem.ts';
import type { Services } from '#server/services.ts';
import { completeIntent } from '#features/membership/intents.server.ts';
import { leaveEverything } from '#features/membership/leaving.server.ts';
import { choiceField, requiredText } from '#lib/form-fields.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit, sendSignIn } from './sign-in.ts';

/** The session of somebody who proved their address, and where they go on. */
interface Entered {
  cookie: SessionCookie;
  to: string;
}

/**
 * Proves an address, opens the session and does what the person came for, all in one transaction: when anything of it
 * fails, link and code still work. @returns null when nothing was proved
 */
async function enter(
  context: ActionAPIContext,
  prove: (tx: Transaction) => Promise<Proven | null>,
): Promise<string | null> {
  const { app } = context.locals;
  const entered = await app.db.transaction(async (tx): Promise<Entered | null> => {
    const proven = await prove(tx);
    if (!proven) return null;
    const label = sessionLabel(context.request);
    const cookie = await startSession(tx, app.settings.siteUrl, proven.personId, label);
    return { cookie, to: await doErrand(app, tx, proven) };
  });
  if (!entered) return null;
  const { name, value, options } = entered.cookie;
  context.cookies.set(name, value, options);
  return entered.to;
}

/** An errand that breaks must not keep anybody out; one that the database had no answer for is tried again. */
async function doErrand(app: Services, tx: Transaction, { personId, intent }: Proven): Promise<string> {
  try {
    return await tx.transaction((inner) => completeIntent({ ...app, db: inner }, personId, intent));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    app.log.error({ err: error, act: intent?.act }, 'what somebody came for could not be done');
    return '/me/';
  }
}

/** What a person recognises a session by: the browser's and system's names, as the browser tells them. */
function sessionLabel(request: Request): string {
  const agent = request.headers.get('user-agent') ?? '';
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? '';
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? '';
  return [browser === 'Edg' ? 'Edge' : browser, system].filter(Boolean).join(', ');
}

export const account = {
  signIn: formAction(signInForm, async ({ email, name, path }, context) => {
    await sendSignIn(context, { email, name, intent: { act: 'return', path: ownPath(path) } });
    return { to: '/sign-in/code/' };
  }),

  code: formAction(codeForm, async ({ email, code }, context) => {
    const { app, clientAddress } = context.locals;
    await limit(context, 'code-network', clientAddress);
    await limit(context, 'code-address', email);
    const to = await enter(context, (tx) => proveByCode(app, tx, email, code));
    if (to === null) throw refuse('UNPROCESSABLE_CONTENT', 'account.codeRefused', { field: 'code' });
    return { to };
  }),

  link: formAction(z.object({ token: requiredText(100) }), async ({ token }, context) => {
    const { app } = context.locals;
    const browser = context.cookies.get(browserCookieName(app.settings.siteUrl))?.value;
    const to = await enter(context, (tx) => proveByLink(app, tx, token, browser));
    if (to === null) throw refuse('GONE', 'account.linkOverText');
    return { to };
  }),

  signOut: formAction(z.object({}), async (_, context) => {
    const person = await context.locals.person();
    const { app } = context.locals;
    if (person) await endSession(app.db, person.id, person.sessionId);
    const blank = blankCookie(app.settings.siteUrl);
    context.cookies.set(blank.name, blank.value, blank.options);
    return { to: '/sign-in/?out=1' };
  }),

  signOutEverywhere: formAction(z.object({}), async (_, context) => {
    const person = await signedIn(context);
    const { app } = context.locals;
    await endAllSessions(app.db, person.id);
    const blank = blankCookie(app.settings.siteUrl);
    context.cookies.set(blank.name, blank.value, blank.options);
    return { to: '/sign-in/?out=1' };
  }),

  endSession: formAction(z.object({ session: requiredText(100) }), async ({ session }, context) => {
    const person = await signedIn(context);
    await endSession(context.locals.app.db, person.id, session);
    return { to: '/me/?saved=1' };
  }),

  rename: formAction(
    nameForm.extend({ lang: choiceField(['en', 'es']) }),
    async ({ name, lang }, context) => {
      const person = await signedIn(context);
      await rename(context.locals.app.db, person.id, name, lang);
      return { to: '/me/?saved=1' };
    },
  ),

  remove: formAction(z.object({ sure: requiredText(10, 'forms.tickMissing') }), async (_, context) => {
    const person = await signedIn(context);
    const { app } = context.locals;
    await app.db.transaction(async (tx) => {
      await leaveEverything({ ...app, db: tx }, person.id);
      await emptyPerson(tx, person.id, app.now());
    });
    const blank = blankCookie(app.settings.siteUrl);
    context.cookies.set(blank.name, blank.value, blank.options);
    return { to: '/sign-in/?gone=1' };
  }),
};
