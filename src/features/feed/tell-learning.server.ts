import { eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, groups, questions } from '#db/schema/index.ts';
import type { AdoptionOutcome } from '#features/approaches/approaches.ts';
import { readableText } from '#features/approaches/list-approaches.server.ts';
import { questionPath } from '#features/questions/questions.ts';
import type { Told, ToldByRef } from './feed.ts';
import { actorOf, named } from './tell.server.ts';

const dayMs = 86_400_000;

/** A question, and whose it is where a group asks. */
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

/** An answer under its question; once it helped, after how many days. */
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

/** An approach in the language that its reader reads best. */
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

/** That a group took up another's approach, and what came of it. */
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
