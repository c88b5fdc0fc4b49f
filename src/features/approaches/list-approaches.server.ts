import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, approachEvidence, approaches, approachTexts, groups, reports } from '#db/schema/index.ts';
import { isNotOfHidden, isPublic } from '#features/groups/public-groups.server.ts';
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

/** Where public approaches stand, newest first. Depends on the tags `approaches` and `groups`. */
export async function publicApproachSlugs(db: Queryable, most: number): Promise<string[]> {
  const rows = await db
    .select({ slug: approaches.slug })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(isPublicApproach())
    .orderBy(desc(approaches.writtenAt), desc(approaches.id))
    .limit(most);
  return rows.map(({ slug }) => slug);
}

/** Public approaches that satisfy `where`, newest first, with how they fared. */
export async function findApproaches(
  db: Queryable,
  lang: string,
  where: SQL | undefined,
  most = 200,
  offset = 0,
): Promise<ApproachSummary[]> {
  return approachRows(db, lang, and(isPublicApproach(), where), most, offset);
}

/** How many public approaches satisfy `where`, which must not ask of their groups. */
export async function countApproaches(db: Queryable, where: SQL | undefined): Promise<number> {
  return db.$count(
    approaches,
    and(isNull(approaches.hiddenAt), isNotOfHidden(db, approaches.groupId), where),
  );
}

/** A page of approaches; how they fared is counted once it is known which these are. */
function approachRows(db: Queryable, lang: string, where: SQL | undefined, most: number, offset = 0) {
  const text = readableText(db, lang);
  const page = db
    .select({ id: approaches.id })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(where)
    .orderBy(desc(approaches.writtenAt), desc(approaches.id))
    .limit(most)
    .offset(offset)
    .as('page');
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
      tally: fared,
      evidence,
    })
    .from(page)
    .innerJoin(approaches, eq(approaches.id, page.id))
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoinLateral(text, sql`true`)
    .orderBy(desc(approaches.writtenAt), desc(approaches.id));
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

type Fared = readonly { readonly outcome: string | null; readonly count: number }[];

/** How an approach fared with the public groups that took it up, as a column of a query on approaches. */
const fared = sql<Tally>`(
  select coalesce(json_agg(json_build_object('outcome', f.outcome, 'count', f.many)), '[]') from (
    select a.outcome, count(*) as many from ${adoptions} a join ${groups} g on g.id = a.group_id and g.is_public
    where a.approach_id = ${approaches.id} group by a.outcome) f)`.mapWith(tallyOf);

const evidence = sql<number>`(
  select count(*) from ${approachEvidence} e join ${reports} r on r.id = e.report_id and r.withdrawn_at is null
  where e.approach_id = ${approaches.id})`.mapWith(Number);

/** How adoptions of an approach ended, told from the outcomes of each. */
function tallyOf(outcomes: Fared): Tally {
  const of = (outcome: string | null) => outcomes.find((each) => each.outcome === outcome)?.count ?? 0;
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
    100,
  );
  return found
    .map(({ id, title, group }) => ({ value: id, label: `${title} (${group.name})` }))
    .sort((a, b) => a.label.localeCompare(b.label, lang));
}
