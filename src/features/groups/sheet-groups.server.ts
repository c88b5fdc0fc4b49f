import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import type { GroupFilters } from './filters.ts';
import { listGroups, matching, type Reading } from './list.server.ts';
import { placesLeft } from './public-groups.server.ts';
import type { SheetGroups } from './summary.ts';

/** How many groups a sheet shows one by one; of more it shows a crowd for each neighborhood. */
export const sheetGroupsMost = 150;

/** What a sheet shows of the groups that match: each of them, or crowds. One query, or two. */
export async function groupsForSheet(
  db: Queryable,
  filters: Partial<GroupFilters>,
  reading: Reading,
): Promise<SheetGroups> {
  const found = await listGroups(db, filters, reading, { limit: sheetGroupsMost + 1 });
  if (found.length <= sheetGroupsMost) return { groups: found, crowds: [] };
  const crowds = await db
    .select({
      neighborhoodId: groups.neighborhoodId,
      groups: sql<number>`count(*)`.mapWith(Number),
      withPlaces: sql<number>`count(*) filter (where ${placesLeft} > 0)`.mapWith(Number),
    })
    .from(groups)
    .where(and(matching(filters), eq(groups.kind, 'impact')))
    .groupBy(groups.neighborhoodId);
  return { groups: [], crowds };
}
