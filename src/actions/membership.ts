import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { personNameMaxLength, type SignedIn } from '#features/account/account.ts';
import { cutDoorKey, findOrMakePerson } from '#features/account/sign-in.server.ts';
import {
  answerMax,
  consentMax,
  type MembershipRefusal,
  noteMax,
  refusalStatus,
} from '#features/membership/membership.ts';
import { addMember, leaveGroup, removeMember, setRole } from '#features/membership/members.server.ts';
import {
  acceptRequest,
  declineRequest,
  joinGroup,
  takeOffer,
  withdraw,
} from '#features/membership/membership.server.ts';
import { answerVisit, arrangeVisit, cancelVisit } from '#features/membership/visits.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { choiceField, dayField, emailField, idField, optionalText, requiredText } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { takeUpName } from './own-name.ts';
import { limit, rememberBrowser, sendSignIn } from './sign-in.ts';
import { formAction, refuse, signedIn } from './form-action.ts';

const actorOf = (person: SignedIn): Actor => ({ personId: person.id, organizer: person.isOrganizer });

/** The value of a command that went through. @throws the refusal, with its status and text */
function valueOf<Value>(outcome: Outcome<Value, MembershipRefusal>): Value {
  if (!outcome.ok) throw refuse(refusalStatus[outcome.refusal], `membership.refusals.${outcome.refusal}`);
  return outcome.value;
}

type OnMembership = (
  app: ActionAPIContext['locals']['app'],
  actor: Actor,
  id: string,
) => Promise<Outcome<unknown, MembershipRefusal>>;

/** A one-tap act on a membership. */
const tap = <const Done extends string>(act: OnMembership, done: Done) =>
  formAction(z.object({ membership: idField() }), async ({ membership: id }, context) => {
    const person = await signedIn(context);
    valueOf(await act(context.locals.app, actorOf(person), id));
    return { done };
  });

/** A row's id that may be left out (then null). */
const optionalId = () => optionalText(36).pipe(z.uuid('forms.stale').nullable());

export const membership = {
  /** Coming once takes no account: the mail goes out at once, with a key to the portal. */
  comeOnce: formAction(
    z.object({
      group: idField(),
      date: dayField(),
      name: requiredText(personNameMaxLength, 'account.nameMissing'),
      email: emailField(),
      approach: optionalId(),
    }),
    async ({ group, date, name, email, approach }, context) => {
      const { app, lang, clientAddress } = context.locals;
      await limit(context, 'joining', clientAddress);
      await limit(context, 'sign-in-address', email);
      const browser = rememberBrowser(context);
      const personId = await findOrMakePerson(app.db, email, name, lang);
      const ask = { email, name, lang, browser, intent: { act: 'return' as const, path: '/me/' } };
      const wanted = { groupId: group, personId, date, approachId: approach };
      const visit = valueOf(await arrangeVisit(app, wanted, (tx) => cutDoorKey(app, tx, ask)));
      return { state: visit.state, date };
    },
  ),

  /** The same for somebody signed in. */
  comeOnceSignedIn: formAction(
    z.object({
      group: idField(),
      date: dayField(),
      name: optionalText(personNameMaxLength),
      approach: optionalId(),
      fromGroup: optionalId(),
    }),
    async ({ group, date, name, approach, fromGroup }, context) => {
      const person = await signedIn(context);
      await takeUpName(context, person, name, 'name');
      const purpose = { approachId: approach, fromGroupId: fromGroup };
      const wanted = { groupId: group, personId: person.id, date, ...purpose };
      const visit = valueOf(await arrangeVisit(context.locals.app, wanted, null));
      return { state: visit.state, date };
    },
  ),

  cancelVisit: formAction(z.object({ visit: idField() }), async ({ visit }, context) => {
    const person = await signedIn(context);
    valueOf(await cancelVisit(context.locals.app, actorOf(person), visit));
    return { done: 'cancelled' as const };
  }),

  answerVisit: formAction(
    z.object({ visit: idField(), answer: choiceField(['yes', 'no']) }),
    async ({ visit, answer }, context) => {
      const person = await signedIn(context);
      valueOf(await answerVisit(context.locals.app, actorOf(person), visit, answer === 'yes'));
      return { done: 'visit' as const };
    },
  ),

  join: formAction(
    z.object({ group: idField(), note: optionalText(noteMax), name: optionalText(personNameMaxLength) }),
    async ({ group, note, name }, context) => {
      const person = await signedIn(context);
      await takeUpName(context, person, name, 'name');
      await limit(context, 'joining', person.id);
      const { state } = valueOf(await joinGroup(context.locals.app, actorOf(person), group, note));
      return { done: state };
    },
  ),

  /** Joining without being signed in: the request travels with the mailed link and completes when that is used. */
  joinByMail: formAction(
    z.object({
      group: idField(),
      note: optionalText(noteMax),
      email: emailField(),
      name: requiredText(personNameMaxLength, 'account.nameMissing'),
    }),
    async ({ group, note, email, name }, context) => {
      await sendSignIn(context, { email, name, intent: { act: 'join', groupId: group, note } });
      return { to: '/sign-in/code/' };
    },
  ),

  accept: tap(acceptRequest, 'accepted'),
  decline: formAction(
    z.object({ membership: idField(), answer: optionalText(answerMax) }),
    async (input, context) => {
      const person = await signedIn(context);
      valueOf(await declineRequest(context.locals.app, actorOf(person), input.membership, input.answer));
      return { done: input.answer ? ('declined' as const) : ('declined-plain' as const) };
    },
  ),
  withdraw: tap(withdraw, 'withdrawn'),
  takeOffer: tap((app, actor, id) => takeOffer(app, actor, id, 'answer-offer'), 'active'),
  noteYes: tap((app, actor, id) => takeOffer(app, actor, id, 'note-offer-yes'), 'accepted'),
  leave: tap(leaveGroup, 'left'),
  remove: tap(removeMember, 'removed'),

  role: formAction(
    z.object({ membership: idField(), role: choiceField(['member', 'moderator', 'convener']) }),
    async (input, context) => {
      const person = await signedIn(context);
      valueOf(await setRole(context.locals.app, actorOf(person), input.membership, input.role));
      return { done: 'role' as const };
    },
  ),

  add: formAction(
    z.object({
      group: idField(),
      name: requiredText(personNameMaxLength, 'membership.addNameMissing'),
      consent: requiredText(consentMax, 'membership.consentMissing'),
    }),
    async ({ group, name, consent }, context) => {
      const person = await signedIn(context);
      const { app, lang } = context.locals;
      valueOf(await addMember(app, actorOf(person), group, { name, consent, lang }));
      return { done: 'added' as const };
    },
  ),
};
