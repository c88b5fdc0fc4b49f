import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups, memberships } from '#db/schema/index.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import type { GroupRow } from '#features/groups/in-group.server.ts';
import type { GroupRole } from '#features/organize/permissions.ts';

/** A group with everything its members know of it, and what the reader is in it. */
export interface MemberGroup {
  readonly group: GroupRow & { readonly exactPlace: string | null };
  /** From an active membership; null without one. */
  readonly role: GroupRole | null;
}

/** A group by its slug; null when there is none, or none the reader may know of. What it keeps to itself is for roles that may read it. */
export async function findMemberGroup(
  db: Queryable,
  slug: string,
  personId: string,
): Promise<MemberGroup | null> {
  const [found] = await db
    .select({
      group: { ...getTableColumns(groups), exactPlace: groupPlaces.exactPlace },
      role: memberships.role,
    })
    .from(groups)
    .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
    .leftJoin(
      memberships,
      and(
        eq(memberships.groupId, groups.id),
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
      ),
    )
    .where(and(eq(groups.slug, slug), isNull(groups.hiddenAt)));
  if (!found || (found.role === null && !isPublicGroup(found.group))) return null;
  return { group: found.group, role: found.role as GroupRole | null };
}
