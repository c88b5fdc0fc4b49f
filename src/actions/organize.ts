import { z } from 'zod';
import type { ActionAPIContext } from 'astro:actions';
import type { SignedIn } from '#features/account/account.ts';
import { groupTags } from '#features/groups/groups.ts';
import { tagsOf } from '#features/impact/tags.ts';
import { concernMax, hideableTypes, hidingReasons, settlementMax } from '#features/organize/organize.ts';
import { findSubject, raiseConcern, settleConcern } from '#features/organize/concerns.server.ts';
import { openMemberList } from '#features/organize/member-list.server.ts';
import type { HiddenThing } from '#features/organize/hiding-rules.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { grantOrganizer, revokeOrganizer } from '#features/organize/roles.server.ts';
import { type Act, may } from '#features/organize/permissions.ts';
import { choiceField, emailField, idField, requiredText } from '#lib/form-fields.ts';
import { formAction, refuse, signedIn } from './form-action.ts';
import { limit } from './sign-in.ts';

/** The signed-in organizer who sent the form. @throws 401 or 403 refusals */
async function organizer(context: ActionAPIContext, act: Act): Promise<SignedIn> {
  const person = await signedIn(context);
  if (!may({ personId: person.id, organizer: person.isOrganizer }, act))
    throw refuse('FORBIDDEN', 'forms.notAllowed');
  return person;
}

export const organize = {
  hide: formAction(
    z.object({ type: choiceField(hideableTypes), id: idField(), reason: choiceField(hidingReasons) }),
    async ({ type, id, reason }, context) => {
      const person = await organizer(context, 'hide-content');
      return changeHidden(context, person, type, id, reason);
    },
  ),

  show: formAction(
    z.object({ type: choiceField(hideableTypes), id: idField() }),
    async ({ type, id }, context) => {
      const person = await organizer(context, 'unhide-content');
      return changeHidden(context, person, type, id, null);
    },
  ),

  settle: formAction(
    z.object({ id: idField(), outcome: requiredText(settlementMax) }),
    async (input, context) => {
      const person = await organizer(context, 'settle-flag');
      const { db, now } = context.locals.app;
      const settled = await settleConcern(db, person.id, input.id, input.outcome, now());
      if (!settled) throw refuse('CONFLICT', 'organize.settledAlready');
      return { done: 'settledDone' as const };
    },
  ),

  grant: formAction(z.object({ email: emailField() }), async ({ email }, context) => {
    const person = await organizer(context, 'grant-role');
    const outcome = await grantOrganizer(context.locals.app.db, person.id, email);
    if (outcome === 'unknown-person') throw refuse('NOT_FOUND', 'organize.unknownPerson', { field: 'email' });
    return { done: 'granted' as const };
  }),

  revoke: formAction(
    z.object({ id: idField(), reason: requiredText(settlementMax) }),
    async ({ id, reason }, context) => {
      const person = await organizer(context, 'revoke-role');
      const outcome = await revokeOrganizer(context.locals.app.db, person.id, id, reason);
      if (outcome === 'last-organizer') throw refuse('CONFLICT', 'organize.lastOrganizer');
      if (outcome === 'not-organizer') throw refuse('CONFLICT', 'organize.notOrganizerNow');
      return { done: 'revoked' as const };
    },
  ),

  /** Opens a group's list of members, with a reason that the audit log keeps and the conveners are told. */
  openMembers: formAction(
    z.object({ group: idField(), reason: requiredText(settlementMax) }),
    async ({ group, reason }, context) => {
      const person = await signedIn(context);
      const actor = { personId: person.id, organizer: person.isOrganizer };
      const opened = await openMemberList(context.locals.app, actor, group, reason);
      if (opened.ok) return { to: `/organize/members/${opened.value.slug}/` };
      if (opened.refusal === 'not-allowed') throw refuse('FORBIDDEN', 'forms.notAllowed');
      throw refuse('NOT_FOUND', 'organize.gone');
    },
  ),

  /** Anybody may raise a concern, signed in or not. */
  concern: formAction(
    z.object({ type: choiceField(hideableTypes), id: idField(), words: requiredText(concernMax) }),
    async ({ type, id, words }, context) => {
      const { db } = context.locals.app;
      await limit(context, 'concern', context.locals.clientAddress);
      if (!(await findSubject(db, type, id))) throw refuse('NOT_FOUND', 'organize.gone');
      const person = await context.locals.person();
      await raiseConcern(db, { subjectType: type, subjectId: id, words, raisedBy: person?.id ?? null });
      return { done: true };
    },
  ),
};

async function changeHidden(
  context: ActionAPIContext,
  person: SignedIn,
  type: (typeof hideableTypes)[number],
  id: string,
  reason: (typeof hidingReasons)[number] | null,
) {
  const { db, now, clearTags } = context.locals.app;
  const thing = await setHidden(db, person.id, type, id, reason, now());
  if (!thing) throw refuse('NOT_FOUND', 'organize.gone');
  await clearTags(db, [...thing.tags, ...tagsOfPlace(thing)]);
  return { done: reason === null ? ('shownDone' as const) : ('hiddenDone' as const) };
}

/** The tags of pages that show the group or report concerned. */
function tagsOfPlace({ groupId, neighborhoodId, focusId, reportId }: HiddenThing): string[] {
  if (groupId === null || neighborhoodId === null) return [];
  return [
    ...groupTags({ id: groupId, neighborhoodId, focusId }),
    ...tagsOf({ reportId: reportId ?? '', groupIds: [groupId], focusId, neighborhoodId }),
  ];
}
