import { and, eq, lt, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import type { Reading } from './list.server.ts';
import { type Need, noGroups } from './needs.ts';
import { activeFrom } from './groups.ts';
import { isCalm, isListedGroup, placesLeft } from './public-groups.server.ts';

type When = Pick<Reading, 'now' | 'timeZone'>;

/** What there is and what is missing in each neighborhood that has a group, by its id. One query. */
export function needsByNeighborhood(db: Queryable, when: When): Promise<ReadonlyMap<string, Need>> {
  return needsBy(db, groups.neighborhoodId, when);
}

/** What there is and what is missing in each focus that has a group, by its id. One query. */
export function needsByFocus(db: Queryable, when: When): Promise<ReadonlyMap<string, Need>> {
  return needsBy(db, groups.focusId, when);
}

async function needsBy(
  db: Queryable,
  key: PgColumn,
  { now, timeZone }: When,
): Promise<ReadonlyMap<string, Need>> {
  const lively = sql`not ${isCalm(calendarDayIn(now, timeZone), timeZone)}`;
  const isImpact = eq(groups.kind, 'impact');
  const count = (which: SQL | undefined) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const rows = await db
    .select({
      key: sql<string>`${key}`,
      groups: count(isImpact),
      forming: count(and(isImpact, lively, lt(groups.activeCount, activeFrom))),
      withPlaces: count(and(isImpact, lively, sql`${placesLeft} > 0`)),
      communities: count(eq(groups.kind, 'interest')),
      waiting: sql<number>`sum(${groups.waitingCount})`.mapWith(Number),
    })
    .from(groups)
    .where(and(isListedGroup, sql`${key} is not null`))
    .groupBy(key);
  return new Map(rows.map(({ key: id, ...need }) => [id, { ...noGroups, ...need }]));
}
