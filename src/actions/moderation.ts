import { z } from 'zod';
import { chooseModerators } from '#features/moderation/choose-moderators.server.ts';
import { optionalText } from '#lib/form-fields.ts';
import { formAction, refuse, signedIn } from './form-action.ts';

export const moderation = {
  /** Which group the town's moderators are; none: no group is. */
  choose: formAction(
    z.object({ group: optionalText(36).pipe(z.uuid('forms.stale').nullable()) }),
    async ({ group }, context) => {
      const { id: personId, isOrganizer: organizer } = await signedIn(context);
      const outcome = await chooseModerators(context.locals.app, { personId, organizer }, group);
      if (outcome.ok) return { to: '/organize/people/?done=chosen' };
      if (outcome.refusal === 'not-allowed') throw refuse('FORBIDDEN', 'forms.notAllowed');
      throw refuse('NOT_FOUND', 'moderation.refusals.no-such-group', { field: 'group' });
    },
  ),
};
