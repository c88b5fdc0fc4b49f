import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures, reports, reportShares, reportVersions } from '#db/schema/index.ts';
import { measureImpact, type MeasureImpact } from './group-impact.ts';
import { toMeasureView } from './measure-view.server.ts';
import type { Audience, MeasureView, ReportSummary } from './report-view.ts';
import { summaryRows, toSummary } from './report-summaries.server.ts';
import { ofGroup } from './reports.server.ts';

/** A group's impact page. */
export interface GroupImpact {
  /** Each of its measures, in its order. */
  measures: MeasureImpact[];
  /** Its reports, and those of public groups that it worked on with them, newest first. */
  reports: ReportSummary[];
  /** The measures of all these reports, by id. */
  views: ReadonlyMap<string, MeasureView>;
}

/**
 * Everything a group's impact page shows, as `audience` may see it, in two queries that are sent together and do not
 * grow with the town. What another group shared is read as the
 * public reads it, and adds nothing to this group's figures. Depends on the tag `group:<id>`.
 */
export async function getGroupImpact(
  db: Queryable,
  groupId: string,
  audience: Audience,
): Promise<GroupImpact> {
  const [counted, rows] = await Promise.all([
    measuresOf(db, groupId),
    summaryRows(db).where(ofGroup(db, groupId)).orderBy(asc(reportVersions.periodEnd), asc(reports.postedAt)),
  ]);
  const chosen = counted.flatMap((row) => (row.chosen ? [{ ...row, chosen: row.chosen }] : []));
  const isOwn = (row: (typeof rows)[number]) => row.report.groupId === groupId;
  // The rules need all figures; what leaves here is what the audience may see.
  const full = rows.filter(isOwn).map((row) => toSummary(row, 'group'));
  const reader = { audience, showsEase: counted[0]?.showsEase ?? false };
  const seen = rows
    .filter((row) => isOwn(row) || row.groupIsPublic)
    .map((row) => toSummary(row, isOwn(row) ? audience : 'public'));
  const own = chosen.map(({ entry, chosen: { definition } }) => toMeasureView(entry, definition));
  return {
    measures: chosen.map((row, at) =>
      measureImpact(
        {
          measure: own[at] ?? toMeasureView(row.entry, row.chosen.definition),
          baseline: row.chosen.baseline,
          target: row.chosen.target,
          ended: row.chosen.endedAt !== null,
        },
        full,
        reader,
      ),
    ),
    reports: seen.reverse(),
    views: new Map(
      counted.map(({ entry, chosen: by }) => [entry.id, toMeasureView(entry, by?.definition ?? 1)]),
    ),
  };
}

/** The group's measures in its order, and after them those of results that others shared with it. */
function measuresOf(db: Queryable, groupId: string) {
  const chosen = db
    .select({ id: groupMeasures.measureId })
    .from(groupMeasures)
    .where(eq(groupMeasures.groupId, groupId));
  const shared = db
    .select({ id: sql<string>`${reports.measureId}` })
    .from(reportShares)
    .innerJoin(reports, eq(reports.id, reportShares.reportId))
    .where(and(eq(reportShares.groupId, groupId), isNotNull(reports.measureId)));
  return db
    .select({
      chosen: groupMeasures,
      entry: measures,
      showsEase: sql<boolean>`(select ${groups.showsEase} from ${groups} where ${groups.id} = ${groupId})`,
    })
    .from(measures)
    .leftJoin(
      groupMeasures,
      and(eq(groupMeasures.measureId, measures.id), eq(groupMeasures.groupId, groupId)),
    )
    .where(inArray(measures.id, chosen.union(shared)))
    .orderBy(sql`${groupMeasures.position} nulls last`, asc(measures.id));
}
