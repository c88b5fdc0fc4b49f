import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import type { GroupName } from './report-view.ts';
import type { TrajectoryState } from './trajectory.ts';

/** Where each open, public group stands, by the first of its measures that it still counts. */
export async function trajectoryStatesOfGroups(db: Queryable) {
  const rows = await db
    .selectDistinctOn([groupMeasures.groupId], {
      groupId: groupMeasures.groupId,
      state: groupMeasures.trajectory,
    })
    .from(groupMeasures)
    .innerJoin(groups, and(eq(groups.id, groupMeasures.groupId), isListedGroup))
    .innerJoin(measures, and(eq(measures.id, groupMeasures.measureId), eq(measures.sensitive, false)))
    .where(and(isNull(groupMeasures.endedAt), gt(groups.reportCount, 0)))
    .orderBy(groupMeasures.groupId, groupMeasures.position, groupMeasures.measureId);
  return rows.map(({ groupId, state }) => ({ groupId, state: (state ?? 'too-early') as TrajectoryState }));
}

/** The groups that stand in one state of the trajectory, by name: what the tally opens to. Never a ranking. */
export async function listGroupsByTrajectory(db: Queryable, state: TrajectoryState): Promise<GroupName[]> {
  const states = await trajectoryStatesOfGroups(db);
  const ids = states.filter((row) => row.state === state).map((row) => row.groupId);
  if (ids.length === 0) return [];
  return db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(groups)
    .where(inArray(groups.id, ids))
    .orderBy(groups.slug);
}
