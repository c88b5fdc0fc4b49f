import { and, eq, gte, inArray, isNull, sql, type SQL } from 'drizzle-orm';
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
  const where = and(postedInWeek(week), isNull(reports.withdrawnAt), asked);
  const [all, unlisted, rows] = await Promise.all([
    sumOf(db, and(where, postedSince(week))),
    sumOf(db, and(where, inArray(reports.groupId, notPublic(db)))),
    summaryRows(db)
      .where(and(where, isPublic()))
      .orderBy(sql`${reports.postedAt} desc, ${reports.id} desc`)
      .limit(page.limit)
      .offset(page.offset),
  ]);
  return {
    count: all.reports - unlisted.reports,
    value: all.value,
    cases: all.cases,
    unlisted: unlisted.reports > 0 ? unlisted : null,
    reports: rows.map((row) => toSummary(row, 'public')),
  };
}

const notPublic = (db: Queryable) =>
  db
    .select({ id: groups.id })
    .from(groups)
    .where(sql`not ${isPublic()}`);

async function sumOf(db: Queryable, where: SQL | undefined) {
  const sum = (figure: unknown) => sql<number>`coalesce(sum(${figure}), 0)`.mapWith(Number);
  const [row] = await db
    .select({
      reports: sql<number>`count(*)`.mapWith(Number),
      value: sum(reportVersions.value),
      cases: sum(reportVersions.cases),
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .leftJoin(measures, eq(measures.id, reports.measureId))
    .where(where);
  return row ?? { reports: 0, value: 0, cases: 0 };
}
