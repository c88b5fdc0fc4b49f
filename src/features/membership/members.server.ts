import { and, eq, gte } from 'drizzle-orm';
import { memberships, people } from '#db/schema/index.ts';
import { openPlaces } from '#features/groups/groups.ts';
import type { Act, Actor, GroupRole } from '#features/organize/permissions.ts';
import { done, refused } from '#lib/outcome.ts';
import { letter, type MemberServices, writeTo } from './mails.server.ts';
import { addedAgainMs } from './membership.ts';
import { onMembership, type Result, type Standing, within } from './on-membership.server.ts';
import { clearGroup, type Inside, type MembershipRow, offerFreePlaces, step } from './places.server.ts';

/** Leaves a group quietly. The last convener of a group that goes on hands over first. Again: nothing changes. */
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

/** Whether others would be left without a convener. Somebody alone in a group may simply go. */
async function isLastConvener({ tx, group }: Inside, { id, role }: MembershipRow): Promise<boolean> {
  if (role !== 'convener' || group.closedAt) return false;
  const active = await tx
    .select({ id: memberships.id, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.groupId, group.id), eq(memberships.state, 'active')));
  const others = active.filter((each) => each.id !== id);
  return others.length > 0 && !others.some((each) => each.role === 'convener');
}

/**
 * Takes somebody out of the group; conveners are not removed but step down by themselves. Again: nothing changes.
 */
export function removeMember(services: MemberServices, actor: Actor, membershipId: string): Result<Standing> {
  return onMembership(services, actor, membershipId, 'remove-member', async (inside, membership) => {
    if (membership.state === 'removed') return done({ membershipId, state: 'removed' });
    if (membership.state !== 'active') return refused('no-such-membership');
    if (membership.role === 'convener') return refused('is-convener');
    await step(inside, membership, 'removed', { role: 'member' });
    await offerFreePlaces(inside);
    return done({ membershipId, state: 'removed' });
  });
}

/**
 * Gives a member another role. Making a second convener is how the last one hands over; conveners sign in, so it needs
 * an email address; they are told by mail. A convener steps down only by themselves, and not the last. Again: nothing changes.
 */
export function setRole(
  services: MemberServices,
  actor: Actor,
  membershipId: string,
  role: GroupRole,
): Result<Standing> {
  const act: Act = role === 'convener' ? 'hand-over' : 'make-moderator';
  return onMembership(services, actor, membershipId, act, async (inside, membership) => {
    if (membership.state !== 'active') return refused('no-such-membership');
    if (membership.role === role) return done({ membershipId, state: 'active' });
    if (role === 'convener' && !(await hasEmail(inside, membership))) return refused('needs-email');
    if (membership.role === 'convener') {
      if (membership.personId !== actor.personId) return refused('is-convener');
      if (await isLastConvener(inside, membership)) return refused('hand-over-first');
    }
    await inside.tx
      .update(memberships)
      .set({ role, changedAt: inside.now })
      .where(eq(memberships.id, membershipId));
    if (role === 'convener') await tellConvener(inside, membership);
    return done({ membershipId, state: 'active' });
  });
}

/** Tells somebody that they convene the group, and what that is; each time they are made one. */
async function tellConvener(inside: Inside, { id, personId }: MembershipRow): Promise<void> {
  const { tx, group, now, services } = inside;
  const path = `/groups/${group.slug}/members/`;
  const about = letter('made-convener', `${id}:${now.getTime()}`, group, {}, { path });
  await writeTo(services, tx, personId, about);
}

async function hasEmail({ tx }: Inside, { personId }: MembershipRow): Promise<boolean> {
  const [person] = await tx.select({ email: people.email }).from(people).where(eq(people.id, personId));
  return person?.email != null;
}

/**
 * Adds somebody who has no email address, by name, with the consent they gave noted. The same name and note once more
 * within minutes is the same form sent twice.
 */
export function addMember(
  services: MemberServices,
  actor: Actor,
  groupId: string,
  member: { name: string; consent: string; lang: string },
): Result<Standing> {
  return within(services, groupId, actor, async (inside) => {
    if (!inside.may('add-member-without-email')) return refused('not-allowed');
    const { tx, group, now } = inside;
    if (group.closedAt) return refused('group-closed');
    const before = await findAdded(inside, actor, member);
    if (before) return done({ membershipId: before, state: 'active' });
    if (openPlaces(group) === 0) return refused('group-full');
    const [person] = await tx
      .insert(people)
      .values({ name: member.name, lang: member.lang, createdAt: now })
      .returning();
    if (!person) throw new Error('the person was not kept');
    const by = { addedBy: actor.personId, consentNote: member.consent };
    const dates = { createdAt: now, changedAt: now, activeSince: now };
    const [made] = await tx
      .insert(memberships)
      .values({ groupId, personId: person.id, state: 'active', ...dates, ...by })
      .returning();
    await clearGroup(inside);
    return done({ membershipId: made?.id ?? '', state: 'active' });
  });
}

/** Whom this convener added a moment ago with just these words. */
async function findAdded(
  { tx, group, now }: Inside,
  actor: Actor,
  { name, consent }: { name: string; consent: string },
): Promise<string | null> {
  const [row] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.groupId, group.id),
        eq(memberships.state, 'active'),
        eq(memberships.addedBy, actor.personId),
        eq(memberships.consentNote, consent),
        eq(people.name, name),
        gte(memberships.createdAt, new Date(now.getTime() - addedAgainMs)),
      ),
    );
  return row?.id ?? null;
}
