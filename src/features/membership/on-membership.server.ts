import { and, eq, inArray } from 'drizzle-orm';
import { groups, memberships } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import type { Act, Actor } from '#features/organize/permissions.ts';
import { type Outcome, refused } from '#lib/outcome.ts';
import type { MemberServices } from './mails.server.ts';
import { liveStates, type MembershipRefusal, type MembershipState } from './membership.ts';
import { clearGroup, type Inside, type MembershipRow } from './places.server.ts';

export type Result<Value> = Promise<Outcome<Value, MembershipRefusal>>;

/** A membership after an act, and the state it is in now. */
export interface Standing {
  membershipId: string;
  state: MembershipState;
}

/** Runs `work` inside a group's lock. */
export function within<Value>(
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
export async function onMembership<Value>(
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

/** A person's live membership in the group. */
export async function findLive({ tx, group }: Inside, personId: string): Promise<MembershipRow | undefined> {
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
