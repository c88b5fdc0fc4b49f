import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groupMeasures, reports, reportVersions } from '#db/schema/index.ts';
import { asChosenMeasure, chosenMeasures, type ChosenMeasure } from './ledger-context.server.ts';
import { groupBy } from '#lib/group-by.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { TrajectoryReport } from './series.ts';
import { trajectory, type Trajectory } from './trajectory.ts';

/**
 * The reports a group's trajectory is told from, oldest first. Where results are confirmed later, only the
 * confirmed ones: fresh claims beside old confirmations would flatter the present.
 */
export async function trajectoryReports(db: Queryable, measure: ChosenMeasure): Promise<TrajectoryReport[]> {
  return (await trajectoryReportsOf(db, [measure])).get(measure.groupId) ?? [];
}

/** The same for one measure each of several groups, by group, in one query. */
export async function trajectoryReportsOf(
  db: Queryable,
  measures: readonly ChosenMeasure[],
): Promise<Map<string, TrajectoryReport[]>> {
  if (measures.length === 0) return new Map();
  const confirmed = standingConfirmation(db);
  const rows = await db
    .select({
      groupId: reports.groupId,
      periodStart: reportVersions.periodStart,
      periodEnd: reportVersions.periodEnd,
      definition: reports.definition,
      value: reportVersions.value,
      cases: reportVersions.cases,
      confirmedValue: confirmed.value,
      confirmedCases: confirmed.cases,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoinLateral(confirmed, sql`true`)
    .where(
      and(
        or(
          ...measures.map(({ groupId, measureId }) =>
            and(eq(reports.groupId, groupId), eq(reports.measureId, measureId)),
          ),
        ),
        counts,
      ),
    )
    .orderBy(asc(reportVersions.periodEnd));
  const waiting = new Set(
    measures.filter(({ confirmAfterDays }) => confirmAfterDays !== null).map(({ groupId }) => groupId),
  );
  const told = rows.flatMap(({ groupId, periodStart, periodEnd, definition, ...row }) => {
    const waits = waiting.has(groupId);
    const result = waits ? row.confirmedValue : row.value;
    const cases = waits ? row.confirmedCases : row.cases;
    return result === null
      ? []
      : [{ groupId, report: { periodStart, periodEnd, definition, result, cases } }];
  });
  const byGroup = groupBy(told, ({ groupId }) => groupId);
  return new Map([...byGroup].map(([groupId, each]) => [groupId, each.map(({ report }) => report)]));
}

/** Tells a group's trajectory anew after its reports changed, and keeps it beside its measure. */
export async function retellTrajectory(tx: Transaction, measure: ChosenMeasure): Promise<Trajectory> {
  const told = trajectory(measure, await trajectoryReports(tx, measure));
  await tx
    .update(groupMeasures)
    .set({ trajectory: told.state, trajectoryReports: told.reports })
    .where(and(eq(groupMeasures.groupId, measure.groupId), eq(groupMeasures.measureId, measure.measureId)));
  return told;
}

/** Tells every trajectory anew. For imports and repairs. */
export async function retellAllTrajectories(tx: Transaction): Promise<void> {
  for (const row of await chosenMeasures(tx)) await retellTrajectory(tx, asChosenMeasure(row));
}
