import { and, desc, eq, gte, isNotNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { reportConfirmations, reports, reportVersions } from '#db/schema/index.ts';

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
        gte(reportConfirmations.confirmedAt, reportVersions.postedAt),
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

/** A report that counts: not withdrawn, with a figure. Hidden ones count. */
export const counts = and(
  sql`${reports.withdrawnAt} is null`,
  eq(reports.outcome, 'counted'),
  isNotNull(reportVersions.value),
);

function toNumber(value: unknown): number | null {
  return value === null ? null : Number(value);
}
