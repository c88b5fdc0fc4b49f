import { ActionError } from 'astro:actions';
import { checkInFields } from '#features/check-ins/check-ins.ts';
import { leaveCheckIn } from '#features/check-ins/check-ins.server.ts';
import { isDatabaseAway } from '#server/problem.ts';
import { formAction, refuse, signedIn } from './form-action.ts';

const statusOf = {
  'no-such-group': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'switched-off': 'CONFLICT',
  'no-meeting': 'CONFLICT',
  enough: 'TOO_MANY_REQUESTS',
} as const;

/** A failed query names what it was to write; nothing of a check-in may reach the log. */
async function unlogged<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw new ActionError({ code: isDatabaseAway(error) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR' });
  }
}

export const checkIns = {
  leave: formAction(checkInFields, async (fields, context) => {
    const { id: personId, isOrganizer: organizer } = await signedIn(context);
    const outcome = await unlogged(leaveCheckIn(context.locals.app, { personId, organizer }, fields));
    if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `checkIns.refusals.${outcome.refusal}`);
    return { to: `/groups/${outcome.value.slug}/check-in/?done=left` };
  }),
};
