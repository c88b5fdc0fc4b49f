import { and, eq, exists, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import {
  adoptions,
  answers,
  approaches,
  feedItems,
  groups,
  hands,
  questions,
  reflectionAnswers,
  reflections,
  reports,
} from '#db/schema/index.ts';
import { isPublicApproach } from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { isPublicQuestion, isStandingAnswer } from '#features/questions/list-questions.server.ts';

const one = { one: sql`1` };

/**
 * Whether the public may read an item: what it tells stands (not hidden, not withdrawn, still shared), and each group in
 * it is public, as `isPublic` alone decides.
 */
export function isPublicItem(db: Queryable): SQL {
  return sql`(case ${feedItems.kind}
    when 'report' then ${exists(standingReport(db))}
    when 'group' then ${exists(publicGroup(db))}
    when 'divided' then ${exists(publicGroup(db))}
    when 'question' then ${exists(publicQuestion(db))}
    when 'answer' then ${exists(standingAnswer(db))}
    when 'helped' then ${exists(standingAnswer(db))}
    when 'approach' then ${exists(publicApproach(db))}
    when 'adoption' then ${exists(publicAdoption(db))}
    when 'outcome' then ${exists(publicAdoption(db))}
    when 'reflection' then ${exists(sharedReflection(db))}
    when 'hand' then ${exists(handPassedOn(db))}
    else false end)`;
}

const standingReport = (db: Queryable) =>
  db
    .select(one)
    .from(reports)
    .innerJoin(groups, eq(groups.id, reports.groupId))
    .where(
      and(eq(reports.id, feedItems.ref), isNull(reports.hiddenAt), isNull(reports.withdrawnAt), isPublic()),
    );

const publicGroup = (db: Queryable) =>
  db
    .select(one)
    .from(groups)
    .where(and(eq(groups.id, feedItems.ref), isPublic()));

const publicQuestion = (db: Queryable) =>
  db
    .select(one)
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(and(eq(questions.id, feedItems.ref), isPublicQuestion()));

const standingAnswer = (db: Queryable) =>
  db
    .select(one)
    .from(answers)
    .innerJoin(questions, eq(questions.id, answers.questionId))
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(and(eq(answers.id, feedItems.ref), isStandingAnswer(), isPublicQuestion()));

const publicApproach = (db: Queryable) =>
  db
    .select(one)
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(and(eq(approaches.id, feedItems.ref), isPublicApproach()));

function publicAdoption(db: Queryable) {
  const adopter = alias(groups, 'adopter');
  return db
    .select(one)
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .innerJoin(adopter, eq(adopter.id, adoptions.groupId))
    .where(and(eq(adoptions.id, feedItems.ref), isPublicApproach(), isPublic(adopter)));
}

const sharedReflection = (db: Queryable) =>
  db
    .select(one)
    .from(reflectionAnswers)
    .innerJoin(reflections, eq(reflections.id, reflectionAnswers.reflectionId))
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .where(
      and(
        eq(reflectionAnswers.reflectionId, feedItems.ref),
        eq(reflectionAnswers.shared, true),
        isNull(reflectionAnswers.hiddenAt),
        isPublic(),
      ),
    );

const handPassedOn = (db: Queryable) =>
  db
    .select(one)
    .from(hands)
    .innerJoin(groups, eq(groups.id, hands.groupId))
    .where(and(eq(hands.id, feedItems.ref), isNotNull(hands.passedOnAt), isNull(hands.hiddenAt), isPublic()));
