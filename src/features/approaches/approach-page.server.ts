import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { adoptions, approachEvidence, approaches, approachTexts, groups, reports } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { listReports } from '#features/impact/reports.server.ts';
import type { ReportSummary } from '#features/impact/report-view.ts';
import type { Adopter } from './approach-view.ts';
import type { AdoptionOutcome, ApproachSummary } from './approaches.ts';
import { findApproaches, isPublicApproach } from './list-approaches.server.ts';

export interface ApproachPage {
  readonly id: string;
  readonly slug: string;
  readonly focusId: string | null;
  readonly neighborhoodId: string;
  readonly writtenAt: Date;
  readonly group: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly lang: string;
    readonly welcomesVisitors: boolean;
    readonly closedAt: Date | null;
  };
  readonly texts: readonly (typeof approachTexts.$inferSelect)[];
  /** Its reports that stand behind it, newest first. */
  readonly evidence: readonly ReportSummary[];
  readonly adopters: readonly Adopter[];
  /** Everything of one origin, this one among it. */
  readonly family: readonly ApproachSummary[];
}

/** An approach by its slug, as the public may read it; null when there is none. Tags: `approachTag`, `group:<id>`. */
export async function findApproachPage(
  db: Queryable,
  slug: string,
  lang: string,
): Promise<ApproachPage | null> {
  const [row] = await db
    .select({
      id: approaches.id,
      slug: approaches.slug,
      focusId: approaches.focusId,
      neighborhoodId: approaches.neighborhoodId,
      writtenAt: approaches.writtenAt,
      originalLang: approaches.lang,
      group: {
        id: groups.id,
        slug: groups.slug,
        name: groups.name,
        lang: groups.lang,
        welcomesVisitors: groups.welcomesVisitors,
        closedAt: groups.closedAt,
      },
    })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(and(eq(approaches.slug, slug), isPublicApproach()));
  if (!row) return null;
  const [texts, evidence, adopters, family] = await Promise.all([
    db
      .select()
      .from(approachTexts)
      .where(eq(approachTexts.approachId, row.id))
      .orderBy(
        desc(eq(approachTexts.lang, lang)),
        desc(eq(approachTexts.lang, row.originalLang)),
        asc(approachTexts.lang),
      ),
    findEvidence(db, row.id),
    findAdopters(db, row.id, lang),
    findFamily(db, row.id, lang),
  ]);
  return { ...row, texts, evidence, adopters, family };
}

async function findEvidence(db: Queryable, approachId: string): Promise<ReportSummary[]> {
  const rows = await db
    .select({ id: reports.id })
    .from(approachEvidence)
    .innerJoin(reports, eq(reports.id, approachEvidence.reportId))
    .where(and(eq(approachEvidence.approachId, approachId), isNull(reports.withdrawnAt)))
    .orderBy(desc(reports.postedAt), desc(reports.id));
  return listReports(
    db,
    rows.map(({ id }) => id),
  );
}

async function findAdopters(db: Queryable, approachId: string, lang: string): Promise<Adopter[]> {
  const child = alias(approaches, 'child');
  const childText = db
    .select({ title: approachTexts.title, lang: approachTexts.lang })
    .from(approachTexts)
    .where(eq(approachTexts.approachId, child.id))
    .orderBy(desc(eq(approachTexts.lang, lang)), asc(approachTexts.lang))
    .limit(1)
    .as('child_text');
  const rows = await db
    .select({
      adoption: adoptions,
      group: { id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang },
      childSlug: child.slug,
      childTitle: childText.title,
      childLang: childText.lang,
    })
    .from(adoptions)
    .innerJoin(groups, eq(groups.id, adoptions.groupId))
    .leftJoin(child, and(eq(child.id, adoptions.childId), isNull(child.hiddenAt)))
    .leftJoinLateral(childText, sql`true`)
    .where(and(eq(adoptions.approachId, approachId), isPublic()))
    .orderBy(asc(adoptions.adoptedAt), asc(adoptions.id));
  return rows.map(({ adoption, group, childSlug, childTitle, childLang }) => ({
    adoptionId: adoption.id,
    group,
    adoptedAt: adoption.adoptedAt,
    outcome: adoption.outcome as AdoptionOutcome | null,
    line: adoption.line,
    lang: adoption.lang,
    reportId: adoption.reportId,
    child:
      childSlug === null || childTitle === null || childLang === null
        ? null
        : { slug: childSlug, title: childTitle, lang: childLang },
  }));
}

/** Everything public of the origin that an approach has; `union` ends even where parents would go in a circle. */
async function findFamily(db: Queryable, approachId: string, lang: string): Promise<ApproachSummary[]> {
  const family = sql`(
    with recursive up as (
      select id, parent_id from approaches where id = ${approachId}
      union select a.id, a.parent_id from approaches a join up on a.id = up.parent_id
    ), down as (
      select id from up where parent_id is null
      union select a.id from approaches a join down on a.parent_id = down.id
    ) select id from down)`;
  return findApproaches(db, lang, inArray(approaches.id, family));
}
