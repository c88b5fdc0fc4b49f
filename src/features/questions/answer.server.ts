import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { answers, approaches, groups, questions } from '#db/schema/index.ts';
import { isPublicApproach } from '#features/approaches/list-approaches.server.ts';
import { findRole, type GroupServices } from '#features/groups/in-group.server.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { asAsker, type QuestionRefusal } from './ask.server.ts';
import { type QuestionServices, tellAnswerer, tellAsker } from './mails.server.ts';
import { type AnswerFields, questionTags } from './questions.ts';
import { isPublicQuestion } from './list-questions.server.ts';

/**
 * Answers a question, as a resident or for a group. Sent twice with the same `key`, it is one answer. Whoever asked
 * is told by mail. Clears `questionTags`.
 */
export async function answerQuestion(
  services: QuestionServices,
  actor: Actor,
  fields: AnswerFields,
  lang: string,
): Promise<Outcome<{ questionId: string }, QuestionRefusal>> {
  return services.db.transaction(async (tx) => {
    const question = await findOpen(tx, fields.question);
    if (!question) return refused('no-such-question');
    const groupRole = fields.group === null ? null : await findRole(tx, fields.group, actor.personId);
    const act = fields.group === null ? 'answer-question' : 'answer-for-group';
    if (!may(actor, act, { groupRole })) return refused('not-allowed');
    const [made] = await tx
      .insert(answers)
      .values({
        idempotencyKey: fields.key,
        questionId: question.id,
        groupId: fields.group,
        answeredBy: actor.personId,
        lang,
        text: fields.text,
        approachId: await knownApproach(tx, fields.approach),
        answeredAt: services.now(),
      })
      .onConflictDoNothing()
      .returning();
    if (!made) {
      const [before] = await tx.select().from(answers).where(eq(answers.idempotencyKey, fields.key));
      return before?.answeredBy === actor.personId
        ? done({ questionId: before.questionId })
        : refused('key-used');
    }
    await tellAsker(services, tx, question, made.id);
    await services.clearTags(tx, questionTags(question.id, [question.groupId, fields.group]));
    return done({ questionId: question.id });
  });
}

async function findOpen(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ question: questions })
    .from(questions)
    .leftJoin(groups, eq(groups.id, questions.groupId))
    .where(and(eq(questions.id, id), isPublicQuestion()));
  return row?.question ?? null;
}

async function knownApproach(tx: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [row] = await tx
    .select({ id: approaches.id })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(and(eq(approaches.id, id), isPublicApproach()));
  return row?.id ?? null;
}

/**
 * “This helped us”, said by whoever asked, with what came of it; or taken back. Whoever answered is told once.
 * Clears `questionTags`.
 */
export async function sayItHelped(
  services: QuestionServices,
  actor: Actor,
  said: { answer: string; helped: boolean; cameOfIt: string | null },
): Promise<Outcome<{ questionId: string }, 'no-such-question' | 'not-allowed'>> {
  const [known] = await services.db
    .select({ questionId: answers.questionId })
    .from(answers)
    .where(and(eq(answers.id, said.answer), isNull(answers.withdrawnAt), isNull(answers.hiddenAt)));
  if (!known) return refused('no-such-question');
  return asAsker<{ questionId: string }, never>(
    services,
    actor,
    known.questionId,
    'say-it-helped',
    async (tx, question) => {
      const [answer] = await tx.select().from(answers).where(eq(answers.id, said.answer)).for('update');
      const helped = said.helped
        ? {
            helpedAt: answer?.helpedAt ?? services.now(),
            helpedBy: actor.personId,
            cameOfIt: said.cameOfIt,
          }
        : { helpedAt: null, helpedBy: null, cameOfIt: null };
      await tx.update(answers).set(helped).where(eq(answers.id, said.answer));
      if (said.helped && answer) await tellAnswerer(services, tx, question, answer);
      await services.clearTags(tx, questionTags(question.id, [question.groupId, answer?.groupId ?? null]));
      return done({ questionId: question.id });
    },
  );
}

/** Takes an answer back, for good: its words are gone. */
export async function withdrawAnswer(
  services: GroupServices,
  actor: Actor,
  answerId: string,
): Promise<Outcome<{ questionId: string }, 'no-such-question' | 'not-allowed'>> {
  return services.db.transaction(async (tx) => {
    const [answer] = await tx.select().from(answers).where(eq(answers.id, answerId)).for('update');
    if (!answer) return refused('no-such-question');
    if (!may(actor, 'withdraw-answer', { personId: answer.answeredBy })) return refused('not-allowed');
    await tx
      .update(answers)
      .set({ text: '', withdrawnAt: answer.withdrawnAt ?? services.now() })
      .where(eq(answers.id, answerId));
    await services.clearTags(tx, questionTags(answer.questionId, [answer.groupId]));
    return done({ questionId: answer.questionId });
  });
}
