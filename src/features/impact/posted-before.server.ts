import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, reports, reportVersions, reportWords } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { done, refused, type LedgerResult } from './ledger-context.server.ts';
import { figureNames, reportTexts } from './report.ts';
import type { PostedReport, PostReport } from './write-report.server.ts';

/**
 * The report that was posted with this key: given again when the same is sent again, as phones do that heard no answer.
 * Something else under the same key, such as a draft that was kept though its first post had arrived, is refused with
 * `sent-before`, because neither giving the earlier report nor writing another would be what was meant for certain.
 * @returns null when nothing was posted with this key
 */
export async function findPosted(
  db: Queryable,
  post: PostReport,
): Promise<LedgerResult<PostedReport> | null> {
  const [found] = await db
    .select({ report: reports, figures: reportVersions, words: reportWords })
    .from(reports)
    .innerJoin(reportVersions, and(eq(reportVersions.reportId, reports.id), eq(reportVersions.version, 1)))
    .leftJoin(reportWords, and(eq(reportWords.reportId, reports.id), eq(reportWords.version, 1)))
    .where(eq(reports.idempotencyKey, post.report.key));
  if (!found) return null;
  const { report } = found;
  if (report.groupId !== post.groupId || report.postedBy !== post.actor.personId) return refused('key-used');
  if (!isSame(found, post)) return refused('sent-before');
  return done({ reportId: report.id, again: true, trajectory: null });
}

/** The report that was posted with a key, for its link; null where there is none that may be read. */
export async function findReportOfKey(db: Queryable, key: string): Promise<string | null> {
  const readable = and(eq(reports.idempotencyKey, key), isNull(reports.hiddenAt), isPublic());
  const [row] = await db
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .where(readable);
  return row?.id ?? null;
}

interface Found {
  report: typeof reports.$inferSelect;
  figures: typeof reportVersions.$inferSelect;
  words: typeof reportWords.$inferSelect | null;
}

/** Words that were taken back since then cannot be compared, and are not. */
function isSame({ report, figures, words }: Found, { measureId, report: sent }: PostReport): boolean {
  const sameWords =
    words?.redactedAt != null || reportTexts.every((name) => (words?.[name] ?? null) === sent.words[name]);
  return (
    report.outcome === sent.outcome &&
    report.measureId === measureId &&
    figureNames.every((name) => figures[name] === sent.figures[name]) &&
    sameWords
  );
}
