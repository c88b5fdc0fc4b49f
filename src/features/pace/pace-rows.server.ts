import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, groups, questions } from '#db/schema/index.ts';
import type { ApproachSummary } from '#features/approaches/approaches.ts';
import {
  findApproaches,
  isPublicApproach,
  readableText,
} from '#features/approaches/list-approaches.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { findQuestions, isStandingAnswer } from '#features/questions/list-questions.server.ts';
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

/** Approaches and questions are listed on pages of one list; a quarter of the largest town has fewer. */
const rowsMost = 5000;

/** One page of the rows behind a figure, of whichever kind they are, and how many there are in all. */
export interface FoundRows {
  readonly count: number;
  readonly approaches: readonly ApproachSummary[];
  readonly adoptions: readonly AdoptionRow[];
  readonly questions: readonly QuestionSummary[];
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
  const none = { approaches: [], adoptions: [], questions: [] };
  const slice = <Row>(rows: readonly Row[]) => rows.slice((page - 1) * pacePageSize, page * pacePageSize);
  const adoption = adoptionFigures.find((each) => each === asked.figure);
  if (adoption) {
    const rows = await listAdoptions(db, { ...asked, figure: adoption }, period, timeZone, lang);
    return { ...none, count: rows.length, adoptions: slice(rows) };
  }
  const question = questionFigures.find((each) => each === asked.figure);
  if (question) {
    const rows = await listPaceQuestions(db, question, period, timeZone);
    return { ...none, count: rows.length, questions: slice(rows) };
  }
  const rows = await listWritten(db, period, timeZone, lang);
  return { ...none, count: rows.length, approaches: slice(rows) };
}

/** The rows behind `written`, newest first. */
function listWritten(
  db: Queryable,
  period: Period,
  timeZone: string,
  lang: string,
): Promise<ApproachSummary[]> {
  return findApproaches(db, lang, within(approaches.writtenAt, period, timeZone), rowsMost);
}

/** The rows behind a figure of adoptions, or behind one journey, newest first. */
function listAdoptions(
  db: Queryable,
  { figure, from, to }: PaceRows & { figure: AdoptionFigure },
  period: Period,
  timeZone: string,
  lang: string,
): Promise<AdoptionRow[]> {
  const text = readableText(db, lang);
  return db
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
    .where(
      and(
        isPublicApproach(),
        isPublic(adopter),
        adoptionsOf(figure, period, timeZone),
        from ? eq(approaches.neighborhoodId, from) : undefined,
        to ? eq(adopter.neighborhoodId, to) : undefined,
      ),
    )
    .orderBy(desc(figure === 'tried' ? adoptions.adoptedAt : adoptions.outcomeAt), desc(adoptions.id))
    .limit(rowsMost);
}

/** The rows behind a figure of questions, newest question first. */
function listPaceQuestions(
  db: Queryable,
  figure: QuestionFigure,
  period: Period,
  timeZone: string,
): Promise<QuestionSummary[]> {
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
  return findQuestions(db, and(isNull(questions.chapter), which), rowsMost);
}
