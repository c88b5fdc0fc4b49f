import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { newestVersion } from './current-reports.server.ts';
import { entersTownTotals, type Measure } from './measure.ts';
import { toMeasureView } from './measure-view.server.ts';
import { figuresByMonth, type MonthRow, within } from './month-figures.server.ts';
import type { ReportSummary } from './report-view.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';
import { listReports, type Page } from './reports.server.ts';
import { contributions, type Figure, newestPeriodFirst, partsOf, sumOf } from './total-parts.server.ts';
import { headlineBasis, showsTownFigures, type Basis } from './totals.ts';
import type { OpenedTotal, ReportFilter } from './town-impact.ts';
import { countReportingGroups } from './town-totals.server.ts';

/**
 * Opens a figure of the town to the reports it is made of, newest period first. Each says what it adds, or why
 * it adds nothing; over all pages, with what the groups add that are not public, they add up to the figure.
 * Depends on the tags `impact` and `groups`.
 * @param basis the headline's, unless the claimed figure is the one to open
 * @returns null where there is no figure to open: a sensitive measure, a group's own, one that is never added,
 *   an unknown one, or before three groups have reported.
 */
export async function townTotalReports(
  db: Queryable,
  measureId: string,
  filter: ReportFilter,
  page: Page,
  basis?: Basis,
): Promise<OpenedTotal | null> {
  const [[entry], reporting] = await Promise.all([
    db.select().from(measures).where(eq(measures.id, measureId)),
    countReportingGroups(db),
  ]);
  const measure = entry && toMeasureView(entry, 1);
  if (!measure || measure.sensitive || !entersTownTotals(measure) || !showsTownFigures(reporting))
    return null;
  const asked = basis ?? headlineBasis(measure);
  const [rows, whole, unlisted] = await Promise.all([
    contributions(db, measure, filter, asked, page),
    wholeFigure(db, measure, filter, asked),
    sumOf(db, partsOf(db, measure, filter, asked, sql`not ${isPublic()}`)),
  ]);
  const summaries = await listReports(
    db,
    rows.map((row) => row.reportId),
  );
  return {
    basis: asked,
    value: whole.value,
    cases: whole.cases,
    count: whole.reports - unlisted.reports,
    unlisted: unlisted.reports > 0 ? unlisted : null,
    contributions: rows.flatMap((row) => {
      const report = summaries.find((summary) => summary.id === row.reportId);
      return report ? [{ ...row, report }] : [];
    }),
  };
}

/** The whole figure from the rollups, so that opening it reads one page; one group's from its own reports. */
async function wholeFigure(
  db: Queryable,
  measure: Measure,
  filter: ReportFilter,
  basis: Basis,
): Promise<Figure> {
  if (filter.groupId) return sumOf(db, partsOf(db, measure, filter, basis));
  const months = await figuresByMonth(db, filter, measure.id);
  const sum = (pick: (row: MonthRow) => number) => exactSum(months.map(pick));
  const reports = sum((row) => row.reports);
  return basis === 'confirmed'
    ? { value: sum((row) => row.latestConfirmed), cases: sum((row) => row.confirmedCases), reports }
    : { value: sum((row) => row.latestClaimed), cases: sum((row) => row.claimedCases), reports };
}

/** Public groups' standing reports within a filter, newest period first, counted or not: what a number of reports opens to. */
export async function listTownReports(
  db: Queryable,
  filter: ReportFilter,
  page: Page,
): Promise<{ count: number; reports: ReportSummary[] }> {
  const where = and(isNull(reports.withdrawnAt), isPublic(), within(filter));
  const [[counted], rows] = await Promise.all([
    db
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(reports)
      .innerJoin(reportVersions, newestVersion)
      .innerJoin(groups, eq(groups.id, reports.groupId))
      .where(where),
    summaryRows(db)
      .where(where)
      .orderBy(...newestPeriodFirst)
      .limit(page.limit)
      .offset(page.offset),
  ]);
  return { count: counted?.count ?? 0, reports: rows.map((row) => toSummary(row, 'public')) };
}
