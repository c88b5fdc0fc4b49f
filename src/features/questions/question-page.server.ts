import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { answers, approaches, approachTexts, groups, questionGroups, questions } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { isUuid } from '#features/organize/organize.ts';
import type { AnswerView, QuestionPage } from './question-view.ts';
import type { Voice } from './questions.ts';
import { findQuestions, isStandingAnswer } from './list-questions.server.ts';

/**
 * A question by its id or, for a chapter's open question, by the chapter; null when the public may not read it.
 * Depends on the tags `question:<id>`, `questions` and `groups`.
 */
export async function findQuestionPage(
  db: Queryable,
  idOrChapter: string,
  lang: string,
): Promise<QuestionPage | null> {
  const named = isUuid(idOrChapter) ? eq(questions.id, idOrChapter) : eq(questions.chapter, idOrChapter);
  const [[summary], [row]] = await Promise.all([
    findQuestions(db, named, 1),
    db
      .select({ detail: questions.detail, groupId: questions.groupId, askedBy: questions.askedBy })
      .from(questions)
      .where(named),
  ]);
  if (!summary || !row) return null;
  const [found, addressees] = await Promise.all([
    findAnswers(db, summary.id, lang),
    findAddressees(db, summary.id),
  ]);
  return { ...summary, ...row, addressees, given: found };
}

async function findAnswers(db: Queryable, questionId: string, lang: string): Promise<AnswerView[]> {
  const writer = alias(groups, 'writer');
  const text = db
    .select({ title: approachTexts.title, lang: approachTexts.lang })
    .from(approachTexts)
    .where(eq(approachTexts.approachId, approaches.id))
    .orderBy(desc(eq(approachTexts.lang, lang)), asc(approachTexts.lang))
    .limit(1)
    .as('text');
  const rows = await db
    .select({
      answer: answers,
      slug: groups.slug,
      name: groups.name,
      groupLang: groups.lang,
      approachSlug: approaches.slug,
      title: text.title,
      titleLang: text.lang,
    })
    .from(answers)
    .leftJoin(groups, eq(groups.id, answers.groupId))
    .leftJoin(approaches, and(eq(approaches.id, answers.approachId), isNull(approaches.hiddenAt)))
    .leftJoin(writer, and(eq(writer.id, approaches.groupId), isPublic(writer)))
    .leftJoinLateral(text, isPublic(writer))
    .where(and(eq(answers.questionId, questionId), isStandingAnswer()))
    .orderBy(asc(answers.answeredAt), asc(answers.id));
  return rows.map(({ answer, slug, name, groupLang, approachSlug, title, titleLang }) => ({
    id: answer.id,
    group: slug === null || name === null || groupLang === null ? null : { slug, name, lang: groupLang },
    lang: answer.lang,
    text: answer.text,
    answeredAt: answer.answeredAt,
    answeredBy: answer.answeredBy,
    helpedAt: answer.helpedAt,
    cameOfIt: answer.cameOfIt,
    approach:
      approachSlug === null || title === null || titleLang === null
        ? null
        : { slug: approachSlug, title, lang: titleLang },
  }));
}

function findAddressees(db: Queryable, questionId: string): Promise<Voice[]> {
  return db
    .select({ slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(questionGroups)
    .innerJoin(groups, eq(groups.id, questionGroups.groupId))
    .where(and(eq(questionGroups.questionId, questionId), isPublic()))
    .orderBy(asc(groups.name));
}
