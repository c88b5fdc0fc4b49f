import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groups, hands, reflectionAnswers, reflections } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { reflectionPath } from '#features/reflections/reflections.ts';
import { groupBy } from '#lib/group-by.ts';
import type { Actor, Told, ToldByRef } from './feed.ts';

/** What names a group in the feed. */
export const named = { slug: groups.slug, name: groups.name, lang: groups.lang };

/** A group from a left join, which may have found none. */
export const actorOf = (row: { slug: string; name: string; lang: string } | null): Actor | null => row;

/** A group's beginning: its name and what it does, and the group it divided from where that is public. */
export async function tellGroups(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const from = alias(groups, 'divided_from');
  const rows = await db
    .select({
      id: groups.id,
      about: groups.about,
      group: named,
      other: { slug: from.slug, name: from.name, lang: from.lang },
    })
    .from(groups)
    .leftJoin(from, and(eq(from.id, groups.dividedFromId), isPublic(from)))
    .where(inArray(groups.id, [...refs]));
  return new Map(
    rows.map(({ id, about, group, other }): [string, Told] => [
      id,
      {
        group,
        other: actorOf(other),
        path: `/groups/${group.slug}/`,
        title: { text: group.name, lang: group.lang },
        excerpt: { text: about, lang: group.lang },
      },
    ]),
  );
}

/** The first of what a group shared of its reflection; hidden answers are not told. */
export async function tellReflections(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const rows = await db
    .select({ id: reflections.id, text: reflectionAnswers.text, lang: reflectionAnswers.lang, group: named })
    .from(reflectionAnswers)
    .innerJoin(reflections, eq(reflections.id, reflectionAnswers.reflectionId))
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .where(
      and(
        inArray(reflections.id, [...refs]),
        eq(reflectionAnswers.shared, true),
        isNull(reflectionAnswers.hiddenAt),
      ),
    )
    .orderBy(desc(sql`${reflectionAnswers.step} = 'learned'`), asc(reflectionAnswers.sharedAt));
  const byReflection = groupBy(rows, ({ id }) => id);
  return new Map(
    [...byReflection].flatMap(([id, [first]]): [string, Told][] =>
      first
        ? [
            [
              id,
              {
                group: first.group,
                path: reflectionPath(id),
                title: null,
                excerpt: { text: first.text, lang: first.lang },
              },
            ],
          ]
        : [],
    ),
  );
}

/** A hand that was passed on, in the moderator's own words; never whose it was. */
export async function tellHands(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const rows = await db
    .select({ id: hands.id, words: hands.passedOnWords, lang: hands.lang, group: named })
    .from(hands)
    .innerJoin(groups, eq(groups.id, hands.groupId))
    .where(inArray(hands.id, [...refs]));
  return new Map(
    rows.flatMap(({ id, words, lang, group }): [string, Told][] =>
      words === null
        ? []
        : [
            [
              id,
              { group, path: `/groups/${group.slug}/#hands`, title: { text: words, lang }, excerpt: null },
            ],
          ],
    ),
  );
}
