import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import {
  adoptions,
  answers,
  approaches,
  groups,
  hands,
  questions,
  reflectionAnswers,
  reflections,
} from '#db/schema/index.ts';
import type { AdoptionOutcome } from '#features/approaches/approaches.ts';
import { readableText } from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { questionPath } from '#features/questions/questions.ts';
import { reflectionPath } from '#features/reflections/reflections.ts';
import { groupBy } from '#lib/group-by.ts';
import type { Actor, Told, ToldByRef } from './feed.ts';

const dayMs = 86_400_000;
const named = { slug: groups.slug, name: groups.name, lang: groups.lang };

/** A group from a left join, which may have found none. */
const actorOf = (row: { slug: string; name: string; lang: string } | null): Actor | null => row;

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

export async function tellQuestions(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const rows = await db
    .select({ question: questions, group: named })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(inArray(questions.id, [...refs]));
  return new Map(
    rows.map(({ question, group }): [string, Told] => [
      question.id,
      {
        group: actorOf(group),
        path: questionPath(question),
        title: { text: question.text, lang: question.lang },
        excerpt: question.detail === null ? null : { text: question.detail, lang: question.lang },
      },
    ]),
  );
}

export async function tellAnswers(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const rows = await db
    .select({ answer: answers, question: questions, group: named })
    .from(answers)
    .innerJoin(questions, eq(questions.id, answers.questionId))
    .leftJoin(groups, eq(groups.id, answers.groupId))
    .where(inArray(answers.id, [...refs]));
  return new Map(
    rows.map(({ answer, question, group }): [string, Told] => [
      answer.id,
      {
        group: actorOf(group),
        path: `${questionPath(question)}#answer-${answer.id}`,
        title: { text: question.text, lang: question.lang },
        excerpt: { text: answer.cameOfIt ?? answer.text, lang: answer.lang },
        days:
          answer.helpedAt === null
            ? null
            : Math.max(0, Math.round((answer.answeredAt.getTime() - question.askedAt.getTime()) / dayMs)),
      },
    ]),
  );
}

export async function tellApproaches(
  db: Queryable,
  refs: readonly string[],
  lang: string,
): Promise<ToldByRef> {
  const text = readableText(db, lang);
  const rows = await db
    .select({
      approach: approaches,
      title: text.title,
      whatToDo: text.whatToDo,
      lang: text.lang,
      group: named,
    })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(inArray(approaches.id, [...refs]));
  return new Map(
    rows.map((row): [string, Told] => [
      row.approach.id,
      {
        group: row.group,
        path: `/approaches/${row.approach.slug}/`,
        title: { text: row.title, lang: row.lang },
        excerpt: { text: row.whatToDo, lang: row.lang },
        outcome: row.approach.parentId === null ? null : 'adapted',
      },
    ]),
  );
}

export async function tellAdoptions(
  db: Queryable,
  refs: readonly string[],
  lang: string,
): Promise<ToldByRef> {
  const writer = alias(groups, 'writer');
  const text = readableText(db, lang);
  const rows = await db
    .select({
      adoption: adoptions,
      slug: approaches.slug,
      title: text.title,
      lang: text.lang,
      group: named,
      other: { slug: writer.slug, name: writer.name, lang: writer.lang },
    })
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .innerJoin(writer, eq(writer.id, approaches.groupId))
    .innerJoin(groups, eq(groups.id, adoptions.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(inArray(adoptions.id, [...refs]));
  return new Map(
    rows.map(({ adoption, slug, title, lang: titleLang, group, other }): [string, Told] => [
      adoption.id,
      {
        group,
        other,
        path: `/approaches/${slug}/#tried`,
        title: { text: title, lang: titleLang },
        excerpt: adoption.line === null ? null : { text: adoption.line, lang: adoption.lang },
        outcome: adoption.outcome as AdoptionOutcome | null,
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
