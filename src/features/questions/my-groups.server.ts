import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, memberships } from '#db/schema/index.ts';

/** The groups for which somebody may ask and answer: those they are an active member of and that are not closed. */
export function findMyVoices(db: Queryable, personId: string) {
  return db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, focusId: groups.focusId })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
      ),
    )
    .orderBy(groups.name);
}
