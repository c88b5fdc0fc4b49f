import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { answers, approaches, approachTexts, explorations, follows, questions } from '#db/schema/index.ts';

/** What somebody follows and would explore, and what they asked, answered and wrote down, for them to take along. */
export async function exportCreations(db: Queryable, personId: string): Promise<object> {
  const [followed, asked, answered, wrote, [explored]] = await Promise.all([
    db
      .select({ type: follows.subjectType, id: follows.subjectId, since: follows.since })
      .from(follows)
      .where(eq(follows.personId, personId)),
    db
      .select({ text: questions.text, detail: questions.detail, askedAt: questions.askedAt })
      .from(questions)
      .where(eq(questions.askedBy, personId)),
    db
      .select({ question: answers.questionId, text: answers.text, answeredAt: answers.answeredAt })
      .from(answers)
      .where(eq(answers.answeredBy, personId)),
    db
      .select({ lang: approachTexts.lang, title: approachTexts.title, whatToDo: approachTexts.whatToDo })
      .from(approachTexts)
      .innerJoin(approaches, eq(approaches.id, approachTexts.approachId))
      .where(eq(approaches.writtenBy, personId)),
    db.select().from(explorations).where(eq(explorations.personId, personId)),
  ]);
  const { personId: _, ...wouldExplore } = explored ?? { personId };
  return { follows: followed, questions: asked, answers: answered, approaches: wrote, wouldExplore };
}
