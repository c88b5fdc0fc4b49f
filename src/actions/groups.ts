import { z } from 'zod';
import { personNameMaxLength, type SignedIn } from '#features/account/account.ts';
import { closeGroup, editGroup, reopenGroup, restGroup } from '#features/groups/edit-group.server.ts';
import { foundGroup } from '#features/groups/found-group.server.ts';
import { checkAhead, checkAreas, checkPoint, type FieldRefusal } from '#features/groups/group-checks.ts';
import { foundingFields, groupFields, groupTextMax } from '#features/groups/group-form.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { dayField, emailField, idField, optionalText, requiredText } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { takeUpName } from './own-name.ts';
import { limit, sendSignIn } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

type Refusal =
  | 'no-such-group'
  | 'not-allowed'
  | 'stale-page'
  | 'group-closed'
  | 'key-used'
  | 'no-such-origin'
  | 'trial-runs';

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, Refusal>): Value {
  if (outcome.ok) return outcome.value;
  switch (outcome.refusal) {
    case 'stale-page':
      throw refuse('CONFLICT', 'groups.stale');
    case 'key-used':
      throw refuse('CONFLICT', 'forms.stale');
    case 'group-closed':
      throw refuse('CONFLICT', 'groups.closedRefused');
    case 'trial-runs':
      throw refuse('CONFLICT', 'growth.trialRuns');
    case 'no-such-origin':
      throw refuse('CONFLICT', 'growth.noSuchOrigin');
    case 'not-allowed':
      throw refuse('FORBIDDEN', 'forms.notAllowed');
    default:
      throw refuse('NOT_FOUND', 'membership.refusals.no-such-group');
  }
}

function check(refusal: FieldRefusal | null): void {
  if (refusal) throw refuse('UNPROCESSABLE_CONTENT', refusal.key, { field: refusal.field });
}

export const groups = {
  found: formAction(
    foundingFields.extend({ yourName: optionalText(personNameMaxLength) }),
    async ({ yourName, ...founding }, context) => {
      const person = await signedIn(context);
      const { app, town, lang } = context.locals;
      check(checkAreas(founding, town));
      check(checkAhead('firstMeetingOn', founding.firstMeetingOn, calendarDayIn(app.now(), town.timeZone)));
      await takeUpName(context, person, yourName, 'yourName');
      await limit(context, 'joining', person.id);
      const { slug } = valueOf(await foundGroup(app, actorOf(person), founding, lang));
      return { to: `/groups/${slug}/edit/?founded=1` };
    },
  ),

  /** Founding without being signed in: the answers travel with the mailed link. */
  foundByMail: formAction(
    foundingFields.extend({
      email: emailField(),
      yourName: requiredText(personNameMaxLength, 'account.nameMissing'),
    }),
    async ({ email, yourName, ...founding }, context) => {
      const { app, town, lang } = context.locals;
      check(checkAreas(founding, town));
      check(checkAhead('firstMeetingOn', founding.firstMeetingOn, calendarDayIn(app.now(), town.timeZone)));
      // Only its convener may try with a club, and a mail would tell that too late.
      if (founding.as === 'trial') throw refuse('UNAUTHORIZED', 'growth.trySignIn');
      await sendSignIn(context, {
        email,
        name: yourName,
        intent: { act: 'found', draft: { ...founding, lang } },
      });
      return { to: '/sign-in/code/' };
    },
  ),

  edit: formAction(groupFields, async (fields, context) => {
    const person = await signedIn(context);
    const { app, town } = context.locals;
    check(checkAreas(fields, town));
    check(checkPoint(fields, town));
    const { slug } = valueOf(await editGroup(app, actorOf(person), fields));
    return { to: `/groups/${slug}/edit/?saved=1` };
  }),

  rest: formAction(z.object({ id: idField(), until: dayField() }), async ({ id, until }, context) => {
    const person = await signedIn(context);
    const { app, town } = context.locals;
    check(checkAhead('until', until, calendarDayIn(app.now(), town.timeZone)));
    const { slug } = valueOf(await restGroup(app, actorOf(person), id, until));
    return { to: `/groups/${slug}/edit/?saved=1` };
  }),

  resume: formAction(z.object({ id: idField() }), async ({ id }, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await restGroup(context.locals.app, actorOf(person), id, null));
    return { to: `/groups/${slug}/edit/?saved=1` };
  }),

  close: formAction(
    z.object({
      id: idField(),
      words: optionalText(groupTextMax.closingWords),
      sure: requiredText(10, 'forms.tickMissing'),
    }),
    async ({ id, words }, context) => {
      const person = await signedIn(context);
      const { slug } = valueOf(await closeGroup(context.locals.app, actorOf(person), id, words));
      return { to: `/groups/${slug}/` };
    },
  ),

  reopen: formAction(z.object({ id: idField() }), async ({ id }, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await reopenGroup(context.locals.app, actorOf(person), id));
    return { to: `/groups/${slug}/edit/?saved=1` };
  }),
};
