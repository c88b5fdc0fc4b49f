import { and, asc, count, eq, gt, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import { groupBy } from '#lib/group-by.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { asChosenMeasure, type ChosenMeasure } from './ledger-context.server.ts';
import type { GroupName } from './report-view.ts';
import type { TrajectoryReport } from './series.ts';
import { type TrajectoryTally, trajectoryTally } from './totals.ts';
import { trajectory, type TrajectoryState } from './trajectory.ts';
import { trajectoryReportsOf } from './trajectory.server.ts';

/** A group, and where it stood. */
export interface StoodThen {
  readonly group: GroupName;
  readonly state: TrajectoryState;
}

/** Where a day is long past, every report until then is read: a larger town is told as of today. */
const groupsMost = 400;
const groupsAtOnce = 100;

/**
 * Where each open, public group stood at the end of `day`, told by the one rule from its reports on periods that had
 * ended by then, by the first of its measures; groups without one are left out. By name.
 * @returns null in a town of more than 400 such groups
 */
export async function statesThen(db: Queryable, day: CalendarDay): Promise<StoodThen[] | null> {
  const [many] = await db.select({ groups: count() }).from(groups).where(isListedGroup);
  if ((many?.groups ?? 0) > groupsMost) return null;
  const rows = await db
    .selectDistinctOn([groups.slug], {
      group: { id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang },
      chosen: groupMeasures,
      entry: measures,
    })
    .from(groupMeasures)
    .innerJoin(groups, and(eq(groups.id, groupMeasures.groupId), isListedGroup))
    .innerJoin(measures, and(eq(measures.id, groupMeasures.measureId), eq(measures.sensitive, false)))
    .where(and(isNull(groupMeasures.endedAt), gt(groups.reportCount, 0)))
    .orderBy(asc(groups.slug), groupMeasures.position, groupMeasures.measureId);
  const stood: StoodThen[] = [];
  for (const some of groupBy(rows.entries(), ([index]) => Math.floor(index / groupsAtOnce)).values()) {
    const chosen = some.map(([, row]) => ({ group: row.group, measure: asChosenMeasure(row) }));
    const told = await trajectoryReportsOf(
      db,
      chosen.map(({ measure }) => measure),
    );
    for (const { group, measure } of chosen) {
      const state = stateOf(measure, told.get(group.id) ?? [], day);
      if (state) stood.push({ group, state });
    }
  }
  return stood;
}

/** How many of them stood in each state. */
export function tallyThen(stood: readonly StoodThen[]): TrajectoryTally {
  const counts = groupBy(stood, ({ state }) => state);
  return trajectoryTally(new Map([...counts].map(([state, groups]) => [state, groups.length])));
}

/** By the way of counting that was in use then; null where nothing had been reported. */
function stateOf(
  measure: ChosenMeasure,
  reports: readonly TrajectoryReport[],
  day: CalendarDay,
): TrajectoryState | null {
  const until = reports.filter(({ periodEnd }) => periodEnd <= day);
  const newest = until.at(-1);
  return newest ? trajectory({ ...measure, definition: newest.definition }, until).state : null;
}
