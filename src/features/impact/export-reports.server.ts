import { and, asc, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { reports } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { csvLine } from '#lib/csv.ts';
import { exportColumns, exportReport, type ExportedReport } from './export-reports.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';

const rowsAtOnce = 500;

/**
 * Every public report in the order it was posted, read in pages, so that a long ledger needs little memory.
 * Withdrawn ones are marked, hidden and redacted ones have no words, sensitive ones no figures; groups that are
 * not public are left out.
 */
export async function* exportedReports(db: Queryable, siteUrl: string): AsyncGenerator<ExportedReport> {
  let after: SQL | undefined;
  for (;;) {
    const rows = await summaryRows(db)
      .where(and(isPublic(), after))
      .orderBy(asc(reports.postedAt), asc(reports.id))
      .limit(rowsAtOnce);
    for (const row of rows) yield exportReport(toSummary(row, 'public'), siteUrl);
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = sql`(${reports.postedAt}, ${reports.id}) > (${last.report.postedAt.toISOString()}::timestamptz, ${last.report.id}::uuid)`;
  }
}

/** `/reports.csv`, in pieces: a header line, then a line a report. */
export async function* reportsCsv(db: Queryable, siteUrl: string): AsyncGenerator<string> {
  yield csvLine(exportColumns);
  for await (const report of exportedReports(db, siteUrl)) {
    yield csvLine(exportColumns.map((column) => report[column]));
  }
}

/** `/reports.json`, in pieces: `{"reports":[…]}`. */
export async function* reportsJson(db: Queryable, siteUrl: string): AsyncGenerator<string> {
  let before = '{"reports":[';
  for await (const report of exportedReports(db, siteUrl)) {
    yield before + JSON.stringify(report);
    before = ',\n';
  }
  yield before === ',\n' ? ']}' : `${before}]}`;
}
