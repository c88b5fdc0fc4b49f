import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { codeForm, nameForm, signInForm } from '#features/account/account.ts';
import { ownPath } from '#features/account/intent.ts';
import { emptyPerson, rename } from '#features/account/my-account.server.ts';
import { blankCookie, endAllSessions, endSession, startSession } from '#features/account/session.server.ts';
import { type Proven, proveByCode, proveByLink } from '#features/account/sign-in.server.ts';
import { completeIntent } from '#features/membership/intents.server.ts';
import { leaveEverything } from '#features/membership/leaving.server.ts';
import { choiceField, requiredText } from '#lib/form-fields.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { browserCookie, limit, sendSignIn } from './sign-in.ts';

/** Opens the session of somebody who proved their address, and does what they came for. @returns where they go on */
async function enter(context: ActionAPIContext, proven: Proven | null): Promise<string> {
  if (!proven) throw refuse('UNPROCESSABLE_CONTENT', 'account.codeRefused', { field: 'code' });
  const { app } = context.locals;
  const cookie = await startSession(
    app.db,
    app.settings.siteUrl,
    proven.personId,
    sessionLabel(context.request),
  );
  context.cookies.set(cookie.name, cookie.value, cookie.options);
  context.cookies.delete(browserCookie, { path: '/' });
  return completeIntent(app, proven.personId, proven.intent);
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
    const proven = await app.db.transaction((tx) => proveByCode(app, tx, email, code));
    return { to: await enter(context, proven) };
  }),

  link: formAction(z.object({ token: requiredText(100) }), async ({ token }, context) => {
    const { app } = context.locals;
    const browser = context.cookies.get(browserCookie)?.value;
    const proven = await app.db.transaction((tx) => proveByLink(app, tx, token, browser));
    if (!proven) throw refuse('GONE', 'account.linkOverText');
    return { to: await enter(context, proven) };
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

  remove: formAction(z.object({ sure: requiredText(10, 'forms.choiceMissing') }), async (_, context) => {
    const person = await signedIn(context);
    const { app } = context.locals;
    await leaveEverything(app, person.id);
    await emptyPerson(app.db, person.id, app.now());
    const blank = blankCookie(app.settings.siteUrl);
    context.cookies.set(blank.name, blank.value, blank.options);
    return { to: '/sign-in/?gone=1' };
  }),
};
