import { desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, measures, reports, reportVersions, reportWords } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { newestVersion, standingConfirmation } from './current-reports.server.ts';
import type { ReportFigures } from './report.ts';
import { figuresFor, keepsFigures, type Audience, type ReportSummary } from './report-view.ts';

/** Words of a report: those of the newest version that has any, else the mark that they were removed. */
function standingWords(db: Queryable) {
  const hasWords = sql`coalesce(${reportWords.tried}, ${reportWords.happened}, ${reportWords.learned}, ${reportWords.nextQuestion}) is not null`;
  return db
    .select({
      tried: reportWords.tried,
      happened: reportWords.happened,
      learned: reportWords.learned,
      nextQuestion: reportWords.nextQuestion,
      redactedAt: reportWords.redactedAt,
    })
    .from(reportWords)
    .where(eq(reportWords.reportId, reports.id))
    .orderBy(desc(hasWords), sql`${reportWords.redactedAt} is not null desc`, desc(reportWords.version))
    .limit(1)
    .as('words');
}

/** Reports with their newest figures, standing confirmation and words; narrow it with `.where`, order and limit it. */
export function summaryRows(db: Queryable) {
  const confirmed = standingConfirmation(db);
  const words = standingWords(db);
  return db
    .select({
      report: reports,
      version: reportVersions,
      confirmed: { value: confirmed.value, cases: confirmed.cases, at: confirmed.at },
      // Flat: as an object of its own it would come back null whenever its first text is.
      tried: words.tried,
      happened: words.happened,
      learned: words.learned,
      nextQuestion: words.nextQuestion,
      redactedAt: words.redactedAt,
      group: { id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang },
      groupHidden: sql<boolean>`${groups.hiddenAt} is not null`,
      groupIsPublic: sql<boolean>`${isPublic()}`,
      sensitive: measures.sensitive,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .leftJoin(measures, eq(measures.id, reports.measureId))
    .leftJoinLateral(confirmed, sql`true`)
    .leftJoinLateral(words, sql`true`)
    .$dynamic();
}

export type SummaryRow = Awaited<ReturnType<typeof summaryRows>>[number];

/**
 * A row as `audience` may see it: hidden and withdrawn reports without words, sensitive ones without figures, and of
 * a group that is not public neither its name nor any words. Its own members see their group until it is hidden.
 */
export function toSummary(row: SummaryRow, audience: Audience): ReportSummary {
  const { report, version, tried, happened, learned, nextQuestion } = row;
  const kept = keepsFigures(row.sensitive === null ? null : { sensitive: row.sensitive }, audience);
  const showsGroup = audience === 'group' ? !row.groupHidden : row.groupIsPublic;
  const hidden = report.hiddenAt !== null || !showsGroup;
  const withdrawn = report.withdrawnAt !== null;
  const { value, cases, at } = row.confirmed ?? { value: null, cases: null, at: null };
  return {
    id: report.id,
    group: showsGroup ? row.group : null,
    groupId: report.groupId,
    measureId: report.measureId,
    definition: report.definition,
    outcome: report.outcome as ReportSummary['outcome'],
    focusId: report.focusId,
    neighborhoodId: report.neighborhoodId,
    lang: report.lang,
    postedAt: report.postedAt,
    version: report.version,
    figures: figuresFor(plainFigures(version), kept),
    figuresKept: kept,
    confirmed: kept || value === null || at === null ? null : { value, cases, at },
    words: hidden || withdrawn ? null : { tried, happened, learned, nextQuestion },
    redacted: row.redactedAt !== null,
    hidden,
    withdrawn,
  };
}

/** Only the figures of a version's row. */
export function plainFigures(version: typeof reportVersions.$inferSelect): ReportFigures {
  const { periodStart, periodEnd, expected, value, cases, hours, money } = version;
  return { periodStart, periodEnd, expected, value, cases, hours, money };
}
