import { and, count, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, approachEvidence, approaches, approachTexts, groups, reports } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { groupBy } from '#lib/group-by.ts';
import { approachesPerPage, type ApproachSummary, type Tally } from './approaches.ts';

export interface ApproachFilter {
  readonly focusId?: string | undefined;
  readonly neighborhoodId?: string | undefined;
  /** Counts from 1. */
  readonly page: number;
}

/** Which approaches the public may read: not hidden ones, nor those of groups that are not public. */
export const isPublicApproach = () => and(isNull(approaches.hiddenAt), isPublic());

/**
 * Public approaches, newest first, a page at a time, and how many there are. Depends on the tags `approaches` and
 * `groups`.
 */
export async function listApproaches(
  db: Queryable,
  filter: ApproachFilter,
  lang: string,
): Promise<{ approaches: ApproachSummary[]; total: number }> {
  const where = and(
    filter.focusId ? eq(approaches.focusId, filter.focusId) : undefined,
    filter.neighborhoodId ? eq(approaches.neighborhoodId, filter.neighborhoodId) : undefined,
  );
  const [found, total] = await Promise.all([
    findApproaches(db, lang, where, approachesPerPage, (filter.page - 1) * approachesPerPage),
    countApproaches(db, where),
  ]);
  return { approaches: found, total };
}

/** Public approaches that satisfy `where`, newest first, with how they fared. */
export async function findApproaches(
  db: Queryable,
  lang: string,
  where: SQL | undefined,
  most = 200,
  offset = 0,
): Promise<ApproachSummary[]> {
  const rows = approachRows(db, lang, and(isPublicApproach(), where));
  return withTallies(db, await rows.limit(most).offset(offset));
}

/** How many public approaches satisfy `where`. */
export async function countApproaches(db: Queryable, where: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(and(isPublicApproach(), where));
  return row?.count ?? 0;
}

function approachRows(db: Queryable, lang: string, where: SQL | undefined) {
  const text = readableText(db, lang);
  return db
    .select({
      id: approaches.id,
      slug: approaches.slug,
      title: text.title,
      lang: text.lang,
      whatToDo: text.whatToDo,
      group: { slug: groups.slug, name: groups.name, lang: groups.lang },
      focusId: approaches.focusId,
      neighborhoodId: approaches.neighborhoodId,
      writtenAt: approaches.writtenAt,
      parentId: approaches.parentId,
    })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(where)
    .orderBy(desc(approaches.writtenAt), desc(approaches.id))
    .$dynamic();
}

/** An approach's words in `lang`, else as they were first written. */
export function readableText(db: Queryable, lang: string) {
  return db
    .select()
    .from(approachTexts)
    .where(eq(approachTexts.approachId, approaches.id))
    .orderBy(
      desc(eq(approachTexts.lang, lang)),
      desc(eq(approachTexts.lang, approaches.lang)),
      approachTexts.lang,
    )
    .limit(1)
    .as('text');
}

type Row = Omit<ApproachSummary, 'tally' | 'evidence'>;

async function withTallies(db: Queryable, rows: readonly Row[]): Promise<ApproachSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [fared, evidence] = await Promise.all([
    db
      .select({ id: adoptions.approachId, outcome: adoptions.outcome, count: count() })
      .from(adoptions)
      .innerJoin(groups, eq(groups.id, adoptions.groupId))
      .where(and(inArray(adoptions.approachId, ids), isPublic()))
      .groupBy(adoptions.approachId, adoptions.outcome),
    db
      .select({ id: approachEvidence.approachId, count: count() })
      .from(approachEvidence)
      .innerJoin(reports, eq(reports.id, approachEvidence.reportId))
      .where(and(inArray(approachEvidence.approachId, ids), isNull(reports.withdrawnAt)))
      .groupBy(approachEvidence.approachId),
  ]);
  const faredOf = groupBy(fared, ({ id }) => id);
  const evidenceOf = new Map(evidence.map((each) => [each.id, each.count]));
  return rows.map((row) => ({
    ...row,
    tally: tallyOf(faredOf.get(row.id) ?? []),
    evidence: evidenceOf.get(row.id) ?? 0,
  }));
}

function tallyOf(fared: readonly { outcome: string | null; count: number }[]): Tally {
  const of = (outcome: string | null) => fared.find((each) => each.outcome === outcome)?.count ?? 0;
  return { kept: of('kept'), adapted: of('adapted'), dropped: of('dropped'), trying: of(null) };
}

/** Public approaches to choose from, by title; those of one focus, or of all without one. */
export async function approachChoices(
  db: Queryable,
  focusId: string | null,
  lang: string,
): Promise<{ value: string; label: string }[]> {
  const found = await approachRows(
    db,
    lang,
    and(isPublicApproach(), focusId === null ? undefined : eq(approaches.focusId, focusId)),
  ).limit(100);
  return found
    .map(({ id, title, group }) => ({ value: id, label: `${title} (${group.name})` }))
    .sort((a, b) => a.label.localeCompare(b.label, lang));
}
