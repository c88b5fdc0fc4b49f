import { and, desc, eq, exists, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import {
  groupMeasures,
  groups,
  measures,
  reportConfirmations,
  reports,
  reportVersions,
} from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import { entersTownTotals, type Measure } from './measure.ts';
import { toMeasureView } from './measure-view.server.ts';
import { figuresByMonth, type MonthRow, within } from './month-figures.server.ts';
import type { ReportSummary } from './report-view.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';
import { listReports, type Page } from './reports.server.ts';
import { headlineBasis, showsTownFigures, type Basis, type Contribution } from './totals.ts';
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

const number = (value: SQL) => sql<number>`coalesce(${value}, 0)`.mapWith(Number);

interface Figure {
  readonly value: number;
  readonly cases: number;
  readonly reports: number;
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

async function sumOf(db: Queryable, parts: Parts): Promise<Figure> {
  const sum = (figure: unknown) => number(sql`sum(${figure}) filter (where ${parts.counts} = 'yes')`);
  const [whole] = await db
    .select({ value: sum(parts.value), cases: sum(parts.cases), reports: number(sql`count(*)`) })
    .from(parts);
  return whole ?? { value: 0, cases: 0, reports: 0 };
}

type Parts = ReturnType<typeof partsOf>;

/** Every report of some groups, with what it adds or why it adds nothing. */
function partsOf(db: Queryable, measure: Measure, filter: ReportFilter, basis: Basis, whose?: SQL) {
  const confirmed = standingConfirmation(db);
  const missing = basis === 'confirmed' ? sql`${confirmed.at} is null` : sql`false`;
  const latest = sql`row_number() over (
    partition by ${reports.groupId}, ${missing}
    order by ${reportVersions.periodEnd} desc, ${reports.postedAt} desc, ${reports.id} desc
  ) = 1`;
  return db
    .select({
      value: valueOf(basis, confirmed).as('part_value'),
      cases: casesOf(basis, confirmed).as('part_cases'),
      counts: howItCounts(measure, missing, latest).as('part_counts'),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .leftJoin(groupMeasures, itsMeasure)
    .leftJoinLateral(confirmed, sql`true`)
    .where(and(eq(reports.measureId, measure.id), counts, within(filter), whose))
    .as('parts');
}

/** A page of what public groups' reports add, newest period first. Only of these it is asked whether they are the latest. */
async function contributions(
  db: Queryable,
  measure: Measure,
  filter: ReportFilter,
  basis: Basis,
  page: Page,
): Promise<Contribution[]> {
  const paged = db
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .where(and(eq(reports.measureId, measure.id), counts, within(filter), isPublic()))
    .orderBy(...newestPeriodFirst)
    .limit(page.limit)
    .offset(page.offset)
    .as('paged');
  const confirmed = standingConfirmation(db);
  const missing = basis === 'confirmed' ? sql`${confirmed.at} is null` : sql`false`;
  const how = howItCounts(measure, missing, sql`not ${hasLater(db, measure, filter, basis)}`);
  const rows = await db
    .select({
      reportId: reports.id,
      groupId: reports.groupId,
      counts: how,
      value: number(valueOf(basis, confirmed)),
      cases: number(casesOf(basis, confirmed)),
    })
    .from(paged)
    .innerJoin(reports, eq(reports.id, paged.id))
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(groupMeasures, itsMeasure)
    .leftJoinLateral(confirmed, sql`true`)
    .orderBy(...newestPeriodFirst);
  return rows.map((row) => (row.counts === 'yes' ? row : { ...row, value: 0, cases: 0 }));
}

const newestPeriodFirst = [desc(reportVersions.periodEnd), desc(reports.postedAt), desc(reports.id)];

const itsMeasure = and(
  eq(groupMeasures.groupId, reports.groupId),
  eq(groupMeasures.measureId, reports.measureId),
);

type Confirmed = ReturnType<typeof standingConfirmation>;

const valueOf = (basis: Basis, confirmed: Confirmed) =>
  basis === 'confirmed' ? sql`${confirmed.value}` : sql`${reportVersions.value}`;

const casesOf = (basis: Basis, confirmed: Confirmed) =>
  basis === 'confirmed' ? sql`${confirmed.cases}` : sql`${reportVersions.cases}`;

/** Only of a level does the latest alone count. */
function howItCounts(measure: Measure, missing: SQL, latest: SQL): SQL<Contribution['counts']> {
  const ofLevel = sql`when not coalesce(${groupMeasures.ownArea}, true) then 'overlapping-area'
    when not (${latest}) then 'not-the-latest'`;
  return sql`case
    when ${missing} then 'not-confirmed-yet'
    ${measure.kind === 'level' ? ofLevel : sql``}
    else 'yes' end`;
}

/** Whether the group has a later report within the filter, a confirmed one where confirmed ones count. */
function hasLater(db: Queryable, measure: Measure, filter: ReportFilter, basis: Basis): SQL {
  const later = alias(reports, 'later');
  const figures = alias(reportVersions, 'later_figures');
  const isConfirmed = sql`exists (select 1 from ${reportConfirmations}
    where ${reportConfirmations.reportId} = ${later.id} and ${reportConfirmations.confirmedAt} >= ${figures.postedAt})`;
  return exists(
    db
      .select({ one: sql`1` })
      .from(later)
      .innerJoin(figures, and(eq(figures.reportId, later.id), eq(figures.version, later.version)))
      .where(
        and(
          eq(later.groupId, reports.groupId),
          eq(later.measureId, measure.id),
          isNull(later.withdrawnAt),
          eq(later.outcome, 'counted'),
          isNotNull(figures.value),
          within(filter, { reports: later, reportVersions: figures }),
          basis === 'confirmed' ? isConfirmed : undefined,
          sql`(${figures.periodEnd}, ${later.postedAt}, ${later.id})
            > (${reportVersions.periodEnd}, ${reports.postedAt}, ${reports.id})`,
        ),
      ),
  );
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
