import { and, eq, isNull, ne } from 'drizzle-orm';
import { approaches, groups, memberships, visits } from '#db/schema/index.ts';
import type { Queryable } from '#db/client.ts';
import type { Inside } from './places.server.ts';

type VisitRow = typeof visits.$inferSelect;

/** What a visitor comes to see, and the group they come from: once they came, it counts as help given. */
export interface Purpose {
  readonly approachId: string | null;
  readonly fromGroupId: string | null;
}

/** The purpose as far as it holds: an approach of this group that stands, a group the visitor is an active member of. */
export async function findPurpose(
  { tx, group }: Inside,
  wanted: {
    readonly personId: string;
    readonly approachId?: string | null | undefined;
    readonly fromGroupId?: string | null | undefined;
  },
): Promise<Purpose> {
  const { personId, approachId, fromGroupId } = wanted;
  const [approach] = approachId
    ? await tx
        .select({ id: approaches.id })
        .from(approaches)
        .where(
          and(eq(approaches.id, approachId), eq(approaches.groupId, group.id), isNull(approaches.hiddenAt)),
        )
    : [];
  const from = fromGroupId ? await findOtherGroups(tx, personId, group.id) : [];
  return {
    approachId: approach?.id ?? null,
    fromGroupId: from.find(({ id }) => id === fromGroupId)?.id ?? null,
  };
}

/** Says of a visit that was arranged before what it is for, where nothing was said yet. */
export async function withPurpose(
  { tx }: Inside,
  visit: VisitRow,
  { approachId, fromGroupId }: Purpose,
): Promise<VisitRow> {
  const purpose = {
    approachId: visit.approachId ?? approachId,
    fromGroupId: visit.fromGroupId ?? fromGroupId,
  };
  if (purpose.approachId === visit.approachId && purpose.fromGroupId === visit.fromGroupId) return visit;
  await tx.update(visits).set(purpose).where(eq(visits.id, visit.id));
  return { ...visit, ...purpose };
}

/** The groups from which somebody may visit another one: those they are an active member of. */
export function findOtherGroups(
  db: Queryable,
  personId: string,
  visited: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: groups.id, name: groups.name })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
        ne(groups.id, visited),
        isNull(groups.hiddenAt),
      ),
    )
    .orderBy(groups.name);
}
