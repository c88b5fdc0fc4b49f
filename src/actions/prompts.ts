import type { SignedIn } from '#features/account/account.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { promptFields, retireFields } from '#features/prompts/prompts.ts';
import { type PromptRefusal, retirePrompt, writePrompt } from '#features/prompts/write-prompt.server.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-prompt': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'key-used': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, PromptRefusal>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `prompts.refusals.${outcome.refusal}`);
  return outcome.value;
}

export const prompts = {
  write: formAction(promptFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang } = context.locals;
    valueOf(await writePrompt(app, actorOf(person), fields, lang));
    return { to: '/prompts/write/?done=written' };
  }),

  retire: formAction(retireFields, async ({ prompt }, context) => {
    const person = await signedIn(context);
    valueOf(await retirePrompt(context.locals.app, actorOf(person), prompt));
    return { to: '/prompts/write/?done=retired' };
  }),
};
