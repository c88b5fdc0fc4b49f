import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { adoptions, answers, approaches, questions } from '#db/schema/index.ts';
import { approachTags } from '#features/approaches/approaches.ts';
import { questionsTag, questionTags } from '#features/questions/questions.ts';
import { type Hidden, type HiddenThing, isSame } from './hiding-rules.ts';

const ofNoGroup = { groupId: null, neighborhoodId: null, focusId: null, reportId: null };

/** A question with all its answers. A chapter's own question is content and cannot be hidden here. */
export async function hideQuestion(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [question] = await tx
    .select()
    .from(questions)
    .where(and(eq(questions.id, id), isNull(questions.chapter)))
    .for('update');
  if (!question) return null;
  const again = isSame(question, hidden);
  if (!again) await tx.update(questions).set(hidden).where(eq(questions.id, id));
  return { ...ofNoGroup, tags: questionTags(id, [question.groupId]), path: `/questions/${id}/`, again };
}

export async function hideAnswer(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [found] = await tx
    .select({ answer: answers, askingGroup: questions.groupId })
    .from(answers)
    .innerJoin(questions, eq(questions.id, answers.questionId))
    .where(eq(answers.id, id))
    .for('update', { of: answers });
  if (!found) return null;
  const { answer, askingGroup } = found;
  const again = isSame(answer, hidden);
  if (!again) await tx.update(answers).set(hidden).where(eq(answers.id, id));
  const tags = questionTags(answer.questionId, [answer.groupId, askingGroup]);
  return { ...ofNoGroup, tags, path: `#answer-${id}`, again };
}

/** An approach; those who took it up keep what they said of it, on pages that name it no more. */
export async function hideApproach(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [approach] = await tx.select().from(approaches).where(eq(approaches.id, id)).for('update');
  if (!approach) return null;
  const again = isSame(approach, hidden);
  if (!again) await tx.update(approaches).set(hidden).where(eq(approaches.id, id));
  const adopters = await tx
    .select({ groupId: adoptions.groupId })
    .from(adoptions)
    .where(eq(adoptions.approachId, id));
  const tags = approachTags([id], [approach.groupId, ...adopters.map(({ groupId }) => groupId)]);
  return { ...ofNoGroup, tags: [...tags, questionsTag], path: `/approaches/${approach.slug}/`, again };
}
