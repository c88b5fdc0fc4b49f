import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, reports, reportVersions } from '#db/schema/index.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { LedgerEntry } from './totals.ts';

/** Reports that count, as totals read them; `where` narrows them to one measure or one group. */
export async function ledgerEntries(db: Queryable, where: SQL | undefined): Promise<LedgerEntry[]> {
  const confirmed = standingConfirmation(db);
  const rows = await db
    .select({
      report: reports,
      version: reportVersions,
      confirmed: { value: confirmed.value, cases: confirmed.cases },
      ownArea: sql<boolean>`coalesce(${groupMeasures.ownArea}, true)`,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(
      groupMeasures,
      and(eq(groupMeasures.groupId, reports.groupId), eq(groupMeasures.measureId, reports.measureId)),
    )
    .leftJoinLateral(confirmed, sql`true`)
    .where(and(counts, where));
  return rows.map(({ report, version, confirmed: stands, ownArea }) => ({
    reportId: report.id,
    groupId: report.groupId,
    measureId: report.measureId ?? '',
    periodEnd: version.periodEnd,
    postedAt: report.postedAt,
    value: version.value,
    cases: version.cases,
    confirmed: stands?.value == null ? null : { value: stands.value, cases: stands.cases },
    withdrawn: false,
    focusId: report.focusId,
    neighborhoodId: report.neighborhoodId,
    ownArea,
  }));
}
