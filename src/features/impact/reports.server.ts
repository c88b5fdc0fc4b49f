import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  groups,
  measures,
  reportConfirmations,
  reports,
  reportShares,
  reportVersions,
  reportWords,
} from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { toMeasureView } from './measure-view.server.ts';
import {
  figuresFor,
  type Audience,
  type ReportPage,
  type ReportSummary,
  type VersionView,
} from './report-view.ts';
import { plainFigures, summaryRows, toSummary } from './report-summaries.server.ts';

/**
 * A report with its whole ledger, as `audience` may see it; null when there is none. Depends on the tag
 * `report:<id>`. Four queries, sent together.
 */
export async function findReport(
  db: Queryable,
  reportId: string,
  audience: Audience,
): Promise<ReportPage | null> {
  const [rows, catalog, versions, confirmations, sharedWith] = await Promise.all([
    summaryRows(db).where(eq(reports.id, reportId)),
    db
      .select({ entry: measures })
      .from(measures)
      .innerJoin(reports, and(eq(reports.measureId, measures.id), eq(reports.id, reportId))),
    findVersions(db, reportId),
    db
      .select()
      .from(reportConfirmations)
      .where(eq(reportConfirmations.reportId, reportId))
      .orderBy(asc(reportConfirmations.version)),
    findSharedWith(db, reportId),
  ]);
  const [row] = rows;
  if (!row) return null;
  const report = toSummary(row, audience);
  const kept = report.figuresKept;
  return {
    report,
    measure: catalog[0] ? toMeasureView(catalog[0].entry, row.report.definition) : null,
    ledger: versions.map((version) => toVersion(version, report)),
    confirmations: confirmations.map(({ version, value, cases, confirmedAt }) => ({
      version,
      value: kept ? null : value,
      cases: kept ? null : cases,
      at: confirmedAt,
      stands: row.confirmed?.at?.getTime() === confirmedAt.getTime(),
    })),
    sharedWith,
    withdrawal: row.report.withdrawnAt
      ? { at: row.report.withdrawnAt, reason: report.hidden ? null : row.report.withdrawnReason || null }
      : null,
    hiddenReason: row.report.hiddenReason,
  };
}

function findVersions(db: Queryable, reportId: string) {
  return db
    .select({ version: reportVersions, words: reportWords })
    .from(reportVersions)
    .leftJoin(
      reportWords,
      and(eq(reportWords.reportId, reportVersions.reportId), eq(reportWords.version, reportVersions.version)),
    )
    .where(eq(reportVersions.reportId, reportId))
    .orderBy(asc(reportVersions.version));
}

function toVersion(
  { version, words }: Awaited<ReturnType<typeof findVersions>>[number],
  report: ReportSummary,
): VersionView {
  const shown = report.hidden ? null : words;
  const { tried, happened, learned, nextQuestion } = shown ?? {};
  return {
    version: version.version,
    postedAt: version.postedAt,
    figures: figuresFor(plainFigures(version), report.figuresKept),
    words:
      shown && !report.withdrawn
        ? {
            tried: tried ?? null,
            happened: happened ?? null,
            learned: learned ?? null,
            nextQuestion: nextQuestion ?? null,
          }
        : null,
    reason: shown?.reason ?? null,
    redacted: words?.redactedAt != null,
  };
}

function findSharedWith(db: Queryable, reportId: string) {
  return db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(reportShares)
    .innerJoin(groups, and(eq(groups.id, reportShares.groupId), isPublic()))
    .where(eq(reportShares.reportId, reportId))
    .orderBy(asc(groups.slug));
}

export interface Page {
  limit: number;
  offset: number;
}

/** Reports of a group and those shared with it, newest period first, withdrawn ones among them as such. Tag `group:<id>`. */
export async function listGroupReports(
  db: Queryable,
  groupId: string,
  audience: Audience,
  page: Page,
): Promise<ReportSummary[]> {
  const rows = await summaryRows(db)
    .where(ofGroup(db, groupId))
    .orderBy(desc(reportVersions.periodEnd), desc(reports.postedAt), desc(reports.id))
    .limit(page.limit)
    .offset(page.offset);
  return rows.map((row) => toSummary(row, row.report.groupId === groupId ? audience : 'public'));
}

/** A group's own reports and those shared with it; a union, so that either is found by its index. */
export function ofGroup(db: Queryable, groupId: string) {
  const own = db.select({ id: reports.id }).from(reports).where(eq(reports.groupId, groupId));
  const shared = db
    .select({ id: reportShares.reportId })
    .from(reportShares)
    .where(eq(reportShares.groupId, groupId));
  return inArray(reports.id, own.union(shared));
}

/** These reports as the public sees them, in the order of `ids`. */
export async function listReports(db: Queryable, ids: readonly string[]): Promise<ReportSummary[]> {
  if (ids.length === 0) return [];
  const rows = await summaryRows(db).where(inArray(reports.id, [...ids]));
  const found = new Map(rows.map((row) => [row.report.id, toSummary(row, 'public')]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
