import { and, eq, ne, notExists, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, approaches } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { distanceMeters } from '#features/neighborhoods/geometry.ts';
import type { ApproachSummary } from './approaches.ts';
import { findApproaches } from './list-approaches.server.ts';

/**
 * One approach of another group that this group has not taken up, from as near as there is one (nearest neighborhood
 * first, then the one with more reports behind it). It is on the same focus where there is one; otherwise one with
 * reports behind it, whatever it is about. Null when there is none.
 */
export async function suggestApproach(
  db: Queryable,
  town: Pick<Town, 'neighborhoods'>,
  group: { readonly id: string; readonly focusId: string | null; readonly neighborhoodId: string },
  lang: string,
): Promise<ApproachSummary | null> {
  const taken = db
    .select({ one: sql`1` })
    .from(adoptions)
    .where(and(eq(adoptions.approachId, approaches.id), eq(adoptions.groupId, group.id)));
  const others = and(ne(approaches.groupId, group.id), notExists(taken));
  const candidates = 50;
  const onFocus =
    group.focusId === null
      ? []
      : await findApproaches(db, lang, and(eq(approaches.focusId, group.focusId), others), candidates);
  const found =
    onFocus.length > 0
      ? onFocus
      : (await findApproaches(db, lang, others, candidates)).filter(({ evidence }) => evidence > 0);
  const here = town.neighborhoods.find(({ id }) => id === group.neighborhoodId);
  const away = ({ neighborhoodId }: ApproachSummary): number => {
    const there = town.neighborhoods.find(({ id }) => id === neighborhoodId);
    return here && there ? distanceMeters(here.label, there.label) : Number.MAX_VALUE;
  };
  return found.sort((a, b) => away(a) - away(b) || b.evidence - a.evidence)[0] ?? null;
}
