import { and, asc, count, countDistinct, eq, gte, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, groups, questions, visits } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { isStandingAnswer } from '#features/questions/list-questions.server.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { isNamed, orderOfDay } from './better.server.ts';
import type { Helper } from './learn.ts';

/**
 * Groups that helped others since a day: by answers that helped, by approaches that others took up, by visits from
 * other groups that took place. Some of them, others every day, or (`day` null) all by name; never by how often.
 * Depends on `learnTags`.
 */
export async function findHelpers(
  db: Queryable,
  since: Date,
  day: CalendarDay | null,
  most: number,
): Promise<{ helpers: Helper[]; total: number }> {
  const [helped, taken, visited] = [answersOf(db, since), adoptionsOf(db, since), visitsOf(db, since)];
  const rows = await db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      neighborhoodId: groups.neighborhoodId,
      helped: sql<number>`coalesce(${helped.count}, 0)`.mapWith(Number),
      adopted: sql<number>`coalesce(${taken.count}, 0)`.mapWith(Number),
      kept: sql<number>`coalesce(${taken.kept}, 0)`.mapWith(Number),
      visits: sql<number>`coalesce(${visited.count}, 0)`.mapWith(Number),
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(groups)
    .leftJoin(helped, eq(helped.groupId, groups.id))
    .leftJoin(taken, eq(taken.groupId, groups.id))
    .leftJoin(visited, eq(visited.groupId, groups.id))
    .where(and(isNamed, or(isNotNull(helped.count), isNotNull(taken.count), isNotNull(visited.count))))
    .orderBy(day === null ? asc(groups.name) : orderOfDay(day), asc(groups.id))
    .limit(most);
  return {
    total: rows[0]?.total ?? 0,
    helpers: rows.map(({ total: _total, ...helper }) => helper),
  };
}

/** Questions of others to which a standing answer of a group helped. */
function answersOf(db: Queryable, since: Date) {
  return db
    .select({
      groupId: sql<string>`${answers.groupId}`.as('answering'),
      count: countDistinct(answers.questionId).as('answers_that_helped'),
    })
    .from(answers)
    .innerJoin(questions, and(eq(questions.id, answers.questionId), isNull(questions.hiddenAt)))
    .where(
      and(
        gte(answers.helpedAt, since),
        isNotNull(answers.groupId),
        sql`${questions.groupId} is distinct from ${answers.groupId}`,
        isStandingAnswer(),
      ),
    )
    .groupBy(answers.groupId)
    .as('helped');
}

/** How many other groups took a group's approaches up, and how many of them kept one. */
function adoptionsOf(db: Queryable, since: Date) {
  const adopter = alias(groups, 'adopter');
  return db
    .select({
      groupId: approaches.groupId,
      count: countDistinct(adoptions.groupId).as('adopters'),
      kept: sql<number>`count(distinct ${adoptions.groupId}) filter (where ${adoptions.outcome} = 'kept')`.as(
        'kept',
      ),
    })
    .from(adoptions)
    .innerJoin(approaches, and(eq(approaches.id, adoptions.approachId), isNull(approaches.hiddenAt)))
    .innerJoin(adopter, and(eq(adopter.id, adoptions.groupId), isPublic(adopter)))
    .where(and(gte(adoptions.adoptedAt, since), ne(adoptions.groupId, approaches.groupId)))
    .groupBy(approaches.groupId)
    .as('taken');
}

/** Visits that took place, by people of other groups or to see an approach. */
function visitsOf(db: Queryable, since: Date) {
  return db
    .select({ groupId: visits.groupId, count: count().as('visits') })
    .from(visits)
    .where(
      and(
        gte(visits.cameAt, since),
        or(
          isNotNull(visits.approachId),
          and(isNotNull(visits.fromGroupId), ne(visits.fromGroupId, visits.groupId)),
        ),
      ),
    )
    .groupBy(visits.groupId)
    .as('visited');
}
