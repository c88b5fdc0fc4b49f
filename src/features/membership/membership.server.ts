import { and, eq } from 'drizzle-orm';
import { memberships } from '#db/schema/index.ts';
import { isPublicGroup, nextPlace } from '#features/groups/groups.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, refused } from '#lib/outcome.ts';
import { letter, type MemberServices, writeTo } from './mails.server.ts';
import type { MembershipState } from './membership.ts';
import { findLive, onMembership, type Result, type Standing, within } from './on-membership.server.ts';
import { clearGroup, countsNow, endOfLine, type Inside, offerFreePlaces, step } from './places.server.ts';
import { tellAccepted, tellOf, tellWaitlisted } from './tell-membership.server.ts';

/**
 * Asks to join, or joins where that is open; with no place free, the end of the line. Somebody who has asked, waits or
 * belongs already keeps that: asking twice changes nothing. Somebody who was removed asks, even where joining is open.
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
    if (group.closedAt || !isPublicGroup(group)) return refused('group-closed');
    if (group.kind === 'interest') return refused('no-membership-here');
    if (!inside.may('request-membership', actor.personId)) return refused('not-allowed');
    const asks = group.joining === 'request' || (await wasRemoved(inside, actor.personId));
    const state = asks ? 'requested' : nextPlace(group);
    const dates = {
      createdAt: now,
      changedAt: now,
      activeSince: state === 'active' ? now : null,
      waitlistedAt: state === 'waitlisted' ? await endOfLine(inside) : null,
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

async function wasRemoved({ tx, group }: Inside, personId: string): Promise<boolean> {
  const removed = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, group.id),
        eq(memberships.personId, personId),
        eq(memberships.state, 'removed'),
      ),
    )
    .limit(1);
  return removed.length > 0;
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
    if (inside.group.closedAt) return refused('group-closed');
    const state = nextPlace(await countsNow(inside));
    const dates =
      state === 'active' ? { activeSince: inside.now } : { waitlistedAt: await endOfLine(inside) };
    await step(inside, membership, state, dates);
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
