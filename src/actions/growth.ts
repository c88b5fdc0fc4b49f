import type { SignedIn } from '#features/account/account.ts';
import { divide } from '#features/growth/divide.server.ts';
import {
  cancelDivision,
  chooseSide,
  type DivisionRefusal,
  proposeDivision,
} from '#features/growth/division.server.ts';
import { explorationFields } from '#features/growth/explore.ts';
import { saveExploration } from '#features/growth/explore.server.ts';
import { divisionFields, sideFields, sideLeast, trialFields } from '#features/growth/growth.ts';
import { decideTrial } from '#features/growth/trial.server.ts';
import { capacity } from '#features/groups/groups.ts';
import { checkAhead, checkAreas, type FieldRefusal } from '#features/groups/group-checks.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { idField } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { z } from 'zod';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-group': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'not-a-group': 'CONFLICT',
  'not-full': 'CONFLICT',
  'no-division': 'CONFLICT',
  'no-such-member': 'CONFLICT',
  'needs-email': 'CONFLICT',
  'too-few': 'CONFLICT',
  'no-convener-here': 'CONFLICT',
} as const satisfies Record<DivisionRefusal, string>;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, DivisionRefusal>): Value {
  if (outcome.ok) return outcome.value;
  const values = { least: sideLeast, capacity };
  throw refuse(statusOf[outcome.refusal], `growth.refusals.${outcome.refusal}`, { values });
}

function check(refusal: FieldRefusal | null): void {
  if (refusal) throw refuse('UNPROCESSABLE_CONTENT', refusal.key, { field: refusal.field });
}

export const growth = {
  propose: formAction(divisionFields, async (fields, context) => {
    const person = await signedIn(context);
    const { app, town } = context.locals;
    check(checkAreas(fields, town));
    check(checkAhead('firstMeetingOn', fields.firstMeetingOn, calendarDayIn(app.now(), town.timeZone)));
    const { slug } = valueOf(await proposeDivision(app, actorOf(person), fields));
    return { to: `/groups/${slug}/divide/?done=proposed` };
  }),

  side: formAction(sideFields, async (choice, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await chooseSide(context.locals.app, actorOf(person), choice));
    return { to: `/groups/${slug}/divide/?done=chosen` };
  }),

  cancel: formAction(z.object({ id: idField() }), async ({ id }, context) => {
    const person = await signedIn(context);
    const { slug } = valueOf(await cancelDivision(context.locals.app, actorOf(person), id));
    return { to: `/groups/${slug}/divide/?done=cancelled` };
  }),

  divide: formAction(z.object({ id: idField(), division: idField() }), async ({ id, division }, context) => {
    const person = await signedIn(context);
    const { slug, from, goes } = valueOf(await divide(context.locals.app, actorOf(person), id, division));
    return { to: goes ? `/groups/${slug}/` : `/groups/${from}/divide/?done=divided` };
  }),

  decideTrial: formAction(trialFields, async (fields, context) => {
    const person = await signedIn(context);
    const outcome = await decideTrial(context.locals.app, actorOf(person), fields);
    if (outcome.ok) return { to: `/groups/${outcome.value.slug}/trial/?done=${fields.decision}` };
    if (outcome.refusal === 'no-trial') throw refuse('CONFLICT', 'growth.trialNone');
    if (outcome.refusal === 'decided-otherwise') throw refuse('CONFLICT', 'growth.trialDecided');
    return valueOf<{ to: string }>({ ok: false, refusal: outcome.refusal });
  }),

  explore: formAction(explorationFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const outcome = await saveExploration(context.locals.app, actorOf(person), fields);
    if (!outcome.ok) throw refuse('FORBIDDEN', 'forms.notAllowed');
    return { to: '/me/explore/?done=1' };
  }),
};
