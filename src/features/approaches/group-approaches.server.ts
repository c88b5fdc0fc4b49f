import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, approaches, groups } from '#db/schema/index.ts';
import { listGroupReports } from '#features/impact/reports.server.ts';
import type { TakenUp } from './approach-view.ts';
import { type AdoptionOutcome, type ApproachSummary, evidenceMost } from './approaches.ts';
import { findApproaches, isPublicApproach, readableText } from './list-approaches.server.ts';

/** What a group wrote down, and what it took up from others as long as that is public, newest first. */
export async function getGroupApproaches(
  db: Queryable,
  groupId: string,
  lang: string,
): Promise<{ own: ApproachSummary[]; taken: TakenUp[] }> {
  const text = readableText(db, lang);
  const [own, rows] = await Promise.all([
    findApproaches(db, lang, eq(approaches.groupId, groupId)),
    db
      .select({ adoption: adoptions, slug: approaches.slug, title: text.title, lang: text.lang })
      .from(adoptions)
      .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
      .innerJoin(groups, eq(groups.id, approaches.groupId))
      .innerJoinLateral(text, sql`true`)
      .where(and(eq(adoptions.groupId, groupId), isPublicApproach()))
      .orderBy(desc(adoptions.adoptedAt), asc(adoptions.id)),
  ]);
  return {
    own,
    taken: rows.map(({ adoption, slug, title, lang: titleLang }) => ({
      adoptionId: adoption.id,
      approach: { slug, title, lang: titleLang },
      adoptedAt: adoption.adoptedAt,
      askAt: adoption.askAt,
      outcome: adoption.outcome as AdoptionOutcome | null,
      line: adoption.line,
      reportId: adoption.reportId,
      hasChild: adoption.childId !== null,
    })),
  };
}

/** Reports of a group that may be named as evidence: its own standing ones, newest first. */
export async function findEvidenceChoices(db: Queryable, groupId: string) {
  const found = await listGroupReports(db, groupId, 'group', { limit: 2 * evidenceMost, offset: 0 });
  return found
    .filter((report) => report.groupId === groupId && !report.withdrawn && !report.hidden)
    .slice(0, evidenceMost);
}
