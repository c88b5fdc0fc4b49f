import { and, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { adoptions, approaches, groups, reflectionAnswers, reflections } from '#db/schema/index.ts';
import { isPublicApproach, readableText } from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Dropped } from './learn.ts';

const named = {
  slug: groups.slug,
  name: groups.name,
  lang: groups.lang,
  neighborhoodId: groups.neighborhoodId,
};

/**
 * What was given up and why, the newest first: approaches that were taken up and dropped, what groups shared of their
 * reflections as dropped, and the closing words of groups. Groups that stay out are left out. Depends on `learnTags`.
 * @returns `most` from `offset` on; one more than asked for tells that it goes on
 */
export async function listDropped(db: Queryable, lang: string, most: number, offset = 0): Promise<Dropped[]> {
  const needed = offset + most;
  const found = await Promise.all([
    droppedApproaches(db, lang, needed),
    sharedAsDropped(db, needed),
    closings(db, needed),
  ]);
  return found
    .flat()
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(offset, needed);
}

async function droppedApproaches(db: Queryable, lang: string, most: number): Promise<Dropped[]> {
  const adopter = alias(groups, 'adopter');
  const text = readableText(db, lang);
  const rows = await db
    .select({
      at: adoptions.outcomeAt,
      line: adoptions.line,
      lineLang: adoptions.lang,
      group: {
        slug: adopter.slug,
        name: adopter.name,
        lang: adopter.lang,
        neighborhoodId: adopter.neighborhoodId,
      },
      approach: { slug: approaches.slug, title: text.title, lang: text.lang },
    })
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoin(adopter, eq(adopter.id, adoptions.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(
      and(
        sql`${adoptions.outcome} = 'dropped'`,
        isNotNull(adoptions.line),
        isPublicApproach(),
        isPublic(adopter),
        eq(adopter.staysOut, false),
      ),
    )
    .orderBy(desc(adoptions.outcomeAt))
    .limit(most);
  return rows.flatMap(({ at, line, lineLang, group, approach }) =>
    at === null || line === null
      ? []
      : [{ kind: 'adoption', at, group, text: line, lang: lineLang, approach }],
  );
}

async function sharedAsDropped(db: Queryable, most: number): Promise<Dropped[]> {
  const rows = await db
    .select({
      at: reflectionAnswers.sharedAt,
      text: reflectionAnswers.text,
      textLang: reflectionAnswers.lang,
      group: named,
    })
    .from(reflectionAnswers)
    .innerJoin(reflections, eq(reflections.id, reflectionAnswers.reflectionId))
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .where(
      and(
        eq(reflectionAnswers.step, 'dropped'),
        eq(reflectionAnswers.shared, true),
        isNull(reflectionAnswers.hiddenAt),
        isPublic(),
        eq(groups.staysOut, false),
      ),
    )
    .orderBy(desc(reflectionAnswers.sharedAt))
    .limit(most);
  return rows.flatMap(({ at, text, textLang, group }) =>
    at === null ? [] : [{ kind: 'reflection', at, group, text, lang: textLang, approach: null }],
  );
}

async function closings(db: Queryable, most: number): Promise<Dropped[]> {
  const rows = await db
    .select({ at: groups.closedAt, text: groups.closingWords, group: named })
    .from(groups)
    .where(
      and(
        isNotNull(groups.closedAt),
        isNotNull(groups.closingWords),
        ne(groups.closingWords, ''),
        isPublic(),
        eq(groups.staysOut, false),
      ),
    )
    .orderBy(desc(groups.closedAt))
    .limit(most);
  return rows.flatMap(({ at, text, group }) =>
    at === null || text === null
      ? []
      : [{ kind: 'closing', at, group, text, lang: group.lang, approach: null }],
  );
}
