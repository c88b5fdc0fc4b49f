import type { SignedIn } from '#features/account/account.ts';
import { findActLink, noteUsed } from '#features/account/act-links.server.ts';
import { adoptApproach, tellOutcome } from '#features/approaches/adopt.server.ts';
import {
  adoptionFields,
  approachFields,
  linkedOutcomeFields,
  newApproachFields,
  outcomeFields,
  tellPath,
} from '#features/approaches/approaches.ts';
import { editApproach, writeApproach } from '#features/approaches/write-approach.server.ts';
import { noteApproach } from '#features/reflections/answer-reflection.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { Outcome } from '#lib/outcome.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

const statusOf = {
  'no-such-group': 'NOT_FOUND',
  'no-such-approach': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'key-used': 'CONFLICT',
  'stale-page': 'CONFLICT',
  'own-approach': 'CONFLICT',
  'told-already': 'CONFLICT',
} as const;

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, keyof typeof statusOf>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `approaches.refusals.${outcome.refusal}`);
  return outcome.value;
}

export const approaches = {
  write: formAction(newApproachFields, async (fields, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang } = context.locals;
    const { id, slug } = valueOf(await writeApproach(app, actorOf(person), fields, lang));
    if (fields.reflection)
      await noteApproach(app, actorOf(person), { reflectionId: fields.reflection, approachId: id });
    return { to: `/approaches/${slug}/` };
  }),

  edit: formAction(approachFields, async (fields, context) => {
    const person = await signedIn(context);
    const { app, town } = context.locals;
    if (!town.languages.some((each) => each === fields.lang))
      throw refuse('UNPROCESSABLE_CONTENT', 'forms.choiceMissing', { field: 'lang' });
    const { slug } = valueOf(await editApproach(app, actorOf(person), fields));
    return { to: `/approaches/${slug}/` };
  }),

  /** “We try this too.” */
  adopt: formAction(adoptionFields, async ({ approach, group }, context) => {
    const person = await signedIn(context);
    await limit(context, 'sharing', person.id);
    const { app, lang } = context.locals;
    const adopt = { approachId: approach, groupId: group, lang };
    const { groupSlug, adoptionId } = valueOf(await adoptApproach(app, actorOf(person), adopt));
    return { to: `/groups/${groupSlug}/what-works/?done=adopted#adoption-${adoptionId}` };
  }),

  /** The same by the link in a mail, which can do nothing else. Used before, it changes nothing. */
  tellByLink: formAction(linkedOutcomeFields, async ({ token, ...fields }, context) => {
    const { app, lang, clientAddress } = context.locals;
    await limit(context, 'act-link', clientAddress);
    const link = await findActLink(app.db, token, 'tell-adoption', app.now());
    if (!link?.subjectId) throw refuse('NOT_FOUND', 'approaches.linkGone');
    if (link.usedAt === null) {
      const told = { ...fields, adoption: link.subjectId, report: null };
      valueOf(await tellOutcome(app, { personId: link.personId, organizer: false }, told, lang));
      await noteUsed(app.db, link.id, app.now());
    }
    return { to: tellPath(token) };
  }),

  /** What came of it. */
  tell: formAction(outcomeFields, async (fields, context) => {
    const person = await signedIn(context);
    const { app, lang } = context.locals;
    const { groupSlug, adoptionId } = valueOf(await tellOutcome(app, actorOf(person), fields, lang));
    return { to: `/groups/${groupSlug}/what-works/?done=told#adoption-${adoptionId}` };
  }),
};
