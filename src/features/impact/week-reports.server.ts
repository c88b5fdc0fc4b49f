import { and, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { addDays, calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import { counts, newestVersion } from './current-reports.server.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';
import type { Page } from './reports.server.ts';
import type { OpenedWeek } from './town-impact.ts';

/** Seven days of the town's calendar, today included. */
export interface Week {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** The instant at which the first of them began. */
  readonly begins: Date;
}

/** The week that ends with the day of `now`. */
export function weekUpTo(now: Date, timeZone: string): Week {
  const to = calendarDayIn(now, timeZone);
  const from = addDays(to, -6);
  return { from, to, begins: instantOf(from, '00:00', timeZone) };
}

/** Reports that were posted in a week, whatever period they are about. */
export const postedInWeek = ({ begins }: Week) => gte(reports.postedAt, begins);

/** The same of their newest figures, which are never older: so that they are found together instead of one by one. */
export const postedSince = ({ begins }: Week) => gte(reportVersions.postedAt, begins);

/** Measures that a week adds up: the town's own counts and shares, sensitive ones left out. */
export const openCountsAndShares = and(
  isNull(measures.groupId),
  eq(measures.sensitive, false),
  sql`${measures.kind} in ('count', 'share')`,
);

/**
 * Opens a figure of the week to its reports, newest first: with a measure, those that add up to its figure as
 * claimed; without, every report that was posted. What groups add that are not public stands only as a sum.
 * Depends on the tags `impact` and `groups` and on the day.
 */
export async function openWeek(
  db: Queryable,
  week: Week,
  measureId: string | null,
  page: Page,
): Promise<OpenedWeek> {
  const asked = measureId ? and(counts, eq(measures.id, measureId), openCountsAndShares) : undefined;
  const where = and(postedInWeek(week), postedSince(week), isNull(reports.withdrawnAt), asked);
  const [[whole], rows] = await Promise.all([
    db
      .select({
        listed: number('count(*)', 'listed'),
        unlisted: number('count(*)', 'unlisted'),
        value: number('value', 'all'),
        cases: number('cases', 'all'),
        unlistedValue: number('value', 'unlisted'),
        unlistedCases: number('cases', 'unlisted'),
      })
      .from(reports)
      .innerJoin(reportVersions, newestVersion)
      .innerJoin(groups, eq(groups.id, reports.groupId))
      .leftJoin(measures, eq(measures.id, reports.measureId))
      .where(where),
    summaryRows(db)
      .where(and(where, isPublic()))
      .orderBy(sql`${reports.postedAt} desc, ${reports.id} desc`)
      .limit(page.limit)
      .offset(page.offset),
  ]);
  const {
    listed = 0,
    unlisted = 0,
    value = 0,
    cases = 0,
    unlistedValue = 0,
    unlistedCases = 0,
  } = whole ?? {};
  return {
    count: listed,
    value,
    cases,
    unlisted: unlisted > 0 ? { reports: unlisted, value: unlistedValue, cases: unlistedCases } : null,
    reports: rows.map((row) => toSummary(row, 'public')),
  };
}

function number(what: 'count(*)' | 'value' | 'cases', whose: 'all' | 'listed' | 'unlisted') {
  const figure = {
    'count(*)': sql`count(*)`,
    value: sql`sum(${reportVersions.value})`,
    cases: sql`sum(${reportVersions.cases})`,
  }[what];
  const which = { all: sql`true`, listed: sql`${isPublic()}`, unlisted: sql`not (${isPublic()})` }[whose];
  return sql<number>`coalesce(${figure} filter (where ${which}), 0)`.mapWith(Number);
}
