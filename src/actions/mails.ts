import { setByLink, setWishes } from '#features/notify/mail-wishes.server.ts';
import { stopFields, stopPage, wishFields } from '#features/notify/mail-wishes.ts';
import { readStopToken } from '#features/notify/stop-link.server.ts';
import { may } from '#features/organize/permissions.ts';
import { formAction, refuse, signedIn } from './form-action.ts';

export const mails = {
  /** On one's own page. */
  choose: formAction(wishFields, async (wishes, context) => {
    const person = await signedIn(context);
    const actor = { personId: person.id, organizer: person.isOrganizer };
    if (!may(actor, 'choose-mails', { personId: person.id })) throw refuse('FORBIDDEN', 'forms.notAllowed');
    await setWishes(context.locals.app.db, person.id, wishes);
    return { to: '/me/?saved=1#mails' };
  }),

  /** By the link in a mail, without signing in; the link may do this and nothing else. */
  chooseByLink: formAction(stopFields, async ({ of, wish }, context) => {
    const { db, settings } = context.locals.app;
    const link = readStopToken(settings.secret, of);
    if (!link || !may(null, 'stop-mails-by-link')) throw refuse('NOT_FOUND', 'digest.badLink');
    await setByLink(db, link.personId, wish);
    return { to: `${stopPage}?${new URLSearchParams({ of }).toString()}` };
  }),
};
