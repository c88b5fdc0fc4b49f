import { z } from 'zod';
import type { SignedIn } from '#features/account/account.ts';
import type { Actor } from '#features/organize/permissions.ts';
import {
  finishReflection,
  type ReflectionRefusal,
  saveReflection,
} from '#features/reflections/answer-reflection.server.ts';
import { openReflection } from '#features/reflections/open-reflection.server.ts';
import { reflectionFields, sentSteps } from '#features/reflections/reflections.ts';
import { idField } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-reflection': 'NOT_FOUND',
  'no-such-group': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'reflected-already': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, ReflectionRefusal | 'reflected-already'>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `reflections.refusals.${outcome.refusal}`);
  return outcome.value;
}

export const reflections = {
  open: formAction(z.object({ group: idField() }), async ({ group }, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { slug } = valueOf(await openReflection(context.locals.app, actorOf(person), group));
    return { to: `/groups/${slug}/reflect/` };
  }),

  save: formAction(reflectionFields, async (fields, context) => {
    const person = await signedIn(context);
    const { app, lang } = context.locals;
    const sent = { id: fields.reflection, steps: sentSteps(fields), ask: fields.ask };
    const { slug, stale } = valueOf(await saveReflection(app, actorOf(person), sent, lang));
    const [field] = stale;
    if (field) throw refuse('CONFLICT', 'reflections.stale', { field });
    return { to: `/groups/${slug}/reflect/?id=${fields.reflection}&done=saved` };
  }),

  finish: formAction(z.object({ reflection: idField() }), async ({ reflection }, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await finishReflection(context.locals.app, actorOf(person), reflection));
    return { to: `/groups/${slug}/reflect/?id=${reflection}&done=finished` };
  }),
};
