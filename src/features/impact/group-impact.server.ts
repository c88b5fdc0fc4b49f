import { asc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures, reports, reportVersions } from '#db/schema/index.ts';
import { chosenMeasures } from './ledger-context.server.ts';
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
 * Everything a group's impact page shows, as `audience` may see it, in three queries that are sent together (a fourth
 * where a shared report has another measure) and do not grow with the town. What another group shared is read as the
 * public reads it, and adds nothing to this group's figures. Depends on the tag `group:<id>`.
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
    summaryRows(db).where(ofGroup(db, groupId)).orderBy(asc(reportVersions.periodEnd), asc(reports.postedAt)),
    db.select({ showsEase: groups.showsEase }).from(groups).where(eq(groups.id, groupId)),
  ]);
  const isOwn = (row: (typeof rows)[number]) => row.report.groupId === groupId;
  // The rules need all figures; what leaves here is what the audience may see.
  const full = rows.filter(isOwn).map((row) => toSummary(row, 'group'));
  const reader = { audience, showsEase: shown[0]?.showsEase ?? false };
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
    views: await withOtherMeasures(db, own, seen),
  };
}

/** These measures by id, and those that only a shared report has. */
async function withOtherMeasures(
  db: Queryable,
  own: readonly MeasureView[],
  seen: readonly ReportSummary[],
): Promise<ReadonlyMap<string, MeasureView>> {
  const views = new Map(own.map((view) => [view.id, view]));
  const missing = new Set(seen.flatMap(({ measureId }) => measureId ?? []).filter((id) => !views.has(id)));
  if (missing.size === 0) return views;
  const others = await db
    .select()
    .from(measures)
    .where(inArray(measures.id, [...missing]));
  for (const entry of others) views.set(entry.id, toMeasureView(entry, 1));
  return views;
}
