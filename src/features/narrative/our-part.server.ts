import { and, desc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, reports } from '#db/schema/index.ts';
import { isListedGroup, isPublic } from '#features/groups/public-groups.server.ts';
import { summaryRows, toSummary } from '#features/impact/report-summaries.server.ts';
import type { ReportSummary } from '#features/impact/report-view.ts';
import { groupBy } from '#lib/group-by.ts';
import type { FocusParts } from './our-part.ts';

const partsShown = 6;
const learnedShown = 3;

/**
 * What groups of these focuses say is their part, by focus in the order given; those heard from last stand first.
 * Depends on the tag `groups`. One query.
 */
export async function findOurParts(db: Queryable, focusIds: readonly string[]): Promise<FocusParts[]> {
  if (focusIds.length === 0) return [];
  const ranked = db
    .select({
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      ourPart: sql<string>`${groups.ourPart}`.as('our_part'),
      focusId: sql<string>`${groups.focusId}`.as('focus_id'),
      neighborhoodId: groups.neighborhoodId,
      place: sql<number>`row_number() over (partition by ${groups.focusId}
        order by ${groups.lastReportAt} desc nulls last, ${groups.createdAt} desc, ${groups.id})`
        .mapWith(Number)
        .as('place'),
      total: sql<number>`count(*) over (partition by ${groups.focusId})`.mapWith(Number).as('total'),
    })
    .from(groups)
    .where(
      and(
        isListedGroup,
        eq(groups.kind, 'impact'),
        isNotNull(groups.ourPart),
        inArray(groups.focusId, [...focusIds]),
      ),
    )
    .as('ranked');
  const rows = await db.select().from(ranked).where(lte(ranked.place, partsShown)).orderBy(ranked.place);
  const byFocus = groupBy(rows, (row) => row.focusId);
  return focusIds.flatMap((focusId) => {
    const parts = byFocus.get(focusId) ?? [];
    return parts[0] ? [{ focusId, total: parts[0].total, parts }] : [];
  });
}

/** The newest reports of these focuses that say what was learned. Depends on the tags `impact` and `groups`. */
export async function findLearned(db: Queryable, focusIds: readonly string[]): Promise<ReportSummary[]> {
  if (focusIds.length === 0) return [];
  const rows = await summaryRows(db)
    .where(
      and(
        inArray(reports.focusId, [...focusIds]),
        isNull(reports.withdrawnAt),
        isNull(reports.hiddenAt),
        isPublic(),
        sql`words.learned is not null`,
      ),
    )
    .orderBy(desc(reports.postedAt), desc(reports.id))
    .limit(learnedShown);
  return rows.map((row) => toSummary(row, 'public'));
}
