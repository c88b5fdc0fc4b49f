import { and, count, desc, eq, exists, isNotNull, isNull, min, notExists, sql, type SQL } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, groups, questions } from '#db/schema/index.ts';
import { isNotOfHidden, isPublic } from '#features/groups/public-groups.server.ts';
import { isStandingAnswer } from '#features/questions/list-questions.server.ts';
import { addDays, calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import { type AdoptionFigure, type Journey, type Pace, type Period } from './pace.ts';

/** The group that took an approach up, beside the one that wrote it. */
export const adopter = alias(groups, 'adopter');

/** The instants between which a period of the town's calendar lies, the second excluded. */
export function boundsOf({ from, to }: Period, timeZone: string): { from: Date | null; until: Date | null } {
  return {
    from: from === null ? null : instantOf(from, '00:00', timeZone),
    until: to === null ? null : instantOf(addDays(to, 1), '00:00', timeZone),
  };
}

/** Whether an instant lies in a period of the town's calendar. */
export function within(column: PgColumn | SQL, period: Period, timeZone: string): SQL | undefined {
  const { from, until } = boundsOf(period, timeZone);
  return and(
    from ? sql`${column} >= ${from.toISOString()}::timestamptz` : undefined,
    until ? sql`${column} < ${until.toISOString()}::timestamptz` : undefined,
  );
}

const number = (value: SQL) => sql<number>`${value}`.mapWith(Number);

/**
 * The town's learning pace within a period: what was written, tried and said of it, and how questions fared. Only what
 * the public may read counts, so that every figure opens to its rows. Three queries. Depends on the tags `approaches`,
 * `questions` and `groups`.
 */
export async function learningPace(db: Queryable, period: Period, timeZone: string): Promise<Pace> {
  const [[written], [tried], [asked]] = await Promise.all([
    db
      .select({ written: count() })
      .from(approaches)
      .where(and(isReadable(db), within(approaches.writtenAt, period, timeZone))),
    countAdoptions(db, period, timeZone),
    countQuestions(db, period, timeZone),
  ]);
  if (!written || !tried || !asked) throw new Error('the learning pace has no figures');
  return { ...written, ...tried, ...asked };
}

function countAdoptions(db: Queryable, period: Period, timeZone: string) {
  const of = (figure: AdoptionFigure) =>
    number(sql`count(*) filter (where ${adoptionsOf(figure, period, timeZone)})`);
  return db
    .select({ tried: of('tried'), kept: of('kept'), adapted: of('adapted'), dropped: of('dropped') })
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .where(and(isReadable(db), isNotOfHidden(db, adoptions.groupId)));
}

/** What `isPublicApproach` says, without its group. */
const isReadable = (db: Queryable) => and(isNull(approaches.hiddenAt), isNotOfHidden(db, approaches.groupId));

/** Which adoptions a figure counts: those taken up in the period, or those whose outcome was said in it. */
export function adoptionsOf(figure: AdoptionFigure, period: Period, timeZone: string): SQL {
  const when = within(figure === 'tried' ? adoptions.adoptedAt : adoptions.outcomeAt, period, timeZone);
  return and(figure === 'tried' ? undefined : eq(adoptions.outcome, figure), when) ?? sql`true`;
}

/** By question: that an answer stands, and when the first that helped was given; it counts in that period. */
function standingByQuestion(db: Queryable) {
  return db
    .select({
      questionId: answers.questionId,
      helpAt: sql<Date | null>`min(${answers.answeredAt}) filter (where ${answers.helpedAt} is not null)`.as(
        'help_at',
      ),
    })
    .from(answers)
    .where(isStandingAnswer())
    .groupBy(answers.questionId)
    .as('standing');
}

function countQuestions(db: Queryable, period: Period, timeZone: string) {
  const standing = standingByQuestion(db);
  const isAnswered = isNotNull(standing.questionId);
  const askedNow = within(questions.askedAt, period, timeZone) ?? sql`true`;
  const helpedNow = and(isNotNull(standing.helpAt), within(sql`${standing.helpAt}`, period, timeZone));
  const days = sql`extract(epoch from ${standing.helpAt} - ${questions.askedAt}) / 86400`;
  return db
    .select({
      asked: number(sql`count(*) filter (where ${askedNow})`),
      answered: number(sql`count(*) filter (where ${askedNow} and ${isAnswered})`),
      helped: number(sql`count(*) filter (where ${helpedNow})`),
      unanswered: number(
        sql`count(*) filter (where ${askedNow} and not ${isAnswered} and ${isNull(questions.resolvedAt)})`,
      ),
      daysToHelp: sql<
        number | null
      >`percentile_cont(0.5) within group (order by ${days}) filter (where ${helpedNow})`.mapWith(
        (value: unknown) => (value === null ? null : Number(value)),
      ),
    })
    .from(questions)
    .leftJoin(standing, eq(standing.questionId, questions.id))
    .where(and(isNull(questions.hiddenAt), isNotOfHidden(db, questions.groupId), isNull(questions.chapter)));
}

function standingAnswers(db: Queryable) {
  return db
    .select({ one: sql`1` })
    .from(answers)
    .where(and(eq(answers.questionId, questions.id), isStandingAnswer()));
}

export const hasAnswer = (db: Queryable) => exists(standingAnswers(db));
export const isUnanswered = (db: Queryable) =>
  and(isNull(questions.resolvedAt), notExists(standingAnswers(db)));

/**
 * How approaches travelled between neighborhoods within a period, most often first; within one neighborhood too. One
 * query. Depends on the tags `approaches` and `groups`.
 */
export function findJourneys(db: Queryable, period: Period, timeZone: string): Promise<Journey[]> {
  return db
    .select({ from: approaches.neighborhoodId, to: adopter.neighborhoodId, count: count() })
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .innerJoin(adopter, eq(adopter.id, adoptions.groupId))
    .where(and(isReadable(db), isPublic(adopter), within(adoptions.adoptedAt, period, timeZone)))
    .groupBy(approaches.neighborhoodId, adopter.neighborhoodId)
    .orderBy(desc(count()), approaches.neighborhoodId, adopter.neighborhoodId);
}

/** The day on which the town's first group began; null before there was one. */
export async function firstDay(db: Queryable, timeZone: string): Promise<CalendarDay | null> {
  const [row] = await db
    .select({ at: min(groups.createdAt) })
    .from(groups)
    .where(isPublic());
  return row?.at ? calendarDayIn(row.at, timeZone) : null;
}
