import { and, eq } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groups, memberships } from '#db/schema/index.ts';
import { may, type Act, type Actor, type GroupRole } from '#features/organize/permissions.ts';
import { refused, type Outcome, type Refused } from '#lib/outcome.ts';
import type { Services } from '#server/services.ts';

/** What commands on groups work with; `locals.app` is one. Inside a transaction `db` may be that transaction. */
export type GroupServices = Pick<Services, 'now' | 'clearTags' | 'enqueue'> & {
  readonly db: Queryable;
  readonly town: { readonly timeZone: string };
};

export type GroupRow = typeof groups.$inferSelect;

/** A group whose row is locked until the transaction ends: commands on one group take turns. */
export interface InGroup {
  readonly tx: Transaction;
  readonly services: GroupServices;
  readonly group: GroupRow;
  /** The actor's role from an active membership. */
  readonly role: GroupRole | null;
  readonly now: Date;
  /** Whether the actor may do `act` here; `personId` is whose own thing it is. */
  may(act: Act, personId?: string): boolean;
}

type GroupRefusal = 'no-such-group' | 'not-allowed';

/**
 * Runs `work` in a transaction that holds the group's row, so that counts and roles stay true until it commits.
 * @param actor who acts; null when nobody is signed in, or a job does
 */
export async function inGroup<Value, Refusal extends string>(
  services: GroupServices,
  groupId: string,
  actor: Actor | null,
  work: (inside: InGroup) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | 'no-such-group'>> {
  return services.db.transaction(async (tx) => {
    const [group] = await tx.select().from(groups).where(eq(groups.id, groupId)).for('update');
    if (!group) return refused('no-such-group');
    const role = actor ? await findRole(tx, groupId, actor.personId) : null;
    return work({
      tx,
      services,
      group,
      role,
      now: services.now(),
      may: (act, personId) => may(actor, act, { groupRole: role, personId }),
    });
  });
}

/** The same for an act that the permission matrix allows the actor, or not. */
export async function asMember<Value, Refusal extends string>(
  services: GroupServices,
  groupId: string,
  actor: Actor,
  act: Act,
  work: (inside: InGroup) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | GroupRefusal>> {
  return inGroup<Value, Refusal | GroupRefusal>(services, groupId, actor, (inside) =>
    inside.may(act) ? work(inside) : Promise.resolve<Refused<GroupRefusal>>(refused('not-allowed')),
  );
}

/** A person's role in a group from an active membership; null without one. */
export async function findRole(db: Queryable, groupId: string, personId: string): Promise<GroupRole | null> {
  const [row] = await db
    .select({ role: memberships.role })
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, groupId),
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
      ),
    );
  return (row?.role as GroupRole | undefined) ?? null;
}
