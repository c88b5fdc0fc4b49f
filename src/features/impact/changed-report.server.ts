import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { reportConfirmations, reports, reportShares, reportVersions } from '#db/schema/index.ts';
import { may, type Act, type Actor } from '#features/organize/permissions.ts';
import {
  findGroupFacts,
  lockMeasure,
  refused,
  type ChosenMeasure,
  type GroupFacts,
  type Ledger,
  type LedgerResult,
} from './ledger-context.server.ts';
import { moveLevels } from './level-rollups.server.ts';
import type { ReportFigures } from './report.ts';
import { cellOf, moveRollups, type RollupCell } from './rollups.server.ts';
import { tagsOf } from './tags.ts';
import type { LedgerEntry } from './totals.ts';
import { retellTrajectory } from './trajectory.server.ts';

/** A report whose row is locked, as it stands before a change. */
export interface LockedReport {
  report: typeof reports.$inferSelect;
  group: GroupFacts;
  measure: ChosenMeasure | null;
  figures: ReportFigures & { postedAt: Date; figuresAt: Date | null };
  confirmed: { value: number; cases: number | null } | null;
  /** When it was last confirmed, standing or not. */
  confirmedAt: Date | null;
  confirmations: number;
}

/**
 * Runs a change on one report: locks the report and its group's measure, asks the permission matrix, and gives
 * `change` the report as it stands. One change of a report waits for the other.
 */
export async function changeReport<Value>(
  ledger: Ledger,
  { reportId, actor, act }: { reportId: string; actor: Actor; act: Act },
  change: (tx: Transaction, locked: LockedReport) => Promise<LedgerResult<Value>>,
): Promise<LedgerResult<Value>> {
  return ledger.db.transaction(async (tx) => {
    const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for('update');
    const group = report && (await findGroupFacts(tx, report.groupId, actor));
    if (!report || !group) return refused('not-found');
    if (!may(actor, act, group)) return refused('not-allowed');
    return change(tx, await lockReport(tx, report, group));
  });
}

async function lockReport(
  tx: Transaction,
  report: typeof reports.$inferSelect,
  group: GroupFacts,
): Promise<LockedReport> {
  const [measure, version, confirmation] = await Promise.all([
    report.measureId === null ? null : lockMeasure(tx, group.id, report.measureId),
    newestFigures(tx, report),
    tx
      .select()
      .from(reportConfirmations)
      .where(eq(reportConfirmations.reportId, report.id))
      .orderBy(desc(reportConfirmations.version))
      .limit(1),
  ]);
  const newest = confirmation[0];
  const stands = newest !== undefined && newest.confirmedAt >= (version.figuresAt ?? version.postedAt);
  return {
    report,
    group,
    measure,
    figures: version,
    confirmed: stands ? { value: newest.value, cases: newest.cases } : null,
    confirmedAt: newest?.confirmedAt ?? null,
    confirmations: newest?.version ?? 0,
  };
}

async function newestFigures(tx: Transaction, report: { id: string; version: number }) {
  const [version] = await tx
    .select()
    .from(reportVersions)
    .where(and(eq(reportVersions.reportId, report.id), eq(reportVersions.version, report.version)));
  if (!version) throw new Error(`report ${report.id} has no version ${report.version}`);
  return version;
}

/** What a report adds to the rollups as it stands. */
export function cellOfReport({ report, measure, figures, confirmed }: LockedReport): RollupCell | null {
  if (!measure) return null;
  const { measureId } = measure;
  return cellOf(measure, {
    ...report,
    ...figures,
    measureId,
    confirmed,
    withdrawn: report.withdrawnAt !== null,
  });
}

/** Brings rollups and trajectory after a change of what a report adds, `before` being how it stood. */
export async function followFigures(
  tx: Transaction,
  before: LockedReport,
  after: LockedReport,
): Promise<void> {
  const { measure, report } = after;
  await Promise.all([
    moveRollups(tx, cellOfReport(before), cellOfReport(after)),
    measure ? retellTrajectory(tx, measure) : null,
    measure ? moveLevels(tx, measure, report.id, entryOf(before)) : null,
  ]);
}

function entryOf({ report, measure, figures, confirmed }: LockedReport): LedgerEntry | null {
  if (!measure) return null;
  const { measureId, ownArea } = measure;
  const { groupId, postedAt, focusId, neighborhoodId } = report;
  const { periodEnd, value, cases } = figures;
  const withdrawn = report.withdrawnAt !== null;
  const posted = { reportId: report.id, groupId, measureId, postedAt, focusId, neighborhoodId, ownArea };
  return { ...posted, periodEnd, value, cases, confirmed, withdrawn };
}

/** Clears what shows this report: itself, its groups, focus, neighborhood and the town. */
export async function clearReport(
  ledger: Ledger,
  tx: Transaction,
  { report, group }: LockedReport,
): Promise<void> {
  const shares = await tx.select().from(reportShares).where(eq(reportShares.reportId, report.id));
  const groupIds = [group.id, ...shares.map((share) => share.groupId)];
  const { focusId, neighborhoodId } = report;
  await ledger.clearTags(tx, tagsOf({ reportId: report.id, groupIds, focusId, neighborhoodId }));
}
