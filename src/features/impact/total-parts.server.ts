import { and, desc, eq, exists, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, reportConfirmations, reports, reportVersions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { counts, figuresSince, newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { Measure } from './measure.ts';
import { within } from './month-figures.server.ts';
import type { Page } from './reports.server.ts';
import type { Basis, Contribution } from './totals.ts';
import type { ReportFilter } from './town-impact.ts';

/** A figure, and how many reports it is made of. */
export interface Figure {
  readonly value: number;
  readonly cases: number;
  readonly reports: number;
}

const number = (value: SQL) => sql<number>`coalesce(${value}, 0)`.mapWith(Number);

/** What the parts come to that count. */
export async function sumOf(db: Queryable, parts: Parts): Promise<Figure> {
  const sum = (figure: unknown) => number(sql`sum(${figure}) filter (where ${parts.counts} = 'yes')`);
  const [whole] = await db
    .select({ value: sum(parts.value), cases: sum(parts.cases), reports: number(sql`count(*)`) })
    .from(parts);
  return whole ?? { value: 0, cases: 0, reports: 0 };
}

type Parts = ReturnType<typeof partsOf>;

/** Every report of some groups (`whose`; of all, unless it is given), with what it adds or why it adds nothing. */
export function partsOf(db: Queryable, measure: Measure, filter: ReportFilter, basis: Basis, whose?: SQL) {
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
export async function contributions(
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

/** The order of every list of reports behind a figure. */
export const newestPeriodFirst = [desc(reportVersions.periodEnd), desc(reports.postedAt), desc(reports.id)];

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
    where ${reportConfirmations.reportId} = ${later.id} and ${reportConfirmations.confirmedAt} >= ${figuresSince(figures)})`;
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
