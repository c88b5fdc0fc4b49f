import { and, eq, inArray } from 'drizzle-orm';
import { groups, memberships, people } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import { nextPlace, openPlaces } from '#features/groups/groups.ts';
import type { Act, Actor, GroupRole } from '#features/organize/permissions.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { letter, type MemberServices, writeTo, writeToConveners } from './mails.server.ts';
import {
  hourMs,
  liveStates,
  type MembershipRefusal,
  type MembershipState,
  requestReminderHours,
} from './membership.ts';
import {
  clearGroup,
  countsNow,
  type Inside,
  type MembershipRow,
  nameOf,
  offerFreePlaces,
  placeInLine,
  step,
} from './places.server.ts';

type Result<Value> = Promise<Outcome<Value, MembershipRefusal>>;
type Standing = { membershipId: string; state: MembershipState };

/**
 * Asks to join, or joins where that is open; with no place free, the end of the line. Somebody who has asked, waits or
 * belongs already keeps that: asking twice changes nothing.
 */
export function joinGroup(
  services: MemberServices,
  actor: Actor,
  groupId: string,
  note: string | null,
): Result<Standing> {
  return within(services, groupId, actor, async (inside) => {
    const { tx, group, now } = inside;
    const before = await findLive(inside, actor.personId);
    if (before) return done({ membershipId: before.id, state: before.state as MembershipState });
    if (group.closedAt || group.hiddenAt) return refused('group-closed');
    if (group.kind === 'interest') return refused('no-membership-here');
    if (!inside.may('request-membership', actor.personId)) return refused('not-allowed');
    const state = group.joining === 'open' ? nextPlace(group) : 'requested';
    const dates = {
      createdAt: now,
      changedAt: now,
      activeSince: state === 'active' ? now : null,
      waitlistedAt: state === 'waitlisted' ? now : null,
    };
    const [made] = await tx
      .insert(memberships)
      .values({
        groupId,
        personId: actor.personId,
        state,
        note: state === 'requested' ? note : null,
        ...dates,
      })
      .returning();
    if (!made) throw new Error('the membership was not kept');
    await tellOf(inside, made, note);
    await clearGroup(inside);
    return done({ membershipId: made.id, state });
  });
}

/** Writes to whoever needs to know of a new membership. */
async function tellOf(inside: Inside, made: MembershipRow, note: string | null): Promise<void> {
  const { tx, services, group, now } = inside;
  if (made.state === 'active') return tellAccepted(inside, made);
  if (made.state === 'waitlisted') return tellWaitlisted(inside, made);
  const name = (await nameOf(inside, made.personId)) || '?';
  const extra = ({ t }: { t: (key: 'mail.request-received.note', values: { note: string }) => string }) =>
    note ? [t('mail.request-received.note', { note })] : [];
  const path = `/groups/${group.slug}/members/`;
  await writeToConveners(
    services,
    tx,
    group.id,
    letter('request-received', made.id, group, { name }, { path, extra, after: true }),
  );
  const startAfter = new Date(now.getTime() + requestReminderHours * hourMs);
  await services.enqueue(
    tx,
    'request-waiting',
    { membershipId: made.id },
    { startAfter, singletonKey: `request-waiting:${made.id}` },
  );
}

function tellAccepted({ tx, services, group }: Inside, { id, personId }: MembershipRow): Promise<void> {
  return writeTo(
    services,
    tx,
    personId,
    letter('accepted', id, group, {}, { path: `/groups/${group.slug}/members/` }),
  );
}

async function tellWaitlisted(inside: Inside, { id, personId }: MembershipRow): Promise<void> {
  const { tx, services, group } = inside;
  const place = await placeInLine(inside, id);
  await writeTo(
    services,
    tx,
    personId,
    letter('waitlisted', id, group, { place }, { path: `/groups/${group.slug}/join/` }),
  );
}

/** Accepts a request: a place if one is free and nobody waits, else the end of the line. Again: nothing changes. */
export function acceptRequest(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
): Result<Standing> {
  return onMembership(services, actor, membershipId, 'accept-request', async (inside, membership) => {
    if (membership.state === 'active' || membership.state === 'waitlisted' || membership.state === 'offered')
      return done({ membershipId, state: membership.state });
    if (membership.state !== 'requested') return refused('no-such-membership');
    const state = nextPlace(await countsNow(inside));
    const { now } = inside;
    await step(inside, membership, state, state === 'active' ? { activeSince: now } : { waitlistedAt: now });
    await (state === 'active' ? tellAccepted(inside, membership) : tellWaitlisted(inside, membership));
    return done({ membershipId, state });
  });
}

/** Declines a request with a kind word. Again: nothing changes. */
export function declineRequest(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
  answer: string | null,
): Result<Standing> {
  return onMembership(services, actor, membershipId, 'decline-request', async (inside, membership) => {
    if (membership.state === 'declined') return done({ membershipId, state: 'declined' });
    if (membership.state !== 'requested') return refused('no-such-membership');
    const { tx, group } = inside;
    await step(inside, membership, 'declined', { answer });
    const extra = ({ t }: { t: (key: 'mail.declined.word', values: { answer: string }) => string }) =>
      answer ? [t('mail.declined.word', { answer })] : [];
    await writeTo(
      inside.services,
      tx,
      membership.personId,
      letter('declined', membershipId, group, {}, { path: '/groups/', extra }),
    );
    return done({ membershipId, state: 'declined' });
  });
}

