import { and, asc, eq, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groupMeasures, reports, reportVersions } from '#db/schema/index.ts';
import { asChosenMeasure, chosenMeasures, type ChosenMeasure } from './ledger-context.server.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { TrajectoryReport } from './series.ts';
import { trajectory, type Trajectory } from './trajectory.ts';

/**
 * The reports a group's trajectory is told from, oldest first. Where results are confirmed later, only the
 * confirmed ones: fresh claims beside old confirmations would flatter the present.
 */
export async function trajectoryReports(db: Queryable, measure: ChosenMeasure): Promise<TrajectoryReport[]> {
  const confirmed = standingConfirmation(db);
  const rows = await db
    .select({
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
    .where(and(eq(reports.groupId, measure.groupId), eq(reports.measureId, measure.measureId), counts))
    .orderBy(asc(reportVersions.periodEnd));
  return rows.flatMap((row) => {
    const waits = measure.confirmAfterDays !== null;
    const result = waits ? row.confirmedValue : row.value;
    const { periodStart, periodEnd, definition } = row;
    const cases = waits ? row.confirmedCases : row.cases;
    return result === null ? [] : [{ periodStart, periodEnd, definition, result, cases }];
  });
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
