import { and, desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { reports, reportVersions } from '#db/schema/index.ts';
import { counts, newestVersion } from './current-reports.server.ts';
import type { ChosenMeasure } from './ledger-context.server.ts';
import { isMuchShorter, type Doubt, type ReportFigures } from './report.ts';

/**
 * What makes a report with a figure look like a slip: two conveners who both report one meeting, a page gone back to
 * and saved again, or a day where a week was meant, which makes a pace leap. One query.
 */
export async function findDoubt(
  db: Queryable,
  { groupId, measureId, kind }: Pick<ChosenMeasure, 'groupId' | 'measureId' | 'kind'>,
  period: Pick<ReportFigures, 'periodStart' | 'periodEnd'>,
): Promise<Doubt | null> {
  const { periodStart, periodEnd } = reportVersions;
  const overlaps = sql<boolean>`${periodStart} <= ${period.periodEnd} and ${periodEnd} >= ${period.periodStart}`;
  const [before] = await db
    .select({ overlaps, periodStart, periodEnd })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .where(and(eq(reports.groupId, groupId), eq(reports.measureId, measureId), counts))
    .orderBy(desc(overlaps), desc(periodEnd))
    .limit(1);
  if (!before) return null;
  if (before.overlaps) return 'reported-already';
  return kind === 'count' && isMuchShorter(period, before) ? 'period-short' : null;
}
