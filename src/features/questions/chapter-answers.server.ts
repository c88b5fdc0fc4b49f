import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { questions } from '#db/schema/index.ts';
import { findQuestions } from './list-questions.server.ts';

/** How many answers stand to a chapter's open question. Depends on the tag `questions`. */
export async function countChapterAnswers(db: Queryable, chapter: string): Promise<number> {
  const [question] = await findQuestions(db, eq(questions.chapter, chapter), 1);
  return question?.answers ?? 0;
}
