import type { ActionAPIContext } from 'astro:actions';
import type { SignedIn } from '#features/account/account.ts';
import { rename } from '#features/account/my-account.server.ts';
import { refuse } from './form-action.ts';

/**
 * Takes up the name of somebody who signed in without one, before a group gets to read it.
 * @throws a 422 refusal beside `field` when they gave none
 */
export async function takeUpName(
  context: ActionAPIContext,
  person: SignedIn,
  name: string | null,
  field: string,
): Promise<void> {
  if (person.name) return;
  if (!name) throw refuse('UNPROCESSABLE_CONTENT', 'account.nameMissing', { field });
  await rename(context.locals.app.db, person.id, name, person.lang);
}
