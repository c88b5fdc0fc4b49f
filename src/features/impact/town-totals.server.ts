import { and, gt, isNull, ne } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, publishedQuarters } from '#db/schema/index.ts';
import { quarterOf } from '#lib/calendar-day.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { groupBy } from '#lib/group-by.ts';
import { toMeasureView } from './measure-view.server.ts';
import { figuresByMonth, type MonthRow } from './month-figures.server.ts';
import {
  groupsBeforeFigures,
  headlineBasis,
  showsTownFigures,
  trajectoryTally,
  type Basis,
  type TrajectoryTally,
} from './totals.ts';
import type { MonthFigure, SensitiveTotal, TownFilter, TownImpact, TownTotal } from './town-impact.ts';
import { countTrajectoryStates } from './trajectory-tally.server.ts';

/**
 * The town's figures by catalog measure, within months, a focus or a neighborhood, and how many groups do
 * clearly better, all of it from the rollups;
 * sensitive measures give their published quarters and nothing else. Before three groups have reported there
 * are no figures. Depends on the tag `impact`.
 */
export async function townTotals(db: Queryable, filter: TownFilter = {}): Promise<TownImpact> {
  const groupsReported = await countReportingGroups(db);
  if (!showsTownFigures(groupsReported)) return { shown: false, tally: null, totals: [], sensitive: [] };
  const [catalog, figures, quarters, states] = await Promise.all([
    db
      .select()
      .from(measures)
      .where(and(isNull(measures.groupId), ne(measures.kind, 'never'))),
    figuresByMonth(db, filter),
    db.select().from(publishedQuarters).orderBy(publishedQuarters.quarter),
    countTrajectoryStates(db),
  ]);
  const months = groupBy(figures, (row) => row.measureId);
  const open = catalog.filter((entry) => !entry.sensitive);
  return {
    shown: true,
    tally: trajectoryTally(states),
    totals: open.flatMap((entry) => toTotal(entry, months.get(entry.id) ?? [])),
    sensitive: isWhole(filter)
      ? catalog.filter((entry) => entry.sensitive).map((entry) => toSensitive(entry, quarters))
      : [],
  };
}

/** How many groups stand where; null before three groups have reported. Two queries. Tags `impact`, `groups`. */
export async function townTally(db: Queryable): Promise<TrajectoryTally | null> {
  const [reported, states] = await Promise.all([countReportingGroups(db), countTrajectoryStates(db)]);
  return showsTownFigures(reported) ? trajectoryTally(states) : null;
}

/** Sensitive quarters are told for the whole town only. */
function isWhole(filter: TownFilter): boolean {
  return filter.focusId === undefined && filter.neighborhoodId === undefined;
}

/** How many groups have a standing report, counted no further than the rule asks. */
export async function countReportingGroups(db: Queryable): Promise<number> {
  const found = await db
    .select({ id: groups.id })
    .from(groups)
    .where(gt(groups.reportCount, 0))
    .limit(groupsBeforeFigures);
  return found.length;
}

function toTotal(entry: typeof measures.$inferSelect, rows: readonly MonthRow[]): TownTotal[] {
  if (rows.length === 0) return [];
  const measure = toMeasureView(entry, 1);
  const basis = headlineBasis(measure);
  const sum = (pick: (row: MonthRow) => number) => exactSum(rows.map(pick));
  const claimed = { value: sum((row) => row.latestClaimed), cases: sum((row) => row.claimedCases) };
  const confirmed = { value: sum((row) => row.latestConfirmed), cases: sum((row) => row.confirmedCases) };
  const headline = basis === 'confirmed' ? confirmed : claimed;
  return [
    {
      measure,
      basis,
      ...headline,
      reports: sum((row) => row.reports),
      claimed: basis === 'confirmed' ? claimed : null,
      months: rows.map((row) => toMonth(row, basis)),
    },
  ];
}

function toMonth(row: MonthRow, basis: Basis): MonthFigure {
  const { month, reports } = row;
  return basis === 'confirmed'
    ? { month, reports, value: row.confirmed, cases: row.confirmedCases }
    : { month, reports, value: row.claimed, cases: row.claimedCases };
}

function toSensitive(
  entry: typeof measures.$inferSelect,
  published: readonly (typeof publishedQuarters.$inferSelect)[],
): SensitiveTotal {
  const quarters = published
    .filter((row) => row.measureId === entry.id)
    .map((row) => ({ quarter: quarterOf(row.quarter), value: row.value, cases: casesOf(row.detail) }));
  return { measure: toMeasureView(entry, 1), quarters };
}

function casesOf(detail: unknown): number | null {
  const cases = detail !== null && typeof detail === 'object' && 'cases' in detail ? detail.cases : null;
  return typeof cases === 'number' && cases > 0 ? cases : null;
}
