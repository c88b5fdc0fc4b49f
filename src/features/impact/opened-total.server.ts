import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { counts, newestVersion, standingConfirmation } from './current-reports.server.ts';
import { entersTownTotals, type Measure } from './measure.ts';
import { toMeasureView } from './measure-view.server.ts';
import { within } from './month-figures.server.ts';
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
  const parts = partsOf(db, measure, filter, asked);
  const [rows, [whole]] = await Promise.all([contributions(db, parts, page), sumOf(db, parts)]);
  const summaries = await listReports(
    db,
    rows.map((row) => row.reportId),
  );
  return {
    basis: asked,
    value: whole?.value ?? 0,
    cases: whole?.cases ?? 0,
    count: whole?.listed ?? 0,
    unlisted: whole?.unlisted
      ? { reports: whole.unlisted, value: whole.unlistedValue, cases: whole.unlistedCases }
      : null,
    contributions: rows.flatMap(({ reportId, groupId, value, cases, counts }) => {
      const report = summaries.find((summary) => summary.id === reportId);
      return report ? [{ reportId, groupId, value, cases, counts, report }] : [];
    }),
  };
}

const number = (value: SQL) => sql<number>`coalesce(${value}, 0)`.mapWith(Number);

/** A page of what public groups' reports add, one row a report. */
function contributions(db: Queryable, parts: Parts, page: Page) {
  const added = (figure: unknown) => number(sql`case when ${parts.counts} = 'yes' then ${figure} else 0 end`);
  return db
    .select({
      reportId: parts.reportId,
      groupId: parts.groupId,
      counts: parts.counts,
      value: added(parts.value),
      cases: added(parts.cases),
    })
    .from(parts)
    .where(sql`${parts.listed}`)
    .orderBy(sql`${parts.periodEnd} desc, ${parts.postedAt} desc, ${parts.reportId} desc`)
    .limit(page.limit)
    .offset(page.offset);
}

/** The whole figure, and what of it comes from groups that are not public. */
function sumOf(db: Queryable, parts: Parts) {
  const sum = (figure: unknown, which = sql`true`) =>
    number(sql`sum(${figure}) filter (where ${parts.counts} = 'yes' and ${which})`);
  const hidden = sql`not ${parts.listed}`;
  return db
    .select({
      value: sum(parts.value),
      cases: sum(parts.cases),
      listed: number(sql`count(*) filter (where ${parts.listed})`),
      unlisted: number(sql`count(*) filter (where ${hidden})`),
      unlistedValue: sum(parts.value, hidden),
      unlistedCases: sum(parts.cases, hidden),
    })
    .from(parts);
}

type Parts = ReturnType<typeof partsOf>;

function partsOf(db: Queryable, measure: Measure, filter: ReportFilter, basis: Basis) {
  const confirmed = standingConfirmation(db);
  const missing = basis === 'confirmed' ? sql`${confirmed.at} is null` : sql`false`;
  const latest = sql`row_number() over (
    partition by ${reports.groupId}, ${missing}
    order by ${reportVersions.periodEnd} desc, ${reports.postedAt} desc, ${reports.id} desc
  )`;
  // Only of a level does the latest alone count; to rank the reports of other kinds would take as long as all else.
  const ofLevel = sql`when not coalesce(${groupMeasures.ownArea}, true) then 'overlapping-area'
    when ${latest} > 1 then 'not-the-latest'`;
  const how = sql<Contribution['counts']>`case
    when ${missing} then 'not-confirmed-yet'
    ${measure.kind === 'level' ? ofLevel : sql``}
    else 'yes' end`;
  return db
    .select({
      reportId: sql<string>`${reports.id}`.as('report_id'),
      groupId: sql<string>`${reports.groupId}`.as('of_group'),
      periodEnd: sql`${reportVersions.periodEnd}`.as('ends'),
      postedAt: sql`${reports.postedAt}`.as('posted'),
      value: (basis === 'confirmed' ? sql`${confirmed.value}` : sql`${reportVersions.value}`).as(
        'part_value',
      ),
      cases: (basis === 'confirmed' ? sql`${confirmed.cases}` : sql`${reportVersions.cases}`).as(
        'part_cases',
      ),
      counts: how.as('part_counts'),
      listed: sql<boolean>`${isPublic()}`.as('is_listed'),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .leftJoin(
      groupMeasures,
      and(eq(groupMeasures.groupId, reports.groupId), eq(groupMeasures.measureId, reports.measureId)),
    )
    .leftJoinLateral(confirmed, sql`true`)
    .where(and(eq(reports.measureId, measure.id), counts, within(filter)))
    .as('parts');
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
      .orderBy(sql`${reportVersions.periodEnd} desc, ${reports.postedAt} desc, ${reports.id} desc`)
      .limit(page.limit)
      .offset(page.offset),
  ]);
  return { count: counted?.count ?? 0, reports: rows.map((row) => toSummary(row, 'public')) };
}
