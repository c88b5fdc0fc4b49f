import { and, countDistinct, desc, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMonths, groups, reports, reportVersions, reportWords } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { newestVersion, newestWords } from '#features/impact/current-reports.server.ts';
import type { ReportSummary } from '#features/impact/report-view.ts';
import { listReports } from '#features/impact/reports.server.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { statesThen, tallyThen } from '#features/impact/trajectory-then.server.ts';
import { quarterBefore, quarterEnd, quarterMonths, type Quarter } from '#lib/calendar-day.ts';
import { findPaceRows } from './pace-rows.server.ts';
import { boundsOf, learningPace, within } from './pace.server.ts';
import { quarterPeriod } from './pace.ts';
import type { QuarterLife, QuarterReport } from './quarter.ts';

const wordsShown = 3;
const droppedShown = 6;

/** Everything of a quarter's report. Where groups stood then is read from their reports, a hundred groups at once. */
export async function quarterReport(
  db: Queryable,
  quarter: Quarter,
  timeZone: string,
  lang: string,
): Promise<QuarterReport> {
  const months = (of: Quarter) => {
    const [fromMonth, toMonth] = quarterMonths(of);
    return { fromMonth, toMonth };
  };
  const period = quarterPeriod(quarter);
  const [impact, before, pace, life, dropped, learned, places, stood] = await Promise.all([
    townTotals(db, months(quarter)),
    townTotals(db, months(quarterBefore(quarter))),
    learningPace(db, period, timeZone),
    quarterLife(db, quarter, timeZone),
    findPaceRows(db, { figure: 'dropped', quarter }, 1, timeZone, lang),
    findLearned(db, quarter),
    db
      .selectDistinct({ id: groups.neighborhoodId })
      .from(groups)
      .where(and(atWork(), isNull(groups.closedAt))),
    statesThen(db, quarterEnd(quarter)),
  ]);
  return {
    quarter,
    impact,
    before: new Map(before.totals.map((total) => [total.measure.id, total])),
    pace,
    life,
    dropped: dropped.adoptions.slice(0, droppedShown),
    learned,
    stood: stood && tallyThen(stood),
    neighborhoods: new Set(places.map(({ id }) => id)),
  };
}

const atWork = () => and(isPublic(), eq(groups.kind, 'impact'));

async function quarterLife(db: Queryable, quarter: Quarter, timeZone: string): Promise<QuarterLife> {
  const period = quarterPeriod(quarter);
  const end = boundsOf(period, timeZone).until?.toISOString() ?? 'infinity';
  const began = sql`${groups.createdAt} < ${end}::timestamptz`;
  const stillOpen = sql`(${groups.closedAt} is null or ${groups.closedAt} >= ${end}::timestamptz)`;
  const [atWorkThen, [reported], changed] = await Promise.all([
    db.$count(groups, and(atWork(), began, stillOpen)),
    db
      .select({ count: countDistinct(groupMonths.groupId) })
      .from(groupMonths)
      .innerJoin(groups, eq(groups.id, groupMonths.groupId))
      .where(
        and(
          atWork(),
          gt(groupMonths.reports, 0),
          sql`${groupMonths.month} between ${period.from} and ${period.to}`,
        ),
      ),
    db
      .select({
        id: groups.id,
        slug: groups.slug,
        name: groups.name,
        lang: groups.lang,
        founded: sql<boolean>`${within(groups.createdAt, period, timeZone)}`,
        closed: sql<boolean>`coalesce(${within(groups.closedAt, period, timeZone)}, false)`,
      })
      .from(groups)
      .where(
        and(
          atWork(),
          or(within(groups.createdAt, period, timeZone), within(groups.closedAt, period, timeZone)),
        ),
      )
      .orderBy(groups.slug),
  ]);
  return {
    atWork: atWorkThen,
    reported: reported?.count ?? 0,
    founded: changed.filter((group) => group.founded),
    closed: changed.filter((group) => group.closed),
  };
}

/** The latest public reports with words on what was learned, by their periods, one a group. */
async function findLearned(db: Queryable, quarter: Quarter): Promise<ReportSummary[]> {
  const { from, to } = quarterPeriod(quarter);
  const latest = (limit: number) =>
    db
      .select({ id: reports.id, groupId: reports.groupId })
      .from(reportVersions)
      .innerJoin(reports, newestVersion)
      .innerJoin(groups, eq(groups.id, reports.groupId))
      .innerJoin(reportWords, newestWords)
      .where(
        and(
          atWork(),
          isNull(reports.withdrawnAt),
          isNull(reports.hiddenAt),
          isNotNull(reportWords.learned),
          sql`${reportVersions.periodEnd} between ${from} and ${to}`,
        ),
      )
      .orderBy(desc(reportVersions.periodEnd), desc(reports.postedAt), desc(reports.id))
      .limit(limit);
  // Few are read; only where they are all of the same groups, more.
  for (let most = 10 * wordsShown; ; most *= 10) {
    const rows = await latest(most);
    const ofGroups = new Map(rows.toReversed().map(({ id, groupId }) => [groupId, id]));
    const ids = rows.map(({ id }) => id).filter((id) => [...ofGroups.values()].includes(id));
    if (ids.length >= wordsShown || rows.length < most) return listReports(db, ids.slice(0, wordsShown));
  }
}
