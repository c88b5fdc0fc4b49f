import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { divisionChoices, divisions, groups, memberships, people } from '#db/schema/index.ts';
import type { Side, SidedMember } from './growth.ts';

export type Division = typeof divisions.$inferSelect;

/** The proposal that stands in a group; null without one. */
export async function findDivision(tx: Queryable, groupId: string): Promise<Division | null> {
  const [row] = await tx
    .select()
    .from(divisions)
    .where(and(eq(divisions.groupId, groupId), isNull(divisions.doneAt), isNull(divisions.cancelledAt)));
  return row ?? null;
}

/** The group that this one divided into last; null where it never did. */
export async function findNewHalf(
  tx: Queryable,
  groupId: string,
): Promise<{ slug: string; name: string; lang: string } | null> {
  const [row] = await tx
    .select({ slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(divisions)
    .innerJoin(groups, eq(groups.id, divisions.newGroupId))
    .where(eq(divisions.groupId, groupId))
    .orderBy(desc(divisions.doneAt))
    .limit(1);
  return row ?? null;
}

/** The members of a group in a division, longest-standing first. */
export async function listSides(
  tx: Queryable,
  groupId: string,
  divisionId: string | null,
): Promise<SidedMember[]> {
  const rows = await tx
    .select({
      membershipId: memberships.id,
      personId: memberships.personId,
      name: people.name,
      email: people.email,
      role: memberships.role,
      side: divisionChoices.side,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(
      divisionChoices,
      and(
        eq(divisionChoices.personId, memberships.personId),
        divisionId === null ? isNull(divisionChoices.divisionId) : eq(divisionChoices.divisionId, divisionId),
      ),
    )
    .where(and(eq(memberships.groupId, groupId), eq(memberships.state, 'active')))
    .orderBy(asc(memberships.activeSince), asc(memberships.id));
  return rows.map(({ email, side, ...row }) => ({
    ...row,
    hasEmail: email !== null,
    side: side as Side | null,
  }));
}
