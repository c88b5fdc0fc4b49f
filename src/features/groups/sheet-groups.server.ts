import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import type { GroupFilters } from './filters.ts';
import { hasPlaces, listGroups, matching, type Reading } from './list.server.ts';
import type { SheetGroups } from './summary.ts';

/** How many groups a sheet shows one by one; of more it shows a crowd for each neighborhood. */
export const sheetGroupsMost = 150;

/** What a sheet shows of the groups that match: each of them, or crowds. Two queries, or one. */
export async function groupsForSheet(
  db: Queryable,
  filters: Partial<GroupFilters>,
  reading: Reading,
): Promise<SheetGroups> {
  const isImpact = sql`${groups.kind} = 'impact'`;
  const count = (which: SQL) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const counted = await db
    .select({
      neighborhoodId: groups.neighborhoodId,
      all: count(sql`true`),
      groups: count(isImpact),
      withPlaces: count(hasPlaces(reading)),
    })
    .from(groups)
    .where(matching(filters, reading))
    .groupBy(groups.neighborhoodId);
  // Counting is much quicker than putting thousands in order.
  if (counted.reduce((sum, { all }) => sum + all, 0) <= sheetGroupsMost)
    return { groups: await listGroups(db, filters, reading, { limit: sheetGroupsMost }), crowds: [] };
  const crowds = counted.filter((each) => each.groups > 0).map(({ all: _all, ...crowd }) => crowd);
  return { groups: [], crowds };
}
