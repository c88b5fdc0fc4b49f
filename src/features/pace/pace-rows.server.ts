import { and, count, desc, eq, inArray, isNotNull, isNull, min, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, groups, questions } from '#db/schema/index.ts';
import type { ApproachSummary } from '#features/approaches/approaches.ts';
import {
  countApproaches,
  findApproaches,
  isPublicApproach,
  readableText,
} from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import {
  countQuestions,
  findQuestions,
  isStandingAnswer,
} from '#features/questions/list-questions.server.ts';
import type { QuestionSummary } from '#features/questions/questions.ts';
import { adopter, adoptionsOf, hasAnswer, isUnanswered, within } from './pace.server.ts';
import {
  adoptionFigures,
  type AdoptionFigure,
  type AdoptionRow,
  always,
  pacePageSize,
  type PaceRows,
  type Period,
  quarterPeriod,
  questionFigures,
  type QuestionFigure,
} from './pace.ts';

const dayMs = 86_400_000;

/** One page of the rows behind a figure, of whichever kind they are, and how many there are in all. */
export interface FoundRows {
  readonly count: number;
  readonly approaches: readonly ApproachSummary[];
  readonly adoptions: readonly AdoptionRow[];
  readonly questions: readonly QuestionSummary[];
  /** Of questions that met an answer that helped: after how many days, by their id. */
  readonly helpedAfter: ReadonlyMap<string, number>;
}

/** The rows that a figure counts: as many as it says. Depends on the tags `approaches`, `questions` and `groups`. */
export async function findPaceRows(
  db: Queryable,
  asked: PaceRows,
  page: number,
  timeZone: string,
  lang: string,
): Promise<FoundRows> {
  const period = asked.quarter ? quarterPeriod(asked.quarter) : always;
  const none = { approaches: [], adoptions: [], questions: [], helpedAfter: new Map<string, number>() };
  const offset = (page - 1) * pacePageSize;
  const adoption = adoptionFigures.find((each) => each === asked.figure);
  if (adoption)
    return {
      ...none,
      ...(await pageOfAdoptions(db, { ...asked, figure: adoption }, period, timeZone, lang, offset)),
    };
  const question = questionFigures.find((each) => each === asked.figure);
  const where = question
    ? questionsOf(db, question, period, timeZone)
    : within(approaches.writtenAt, period, timeZone);
  if (question) {
    const [count, rows] = await Promise.all([
      countQuestions(db, where),
      findQuestions(db, where, pacePageSize, offset),
    ]);
    const helpedAfter = question === 'helped' ? await daysToHelp(db, rows) : none.helpedAfter;
    return { ...none, count, questions: rows, helpedAfter };
  }
  const [count, rows] = await Promise.all([
    countApproaches(db, where),
    findApproaches(db, lang, where, pacePageSize, offset),
  ]);
  return { ...none, count, approaches: rows };
}

/** A page of the rows behind a figure of adoptions, or behind one journey, newest first. */
async function pageOfAdoptions(
  db: Queryable,
  { figure, from, to }: PaceRows & { figure: AdoptionFigure },
  period: Period,
  timeZone: string,
  lang: string,
  offset: number,
): Promise<{ count: number; adoptions: AdoptionRow[] }> {
  const text = readableText(db, lang);
  const where = and(
    isPublicApproach(),
    isPublic(adopter),
    adoptionsOf(figure, period, timeZone),
    from ? eq(approaches.neighborhoodId, from) : undefined,
    to ? eq(adopter.neighborhoodId, to) : undefined,
  );
  const [[counted], rows] = await Promise.all([
    db
      .select({ count: count() })
      .from(adoptions)
      .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
      .innerJoin(groups, eq(groups.id, approaches.groupId))
      .innerJoin(adopter, eq(adopter.id, adoptions.groupId))
      .where(where),
    db
      .select({
        id: adoptions.id,
        adoptedAt: adoptions.adoptedAt,
        outcome: adoptions.outcome,
        outcomeAt: adoptions.outcomeAt,
        line: adoptions.line,
        lang: adoptions.lang,
        approach: { slug: approaches.slug, title: text.title, lang: text.lang },
        from: { name: groups.name, slug: groups.slug, lang: groups.lang, hood: approaches.neighborhoodId },
        to: { name: adopter.name, slug: adopter.slug, lang: adopter.lang, hood: adopter.neighborhoodId },
      })
      .from(adoptions)
      .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
      .innerJoin(groups, eq(groups.id, approaches.groupId))
      .innerJoin(adopter, eq(adopter.id, adoptions.groupId))
      .innerJoinLateral(text, sql`true`)
      .where(where)
      .orderBy(desc(figure === 'tried' ? adoptions.adoptedAt : adoptions.outcomeAt), desc(adoptions.id))
      .limit(pacePageSize)
      .offset(offset),
  ]);
  return { count: counted?.count ?? 0, adoptions: rows };
}

/** After how many days each of the questions met the first answer that helped, as the figure counts them. */
async function daysToHelp(db: Queryable, asked: readonly QuestionSummary[]): Promise<Map<string, number>> {
  const ids = asked.map(({ id }) => id);
  const rows = await db
    .select({ id: answers.questionId, at: min(answers.answeredAt) })
    .from(answers)
    .where(and(inArray(answers.questionId, ids), isNotNull(answers.helpedAt), isStandingAnswer()))
    .groupBy(answers.questionId);
  const helpedAt = new Map(rows.map(({ id, at }) => [id, at]));
  return new Map(
    asked.flatMap(({ id, askedAt }) => {
      const at = helpedAt.get(id);
      return at ? [[id, (at.getTime() - askedAt.getTime()) / dayMs]] : [];
    }),
  );
}

/** Which questions a figure counts. */
function questionsOf(db: Queryable, figure: QuestionFigure, period: Period, timeZone: string) {
  const asked = within(questions.askedAt, period, timeZone);
  const firstHelped = db
    .select({ at: sql`min(${answers.answeredAt})` })
    .from(answers)
    .where(and(eq(answers.questionId, questions.id), isNotNull(answers.helpedAt), isStandingAnswer()));
  const which = {
    asked,
    answered: and(asked, hasAnswer(db)),
    helped: and(sql`(${firstHelped}) is not null`, within(sql`(${firstHelped})`, period, timeZone)),
    unanswered: and(asked, isUnanswered(db)),
  }[figure];
  return and(isNull(questions.chapter), which);
}
