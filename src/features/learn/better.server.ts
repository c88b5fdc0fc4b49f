import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import { asChosenMeasure, chosenMeasures } from '#features/impact/ledger-context.server.ts';
import { toMeasureView } from '#features/impact/measure-view.server.ts';
import { trajectory } from '#features/impact/trajectory.ts';
import { trajectoryReportsOf } from '#features/impact/trajectory.server.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { groupBy } from '#lib/group-by.ts';
import { type BetterByMeasure, type BetterGroup, ofMeasureShown, openedMost } from './learn.ts';

/** An order that says nothing about the groups, and is another one every day. */
export const orderOfDay = (day: CalendarDay) => sql`md5(${groups.id}::text || ${day})`;

/** Groups to name on these pages: public, open, and not staying out. */
export const isNamed = and(isListedGroup, eq(groups.staysOut, false));

/**
 * For each catalog measure that is not sensitive, groups that are clearly better than when they began: `ofMeasureShown`
 * of them, others every day, or all of one measure by name. Their first and latest figures are told by the same rule.
 * Depends on `learnTags`.
 */
export async function findBetter(
  db: Queryable,
  day: CalendarDay,
  only: string | null = null,
): Promise<BetterByMeasure[]> {
  const rows = await betterRows(db, day, only);
  const byMeasure = [...groupBy(rows, ({ measureId }) => measureId)];
  const catalog = new Map(
    (
      await db
        .select()
        .from(measures)
        .where(
          inArray(
            measures.id,
            byMeasure.map(([id]) => id),
          ),
        )
        .orderBy(asc(measures.focusId), asc(measures.id))
    ).map((row) => [row.id, row]),
  );
  const found = await Promise.all(
    byMeasure.map(async ([id, some]) => {
      const entry = catalog.get(id);
      if (!entry) return [];
      const figures = await windowsOf(
        db,
        id,
        some.map((row) => row.id),
      );
      const named = some.map((row): BetterGroup => ({ ...row, ...(figures.get(row.id) ?? noWindows) }));
      return [{ measure: toMeasureView(entry, 1), groups: named, total: some[0]?.total ?? 0 }];
    }),
  );
  const order = [...catalog.keys()];
  return found.flat().sort((a, b) => order.indexOf(a.measure.id) - order.indexOf(b.measure.id));
}

const noWindows = { first: null, latest: null };

function betterRows(db: Queryable, day: CalendarDay, only: string | null) {
  const ranked = db
    .select({
      measureId: groupMeasures.measureId,
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      neighborhoodId: groups.neighborhoodId,
      turn: sql<number>`row_number() over (partition by ${groupMeasures.measureId} order by ${only === null ? orderOfDay(day) : sql`${groups.name}, ${groups.id}`})`
        .mapWith(Number)
        .as('turn'),
      total: sql<number>`count(*) over (partition by ${groupMeasures.measureId})`.mapWith(Number).as('total'),
    })
    .from(groupMeasures)
    .innerJoin(groups, eq(groups.id, groupMeasures.groupId))
    .innerJoin(measures, eq(measures.id, groupMeasures.measureId))
    .where(
      and(
        eq(groupMeasures.trajectory, 'clearly-better'),
        isNull(groupMeasures.endedAt),
        eq(measures.sensitive, false),
        isNull(measures.groupId),
        only === null ? undefined : eq(measures.id, only),
        isNamed,
      ),
    )
    .as('ranked');
  const most = only === null ? ofMeasureShown : openedMost;
  return db
    .select()
    .from(ranked)
    .where(sql`${ranked.turn} <= ${most}`)
    .orderBy(asc(ranked.measureId), asc(ranked.turn));
}

/** The first and latest windows of these groups' reports by one measure. Two queries. */
async function windowsOf(db: Queryable, measureId: string, groupIds: readonly string[]) {
  const chosen = (
    await chosenMeasures(db).where(
      and(eq(groupMeasures.measureId, measureId), inArray(groupMeasures.groupId, [...groupIds])),
    )
  ).map(asChosenMeasure);
  const reports = await trajectoryReportsOf(db, chosen);
  return new Map(
    chosen.map((measure) => {
      const told = trajectory(measure, reports.get(measure.groupId) ?? []);
      return [
        measure.groupId,
        told.state === 'too-early' ? noWindows : { first: told.first, latest: told.latest },
      ];
    }),
  );
}
