import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { approaches, follows, groups, questions } from '#db/schema/index.ts';
import { isPublicApproach, readableText } from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { isUuid } from '#features/organize/organize.ts';
import { isPublicQuestion } from '#features/questions/list-questions.server.ts';
import { questionPath } from '#features/questions/questions.ts';
import { localized } from '#features/town/localized.ts';
import { focusById, inLanguage, type Town } from '#features/town/town.ts';
import type { Followable, Followed, FollowedThing } from './follow.ts';

/**
 * Those of `wanted` that the public may know of, with their names; what was hidden since, or never was, is left out.
 * At most three queries.
 */
export async function findThings(
  db: Queryable,
  town: Pick<Town, 'focuses' | 'chapters' | 'languages'>,
  wanted: readonly Followed[],
  lang: string,
): Promise<FollowedThing[]> {
  const ids = (type: Followable) =>
    wanted.filter((each) => each.type === type && (type === 'focus' || isUuid(each.id))).map(({ id }) => id);
  const found = await Promise.all([
    findGroups(db, ids('group')),
    findQuestions(db, town, ids('question'), lang),
    findApproaches(db, ids('approach'), lang),
  ]);
  const focuses = ids('focus').flatMap((id) => focusById(town, id) ?? []);
  return [
    ...found.flat(),
    ...focuses.map(({ id, name }) => ({
      type: 'focus' as const,
      id,
      name: localized(name, lang),
      lang,
      path: `/focuses/${id}/`,
    })),
  ].sort((a, b) => a.name.localeCompare(b.name, lang || undefined));
}

/** What somebody follows and can still be read. */
export async function findMyFollows(
  db: Queryable,
  town: Pick<Town, 'focuses' | 'chapters' | 'languages'>,
  personId: string,
  lang: string,
): Promise<FollowedThing[]> {
  const rows = await db
    .select({ type: follows.subjectType, id: follows.subjectId })
    .from(follows)
    .where(eq(follows.personId, personId));
  return findThings(db, town, rows as Followed[], lang);
}

async function findGroups(db: Queryable, ids: readonly string[]): Promise<FollowedThing[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(groups)
    .where(and(inArray(groups.id, [...ids]), isPublic()));
  return rows.map(({ id, slug, name, lang }) => ({
    type: 'group',
    id,
    name,
    lang,
    path: `/groups/${slug}/`,
  }));
}

async function findQuestions(
  db: Queryable,
  town: Pick<Town, 'chapters' | 'languages'>,
  ids: readonly string[],
  lang: string,
): Promise<FollowedThing[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: questions.id, text: questions.text, lang: questions.lang, chapter: questions.chapter })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(and(inArray(questions.id, [...ids]), isPublicQuestion()));
  return rows.map((row) => {
    const chapter =
      row.chapter === null
        ? undefined
        : inLanguage(town.chapters, lang).find((each) => each.slug === row.chapter);
    return {
      type: 'question',
      id: row.id,
      name: chapter?.question ?? row.text,
      lang: chapter ? lang : row.lang,
      path: questionPath(row),
    };
  });
}

async function findApproaches(db: Queryable, ids: readonly string[], lang: string): Promise<FollowedThing[]> {
  if (ids.length === 0) return [];
  const text = readableText(db, lang);
  const rows = await db
    .select({ id: approaches.id, slug: approaches.slug, title: text.title, lang: text.lang })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(and(inArray(approaches.id, [...ids]), isPublicApproach()));
  return rows.map(({ id, slug, title, lang: titleLang }) => ({
    type: 'approach',
    id,
    name: title,
    lang: titleLang,
    path: `/approaches/${slug}/`,
  }));
}
