import { eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { answers, approaches, groups, questions } from '#db/schema/index.ts';
import { readableText } from '#features/approaches/list-approaches.server.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import { questionPath } from '#features/questions/questions.ts';
import type { Subject } from './concerns.server.ts';

type Found = Map<string, Subject>;
type GroupRow = typeof groups.$inferSelect;

const isShown = (group: GroupRow | null) => group === null || isPublicGroup(group);

/** Questions that concerns are about, by their own words. */
export async function findQuestionSubjects(
  db: Queryable,
  found: Found,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db
    .select({ question: questions, group: groups })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(inArray(questions.id, [...ids]));
  for (const { question, group } of rows)
    found.set(question.id, {
      name: question.text,
      path: questionPath(question),
      hidden: question.hiddenAt !== null,
      isPublic: question.hiddenAt === null && question.chapter === null && isShown(group),
    });
}

/** Answers, by the question they answer. */
export async function findAnswerSubjects(db: Queryable, found: Found, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const asking = alias(groups, 'asking');
  const rows = await db
    .select({ answer: answers, question: questions, group: groups, asking })
    .from(answers)
    .innerJoin(questions, eq(questions.id, answers.questionId))
    .leftJoin(groups, eq(groups.id, answers.groupId))
    .leftJoin(asking, eq(asking.id, questions.groupId))
    .where(inArray(answers.id, [...ids]));
  for (const { answer, question, group, asking: asked } of rows)
    found.set(answer.id, {
      name: question.text,
      path: `${questionPath(question)}#answer-${answer.id}`,
      hidden: answer.hiddenAt !== null,
      isPublic:
        answer.hiddenAt === null &&
        answer.withdrawnAt === null &&
        question.hiddenAt === null &&
        isShown(group) &&
        isShown(asked),
    });
}

/** Approaches, by their title. */
export async function findApproachSubjects(
  db: Queryable,
  found: Found,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const text = readableText(db, '');
  const rows = await db
    .select({ approach: approaches, title: text.title, group: groups })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(inArray(approaches.id, [...ids]));
  for (const { approach, title, group } of rows)
    found.set(approach.id, {
      name: title,
      path: `/approaches/${approach.slug}/`,
      hidden: approach.hiddenAt !== null,
      isPublic: approach.hiddenAt === null && isPublicGroup(group),
    });
}
