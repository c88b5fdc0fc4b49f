import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, reportCounts } from '#db/schema/index.ts';
import { isListedGroup, isNotOfHidden } from '#features/groups/public-groups.server.ts';

/** Groups and reports of one part of the town. */
export interface PartCount {
  groups: number;
  reports: number;
}

/**
 * How many public groups are at work, and how many standing reports public groups posted, by neighborhood and by focus.
 * Reports on sensitive measures are left out, so that no difference gives them away. Two queries. Tag `impact`, `groups`.
 */
export async function countByPlace(
  db: Queryable,
): Promise<Record<'neighborhoods' | 'focuses', Map<string, PartCount>>> {
  const whole = sql<number>`count(*)`.mapWith(Number);
  const [atWork, posted] = await Promise.all([
    db
      .select({ neighborhoodId: groups.neighborhoodId, focusId: groups.focusId, total: whole })
      .from(groups)
      .where(and(isListedGroup, eq(groups.kind, 'impact')))
      .groupBy(groups.neighborhoodId, groups.focusId),
    db
      .select({
        neighborhoodId: reportCounts.neighborhoodId,
        focusId: sql<string | null>`nullif(${reportCounts.focusId}, '')`,
        total: sql<number>`sum(${reportCounts.reports})`.mapWith(Number),
      })
      .from(reportCounts)
      .where(
        and(
          isNotOfHidden(db, reportCounts.groupId),
          sql`${reportCounts.measureId} not in (select ${measures.id} from ${measures} where ${measures.sensitive})`,
        ),
      )
      .groupBy(reportCounts.neighborhoodId, reportCounts.focusId)
      .having(sql`sum(${reportCounts.reports}) > 0`),
  ]);
  const parts = { neighborhoods: new Map<string, PartCount>(), focuses: new Map<string, PartCount>() };
  const add = (map: Map<string, PartCount>, id: string | null, what: keyof PartCount, total: number) => {
    if (id === null) return;
    const part = map.get(id) ?? { groups: 0, reports: 0 };
    map.set(id, { ...part, [what]: part[what] + total });
  };
  for (const [what, rows] of [
    ['groups', atWork],
    ['reports', posted],
  ] as const) {
    for (const { neighborhoodId, focusId, total } of rows) {
      add(parts.neighborhoods, neighborhoodId, what, total);
      add(parts.focuses, focusId, what, total);
    }
  }
  return parts;
}
