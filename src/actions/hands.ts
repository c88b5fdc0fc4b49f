import type { SignedIn } from '#features/account/account.ts';
import { handFields, passOnFields, settleFields } from '#features/hands/hands.ts';
import { askForHand, type HandRefusal, passHandOn, settleHand } from '#features/hands/hands.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-hand': 'NOT_FOUND',
  'no-such-group': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'key-used': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, HandRefusal>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `hands.refusals.${outcome.refusal}`);
  return outcome.value;
}

export const hands = {
  ask: formAction(handFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang } = context.locals;
    const { slug } = valueOf(await askForHand(app, actorOf(person), fields, lang));
    return { to: `/groups/${slug}/hands/?done=asked` };
  }),

  passOn: formAction(passOnFields, async (fields, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await passHandOn(context.locals.app, actorOf(person), fields));
    return { to: `/groups/${slug}/hands/?done=passedOn` };
  }),

  settle: formAction(settleFields, async (fields, context) => {
    const person = await signedIn(context);
    const { slug, groupHand } = valueOf(await settleHand(context.locals.app, actorOf(person), fields));
    return { to: groupHand ? `/groups/${slug}/hands/?done=settled` : '/organize/hands/?done=settled' };
  }),
};
