import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groups, reports, reportWords, searchDocuments } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';

/**
 * Writes a report's search document as its words now stand: gone when it was withdrawn, hidden, when its
 * group is not public, or when no words are left. Called in the transaction of every change to the words, so that search never keeps what the
 * report lost.
 */
export async function mirrorReportInSearch(tx: Transaction, reportId: string): Promise<void> {
  await tx
    .delete(searchDocuments)
    .where(and(eq(searchDocuments.kind, 'report'), eq(searchDocuments.ref, reportId)));
  await insertDocuments(tx, sql`${reports.id} = ${reportId}`);
}

/** Writes the search documents of all reports anew. For imports and repairs. */
export async function mirrorAllReportsInSearch(tx: Transaction): Promise<void> {
  await tx.delete(searchDocuments).where(eq(searchDocuments.kind, 'report'));
  await insertDocuments(tx, sql`true`);
}

/** The words of the newest version that has any, one paragraph each. */
const body = sql<string>`(
  select concat_ws(E'\n', w.tried, w.happened, w.learned, w.next_question) from ${reportWords} w
  where w.report_id = ${reports.id} and coalesce(w.tried, w.happened, w.learned, w.next_question) is not null
  order by w.version desc limit 1
)`;

async function insertDocuments(tx: Transaction, which: ReturnType<typeof sql>): Promise<void> {
  const found = await tx
    .select({ ref: reports.id, lang: reports.lang, title: groups.name, body, changedAt: reports.postedAt })
    .from(reports)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .where(and(which, isNull(reports.withdrawnAt), isNull(reports.hiddenAt), isPublic()));
  const documents = found
    .filter((row) => row.body)
    .map((row) => ({ ...row, kind: 'report', path: `/reports/${row.ref}/` }));
  for (let from = 0; from < documents.length; from += 1000) {
    await tx.insert(searchDocuments).values(documents.slice(from, from + 1000));
  }
}
