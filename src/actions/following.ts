import type { ActionAPIContext } from 'astro:actions';
import { personNameMaxLength, type SignedIn } from '#features/account/account.ts';
import { findThings } from '#features/follow/followed-things.server.ts';
import { follow, type FollowRefusal, unfollow } from '#features/follow/follow.server.ts';
import { type Followed, followFields, followPath } from '#features/follow/follow.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { emailField, optionalText } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit, sendSignIn } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-thing': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'too-many': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf(outcome: Outcome<Followed, FollowRefusal>): Followed {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `following.refusals.${outcome.refusal}`);
  return outcome.value;
}

/** Back to where the form stood: the list on one's own page, or the page about the one thing. */
const backTo = (thing: Followed, done: 'following' | 'stopped', from: string | null) =>
  from === 'me' ? '/me/?saved=1#following' : `${followPath(thing)}&done=${done}`;

const from = optionalText(10);

export const following = {
  follow: formAction(followFields.extend({ from }), async ({ from: asked, ...thing }, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const known = valueOf(await follow(context.locals.app, actorOf(person), thing));
    return { to: backTo(known, 'following', asked) };
  }),

  unfollow: formAction(followFields.extend({ from }), async ({ from: asked, ...thing }, context) => {
    const person = await signedIn(context);
    valueOf(await unfollow(context.locals.app, actorOf(person), thing));
    return { to: backTo(thing, 'stopped', asked) };
  }),

  /** Following without being signed in: it is done when the mailed link or code is used. */
  byMail: formAction(
    followFields.extend({ email: emailField(), name: optionalText(personNameMaxLength) }),
    async ({ type, id, email, name }, context: ActionAPIContext) => {
      const { app, town, lang } = context.locals;
      const [known] = await findThings(app.db, town, [{ type, id }], lang);
      if (!known) throw refuse('NOT_FOUND', 'following.refusals.no-such-thing');
      await sendSignIn(context, { email, name, intent: { act: 'follow', type, id } });
      return { to: '/sign-in/code/' };
    },
  ),
};
