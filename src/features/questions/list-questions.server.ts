import { and, count, desc, eq, exists, isNotNull, isNull, notExists, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { answers, groups, questions } from '#db/schema/index.ts';
import { isNotOfHidden, isPublic } from '#features/groups/public-groups.server.ts';
import { questionsPerPage, type QuestionState, type QuestionSummary } from './questions.ts';

export interface QuestionFilter {
  readonly focusId?: string | undefined;
  readonly neighborhoodId?: string | undefined;
  readonly state?: QuestionState | undefined;
  /** Counts from 1. */
  readonly page: number;
}

/** Which questions the public may read: not hidden ones, nor those of groups that are not public. */
export const isPublicQuestion = () =>
  and(isNull(questions.hiddenAt), or(isNull(questions.groupId), isPublic()));

/** Answers that stand: not hidden, not withdrawn, and of no group that is not public. */
export const isStandingAnswer = () =>
  and(
    isNull(answers.hiddenAt),
    isNull(answers.withdrawnAt),
    sql`not exists (select 1 from groups g where g.id = ${answers.groupId} and not g.is_public)`,
  );

/**
 * Public questions of people and groups, newest first, a page at a time, and how many there are. Chapters' open
 * questions stand with their chapters. Depends on the tags `questions` and `groups`.
 */
export async function listQuestions(
  db: Queryable,
  filter: QuestionFilter,
): Promise<{ questions: QuestionSummary[]; total: number }> {
  const where = and(
    isNull(questions.chapter),
    filter.focusId ? eq(questions.focusId, filter.focusId) : undefined,
    filter.neighborhoodId ? eq(questions.neighborhoodId, filter.neighborhoodId) : undefined,
    filter.state ? inState(db, filter.state) : undefined,
  );
  const [found, total] = await Promise.all([
    findQuestions(db, where, questionsPerPage, (filter.page - 1) * questionsPerPage),
    countQuestions(db, where),
  ]);
  return { questions: found, total };
}

/** The public questions that have a page of their own, newest first. Depends on the tags `questions` and `groups`. */
export async function publicQuestionIds(db: Queryable, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: questions.id })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(and(isNull(questions.chapter), isPublicQuestion()))
    .orderBy(desc(questions.askedAt), desc(questions.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Public questions that satisfy `where`, newest first. */
export async function findQuestions(
  db: Queryable,
  where: SQL | undefined,
  most = 20,
  offset = 0,
): Promise<QuestionSummary[]> {
  return (await questionRows(db, and(isPublicQuestion(), where), most, offset)).map(toSummary);
}

/** How many public questions satisfy `where`, which must not ask of their groups. */
export async function countQuestions(db: Queryable, where: SQL | undefined): Promise<number> {
  return db.$count(questions, and(isNull(questions.hiddenAt), isNotOfHidden(db, questions.groupId), where));
}

/** What a group asks, newest first. */
export function findGroupQuestions(db: Queryable, groupId: string): Promise<QuestionSummary[]> {
  return findQuestions(db, eq(questions.groupId, groupId), 5);
}

function inState(db: Queryable, state: QuestionState): SQL | undefined {
  if (state === 'resolved') return isNotNull(questions.resolvedAt);
  const standing = db
    .select({ one: sql`1` })
    .from(answers)
    .where(and(eq(answers.questionId, questions.id), isStandingAnswer()));
  return and(isNull(questions.resolvedAt), state === 'open' ? notExists(standing) : exists(standing));
}

/** A page of questions; their answers are counted once it is known which these are. */
function questionRows(db: Queryable, where: SQL | undefined, most: number, offset = 0) {
  const page = db
    .select({ id: questions.id })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(where)
    .orderBy(desc(questions.askedAt), desc(questions.id))
    .limit(most)
    .offset(offset)
    .as('page');
  const tally = db
    .select({
      answers: count().as('answers'),
      helped: sql<number>`count(${answers.helpedAt})`.mapWith(Number).as('helped'),
    })
    .from(answers)
    .where(and(eq(answers.questionId, questions.id), isStandingAnswer()))
    .as('tally');
  return db
    .select({
      question: questions,
      slug: groups.slug,
      name: groups.name,
      groupLang: groups.lang,
      answers: tally.answers,
      helped: tally.helped,
    })
    .from(page)
    .innerJoin(questions, eq(questions.id, page.id))
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .leftJoinLateral(tally, sql`true`)
    .orderBy(desc(questions.askedAt), desc(questions.id));
}

type Row = Awaited<ReturnType<typeof questionRows>>[number];

function toSummary({ question, slug, name, groupLang, ...tally }: Row): QuestionSummary {
  const group = slug === null || name === null || groupLang === null ? null : { slug, name, lang: groupLang };
  const { id, text, lang, chapter, focusId, neighborhoodId, askedAt, resolvedAt } = question;
  return {
    id,
    text,
    lang,
    chapter,
    focusId,
    neighborhoodId,
    askedAt,
    resolvedAt,
    group,
    answers: tally.answers ?? 0,
    helped: tally.helped ?? 0,
  };
}
