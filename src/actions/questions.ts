import type { SignedIn } from '#features/account/account.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { answerQuestion, sayItHelped, withdrawAnswer } from '#features/questions/answer.server.ts';
import { addressQuestion } from '#features/questions/address.server.ts';
import { askQuestion, resolveQuestion } from '#features/questions/ask.server.ts';
import {
  addressFields,
  answerFields,
  helpedFields,
  questionFields,
  resolveFields,
  withdrawFields,
} from '#features/questions/questions.ts';
import { focusById, neighborhoodById } from '#features/town/town.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-question': 'NOT_FOUND',
  'no-such-group': 'CONFLICT',
  'not-allowed': 'FORBIDDEN',
  'key-used': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, keyof typeof statusOf>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `questions.refusals.${outcome.refusal}`);
  return outcome.value;
}

export const questions = {
  ask: formAction(questionFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang, town } = context.locals;
    const known = {
      ...fields,
      focusId: focusById(town, fields.focusId ?? '')?.id ?? null,
      neighborhoodId: neighborhoodById(town, fields.neighborhoodId ?? '')?.id ?? null,
    };
    const { id } = valueOf(await askQuestion(app, actorOf(person), known, lang));
    return { to: `/questions/${id}/mine/?done=asked` };
  }),

  address: formAction(addressFields, async (fields, context) => {
    const person = await signedIn(context);
    const { id } = valueOf(await addressQuestion(context.locals.app, actorOf(person), fields));
    return { to: `/questions/${id}/mine/?done=addressed` };
  }),

  answer: formAction(answerFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang } = context.locals;
    const { questionId } = valueOf(await answerQuestion(app, actorOf(person), fields, lang));
    return { to: `/questions/${questionId}/answer/?done=answered` };
  }),

  withdraw: formAction(withdrawFields, async ({ answer }, context) => {
    const person = await signedIn(context);
    const { questionId } = valueOf(await withdrawAnswer(context.locals.app, actorOf(person), answer));
    return { to: `/questions/${questionId}/answer/?done=withdrawn` };
  }),

  /** “This helped us.” */
  helped: formAction(helpedFields, async ({ answer, helped, cameOfIt }, context) => {
    const person = await signedIn(context);
    const said = { answer, helped: helped === 'yes', cameOfIt };
    const { questionId } = valueOf(await sayItHelped(context.locals.app, actorOf(person), said));
    return { to: `/questions/${questionId}/mine/?done=helped` };
  }),

  resolve: formAction(resolveFields, async (fields, context) => {
    const person = await signedIn(context);
    const { id } = valueOf(await resolveQuestion(context.locals.app, actorOf(person), fields));
    return { to: `/questions/${id}/mine/?done=resolved` };
  }),
};
