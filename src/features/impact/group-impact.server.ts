import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, reports, reportVersions } from '#db/schema/index.ts';
import { chosenMeasures } from './ledger-context.server.ts';
import { measureImpact, type MeasureImpact } from './group-impact.ts';
import { toMeasureView } from './measure-view.server.ts';
import type { Audience, ReportSummary } from './report-view.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';

/** A group's impact page: each of its measures in its order, and its reports, newest first. */
export interface GroupImpact {
  measures: MeasureImpact[];
  reports: ReportSummary[];
}

/**
 * Everything a group's impact page shows, as `audience` may see it, in three queries that are sent together and
 * do not grow with the town. Depends on the tag `group:<id>`.
 */
export async function getGroupImpact(
  db: Queryable,
  groupId: string,
  audience: Audience,
): Promise<GroupImpact> {
  const [chosen, rows, shown] = await Promise.all([
    chosenMeasures(db)
      .where(eq(groupMeasures.groupId, groupId))
      .orderBy(asc(groupMeasures.position), asc(groupMeasures.measureId)),
    summaryRows(db)
      .where(eq(reports.groupId, groupId))
      .orderBy(asc(reportVersions.periodEnd), asc(reports.postedAt)),
    db
      .select({ showsEase: groups.showsEase })
      .from(groups)
      .where(and(eq(groups.id, groupId))),
  ]);
  // The rules need all figures; what leaves here is what the audience may see.
  const full = rows.map((row) => toSummary(row, 'group'));
  const reader = { audience, showsEase: shown[0]?.showsEase ?? false };
  return {
    measures: chosen.map((row) =>
      measureImpact(
        {
          measure: toMeasureView(row.entry, row.chosen.definition),
          baseline: row.chosen.baseline,
          target: row.chosen.target,
          ended: row.chosen.endedAt !== null,
        },
        full,
        reader,
      ),
    ),
    reports: rows.map((row) => toSummary(row, audience)).reverse(),
  };
}
