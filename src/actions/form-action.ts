import { ActionError, defineAction, type ActionAPIContext, type ActionErrorCode } from 'astro:actions';
import type { z } from 'astro/zod';
import type { SignedIn } from '#features/account/account.ts';
import type { TextKey } from '#i18n/translate.ts';
import { type FieldIssue, issuesMessage, refusalMessage, type Refusal } from '#lib/form-faults.ts';
import { isDatabaseAway } from '#server/problem.ts';

/**
 * An action for an HTML form. `handler` gets what `input` accepted and the request's context; what it returns reaches
 * the page as `data`. It refuses by throwing `refuse(…)`. Anything else it throws is logged and becomes 503 (the
 * database is away) or 500, and what was typed stays in the form.
 */
export function formAction<Schema extends z.ZodType, Data>(
  input: Schema,
  handler: (input: z.infer<Schema>, context: ActionAPIContext) => Promise<Data>,
) {
  const guarded = async (given: z.infer<Schema>, context: ActionAPIContext): Promise<Data> => {
    try {
      return await handler(given, context);
    } catch (error) {
      if (error instanceof ActionError) throw error;
      const away = isDatabaseAway(error);
      context.locals.app.log.error({ err: error, action: context.url.search }, 'an action failed');
      throw new ActionError({ code: away ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR' });
    }
  };
  // Astro's type of a handler depends on the schema in a way that stays open while the schema is a parameter.
  return defineAction<Data, 'form', Schema>({
    accept: 'form',
    input,
    handler: guarded as FormHandler<Schema, Data>,
  });
}

type FormHandler<Schema extends z.ZodType, Data> = Parameters<
  typeof defineAction<Data, 'form', Schema>
>[0]['handler'];

/** The refusal of an act, to be thrown: its HTTP status by name, and the text that says why. */
export function refuse(code: ActionErrorCode, key: TextKey, more: Omit<Refusal, 'key'> = {}): ActionError {
  return new ActionError({ code, message: refusalMessage({ key, ...more }) });
}

/** The refusal of fields by rules that the action's schema could not know. */
export function refuseFields(issues: readonly FieldIssue[]): ActionError {
  return new ActionError({ code: 'UNPROCESSABLE_CONTENT', message: issuesMessage(issues) });
}

/**
 * Who sent the form.
 * @throws a 401 refusal when nobody is signed in (any more)
 */
export async function signedIn(context: ActionAPIContext): Promise<SignedIn> {
  const person = await context.locals.person();
  if (!person) throw refuse('UNAUTHORIZED', 'forms.signedOut');
  return person;
}
