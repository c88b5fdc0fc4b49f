import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { counts, newestVersion } from './current-reports.server.ts';
import { toMeasureView } from './measure-view.server.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';
import { showsTownFigures } from './totals.ts';
import type { TownWeek } from './town-impact.ts';
import { countReportingGroups } from './town-totals.server.ts';
import { openCountsAndShares, postedInWeek, postedSince, weekUpTo } from './week-reports.server.ts';

const learnedShown = 3;

/**
 * What was reported in the week up to `now` (`weekUpTo`): counts and shares as claimed, and what was learned. No
 * sensitive measure is among the figures. Null before three groups have reported. Depends on the tags `impact`
 * and `groups` and on the day.
 */
export async function weekInTown(db: Queryable, now: Date, timeZone: string): Promise<TownWeek | null> {
  if (!showsTownFigures(await countReportingGroups(db))) return null;
  const week = weekUpTo(now, timeZone);
  const recent = and(postedInWeek(week), isNull(reports.withdrawnAt));
  const [posted, reporting, figures, learned] = await Promise.all([
    db.$count(reports, recent),
    // A group's last report is its newest that stands.
    db.$count(groups, gte(groups.lastReportAt, week.begins)),
    db
      .select({
        entry: measures,
        value: sql<number>`sum(${reportVersions.value})`.mapWith(Number),
        cases: sql<number>`coalesce(sum(${reportVersions.cases}), 0)`.mapWith(Number),
        reports: sql<number>`count(*)`.mapWith(Number),
      })
      .from(reports)
      .innerJoin(reportVersions, newestVersion)
      .innerJoin(measures, and(eq(measures.id, reports.measureId), openCountsAndShares))
      .where(and(recent, counts, postedSince(week)))
      .groupBy(measures.id)
      .orderBy(desc(sql`count(*)`), measures.id),
    summaryRows(db)
      .where(and(recent, isNull(reports.hiddenAt), isPublic(), wordsLearned))
      .orderBy(desc(reports.postedAt))
      .limit(learnedShown),
  ]);
  return {
    from: week.from,
    to: week.to,
    reports: posted,
    groups: reporting,
    figures: figures.map(({ entry, ...figure }) => ({ measure: toMeasureView(entry, 1), ...figure })),
    learned: learned.map((row) => toSummary(row, 'public')),
  };
}

const wordsLearned = sql`words.learned is not null`;