/** Takes back a request, leaves the line or says no to an offer, whichever it is. */
export function withdraw(services: MemberServices, actor: Actor, membershipId: string): Result<Standing> {
  return onMembership(services, actor, membershipId, 'withdraw-request', async (inside, membership) => {
    if (membership.state === 'withdrawn') return done({ membershipId, state: 'withdrawn' });
    if (!['requested', 'waitlisted', 'offered'].includes(membership.state))
      return refused('no-such-membership');
    await step(inside, membership, 'withdrawn');
    await offerFreePlaces(inside);
    return done({ membershipId, state: 'withdrawn' });
  });
}

/** Takes an offered place, as its owner (`answer-offer`) or a convener who heard a yes by phone (`note-offer-yes`). */
export function takeOffer(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
  act: 'answer-offer' | 'note-offer-yes',
): Result<Standing> {
  return onMembership(services, actor, membershipId, act, async (inside, membership) => {
    if (membership.state === 'active') return done({ membershipId, state: 'active' });
    const over = membership.offerExpiresAt === null || membership.offerExpiresAt <= inside.now;
    if (membership.state !== 'offered' || over) return refused('offer-over');
    await step(inside, membership, 'active', { activeSince: inside.now, offerExpiresAt: null });
    await tellAccepted(inside, membership);
    return done({ membershipId, state: 'active' });
  });
}

/** Leaves a group quietly. The last convener of a group that goes on hands over first. */
export function leaveGroup(services: MemberServices, actor: Actor, membershipId: string): Result<Standing> {
  return onMembership(services, actor, membershipId, 'leave-group', async (inside, membership) => {
    if (membership.state === 'left') return done({ membershipId, state: 'left' });
    if (membership.state !== 'active') return refused('no-such-membership');
    if (await isLastConvener(inside, membership)) return refused('hand-over-first');
    await step(inside, membership, 'left', { role: 'member' });
    await offerFreePlaces(inside);
    return done({ membershipId, state: 'left' });
  });
}

async function isLastConvener({ tx, group }: Inside, { id, role }: MembershipRow): Promise<boolean> {
  if (role !== 'convener' || group.closedAt) return false;
  const active = await tx
    .select({ id: memberships.id, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.groupId, group.id), eq(memberships.state, 'active')));
  const others = active.filter((each) => each.id !== id);
  return others.length > 0 && !others.some((each) => each.role === 'convener');
}

/** Takes somebody out of the group; conveners are not removed but hand over. */
export function removeMember(services: MemberServices, actor: Actor, membershipId: string): Result<Standing> {
  return onMembership(services, actor, membershipId, 'remove-member', async (inside, membership) => {
    if (membership.state === 'removed') return done({ membershipId, state: 'removed' });
    if (membership.state !== 'active') return refused('no-such-membership');
    if (membership.role === 'convener') return refused('not-allowed');
    await step(inside, membership, 'removed', { role: 'member' });
    await offerFreePlaces(inside);
    return done({ membershipId, state: 'removed' });
  });
}

/** Gives a member another role. Making a second convener is how the last one hands over. */
export function setRole(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
  role: GroupRole,
): Result<Standing> {
  const act: Act = role === 'convener' ? 'hand-over' : 'make-moderator';
  return onMembership(services, actor, membershipId, act, async (inside, membership) => {
    if (membership.state !== 'active') return refused('no-such-membership');
    if (role !== 'convener' && (await isLastConvener(inside, membership))) return refused('hand-over-first');
    await inside.tx.update(memberships).set({ role }).where(eq(memberships.id, membershipId));
    return done({ membershipId, state: 'active' });
  });
}

/** Adds somebody who has no email address, by name, with the consent they gave noted. */
export function addMember(
  services: MemberServices,
  actor: Actor,
  groupId: string,
  member: { name: string; consent: string; lang: string },
): Result<Standing> {
  return within(services, groupId, actor, async (inside) => {
    if (!inside.may('add-member-without-email')) return refused('not-allowed');
    const { tx, group, now } = inside;
    if (openPlaces(group) === 0) return refused('group-full');
    const [person] = await tx
      .insert(people)
      .values({ name: member.name, lang: member.lang, createdAt: now })
      .returning();
    if (!person) throw new Error('the person was not kept');
    const by = { addedBy: actor.personId, consentNote: member.consent };
    const [made] = await tx
      .insert(memberships)
      .values({
        groupId,
        personId: person.id,
        state: 'active',
        createdAt: now,
        changedAt: now,
        activeSince: now,
        ...by,
      })
      .returning();
    await clearGroup(inside);
    return done({ membershipId: made?.id ?? '', state: 'active' });
  });
}

function within<Value>(
  services: MemberServices,
  groupId: string,
  actor: Actor | null,
  work: (inside: Inside) => Result<Value>,
): Result<Value> {
  return inGroup<Value, MembershipRefusal>(services, groupId, actor, (inside) =>
    work({ ...inside, services }),
  );
}

/** Runs `work` on one membership inside its group's lock, if the actor may do `act` to it, and clears the group's pages. */
async function onMembership<Value>(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
  act: Act,
  work: (inside: Inside, membership: MembershipRow) => Result<Value>,
): Result<Value> {
  const [found] = await services.db
    .select({ groupId: memberships.groupId })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(eq(memberships.id, membershipId));
  if (!found) return refused('no-such-membership');
  return within(services, found.groupId, actor, async (inside) => {
    const [membership] = await inside.tx.select().from(memberships).where(eq(memberships.id, membershipId));
    if (!membership) return refused('no-such-membership');
    if (!inside.may(act, membership.personId)) return refused('not-allowed');
    const outcome = await work(inside, membership);
    if (outcome.ok) await clearGroup(inside);
    return outcome;
  });
}

async function findLive({ tx, group }: Inside, personId: string): Promise<MembershipRow | undefined> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, group.id),
        eq(memberships.personId, personId),
        inArray(memberships.state, [...liveStates]),
      ),
    );
  return row;
}
