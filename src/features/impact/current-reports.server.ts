import { and, desc, eq, gte, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { reportConfirmations, reports, reportVersions, reportWords } from '#db/schema/index.ts';

/** Since when the figures of a version stand: a correction of words alone leaves that as it was. */
export const figuresSince = (version: { figuresAt: PgColumn; postedAt: PgColumn }): SQL =>
  sql`coalesce(${version.figuresAt}, ${version.postedAt})`;

/**
 * The confirmation that stands for a report, to be joined laterally: the newest, unless the figures were
 * amended after it, which asks for another look.
 */
export function standingConfirmation(db: Queryable) {
  return db
    .select({
      value: sql<number>`${reportConfirmations.value}`.mapWith(Number).as('confirmed_value'),
      cases: sql<number | null>`${reportConfirmations.cases}`.mapWith(toNumber).as('confirmed_cases'),
      at: reportConfirmations.confirmedAt,
    })
    .from(reportConfirmations)
    .where(
      and(
        eq(reportConfirmations.reportId, reports.id),
        gte(reportConfirmations.confirmedAt, figuresSince(reportVersions)),
      ),
    )
    .orderBy(desc(reportConfirmations.version))
    .limit(1)
    .as('confirmed');
}

/** Joins a report to its newest amendment. */
export const newestVersion = and(
  eq(reportVersions.reportId, reports.id),
  eq(reportVersions.version, reports.version),
);

/**
 * Joins a report to the words that stand: those of the newest version that has any. Not asked by `max`, for which PostgreSQL
 * reads all words there are.
 */
export const newestWords = and(
  eq(reportWords.reportId, reports.id),
  sql`coalesce(${reportWords.tried}, ${reportWords.happened}, ${reportWords.learned}, ${reportWords.nextQuestion}) is not null`,
  sql`not exists (select from ${reportWords} w where w.report_id = ${reports.id} and w.version > ${reportWords.version}
    and coalesce(w.tried, w.happened, w.learned, w.next_question) is not null)`,
);

/** A report that counts: not withdrawn, with a figure. Hidden ones count. */
export const counts = and(
  sql`${reports.withdrawnAt} is null`,
  eq(reports.outcome, 'counted'),
  isNotNull(reportVersions.value),
);

function toNumber(value: unknown): number | null {
  return value === null ? null : Number(value);
}
