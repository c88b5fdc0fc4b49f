import { and, count, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import type { GroupName } from './report-view.ts';
import type { TrajectoryState } from './trajectory.ts';

/** Where each open, public group stands, by the first of its measures that it still counts. */
function statesOfGroups(db: Queryable) {
  return db
    .selectDistinctOn([groupMeasures.groupId], {
      groupId: groupMeasures.groupId,
      state: sql<TrajectoryState>`coalesce(${groupMeasures.trajectory}, 'too-early')`.as('state'),
    })
    .from(groupMeasures)
    .innerJoin(groups, and(eq(groups.id, groupMeasures.groupId), isListedGroup))
    .innerJoin(measures, and(eq(measures.id, groupMeasures.measureId), eq(measures.sensitive, false)))
    .where(and(isNull(groupMeasures.endedAt), gt(groups.reportCount, 0)))
    .orderBy(groupMeasures.groupId, groupMeasures.position, groupMeasures.measureId)
    .as('states');
}

/** How many groups stand in each state of the trajectory. One query. */
export async function countTrajectoryStates(db: Queryable): Promise<Map<TrajectoryState, number>> {
  const states = statesOfGroups(db);
  const rows = await db.select({ state: states.state, groups: count() }).from(states).groupBy(states.state);
  return new Map(rows.map(({ state, groups: many }) => [state, many]));
}

/** How many groups one page of them names. */
export const groupsOfStatePerPage = 120;

/** The groups that stand in one state of the trajectory, by name: what the tally opens to, a page of it. Never a ranking. */
export async function listGroupsByTrajectory(
  db: Queryable,
  state: TrajectoryState,
  page = 1,
): Promise<GroupName[]> {
  const states = statesOfGroups(db);
  const found = db
    .select({ id: groups.id, sortName: groups.sortName })
    .from(groups)
    .innerJoin(states, and(eq(states.groupId, groups.id), eq(states.state, state)))
    .where(isListedGroup)
    .orderBy(groups.sortName, groups.id)
    .limit(groupsOfStatePerPage)
    .offset((page - 1) * groupsOfStatePerPage)
    .as('found');
  return db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(found)
    .innerJoin(groups, eq(groups.id, found.id))
    .orderBy(found.sortName, groups.id);
}
