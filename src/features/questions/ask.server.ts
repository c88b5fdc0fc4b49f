import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groups, questions } from '#db/schema/index.ts';
import { findRole, type GroupServices } from '#features/groups/in-group.server.ts';
import { may, type Act, type Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { questionTags, type QuestionFields } from './questions.ts';

export type QuestionRefusal = 'no-such-question' | 'no-such-group' | 'not-allowed' | 'key-used';

/**
 * Puts a question to the network. Sent twice with the same `key`, it is asked once. Clears `questionTags`.
 * @param lang the language it is written in
 */
export async function askQuestion(
  services: GroupServices,
  actor: Actor,
  fields: QuestionFields,
  lang: string,
): Promise<Outcome<{ id: string }, QuestionRefusal>> {
  return services.db.transaction(async (tx) => {
    const group = fields.group === null ? null : await findAskingGroup(tx, fields.group);
    if (fields.group !== null && !group) return refused('no-such-group');
    const groupRole = group ? await findRole(tx, group.id, actor.personId) : null;
    if (!may(actor, group ? 'ask-for-group' : 'ask-question', { groupRole })) return refused('not-allowed');
    const { key, text, detail } = fields;
    const [made] = await tx
      .insert(questions)
      .values({
        id: key,
        idempotencyKey: key,
        groupId: group?.id ?? null,
        askedBy: actor.personId,
        lang,
        text,
        detail,
        focusId: fields.focusId ?? group?.focusId ?? null,
        neighborhoodId: fields.neighborhoodId ?? group?.neighborhoodId ?? null,
        askedAt: services.now(),
      })
      .onConflictDoNothing()
      .returning({ id: questions.id });
    if (!made) {
      const [before] = await tx.select().from(questions).where(eq(questions.idempotencyKey, key));
      return before?.askedBy === actor.personId ? done({ id: before.id }) : refused('key-used');
    }
    await services.clearTags(tx, questionTags(made.id, [group?.id ?? null]));
    return done(made);
  });
}

async function findAskingGroup(tx: Transaction, id: string) {
  const [group] = await tx
    .select({ id: groups.id, focusId: groups.focusId, neighborhoodId: groups.neighborhoodId })
    .from(groups)
    .where(and(eq(groups.id, id), isNull(groups.hiddenAt), isNull(groups.closedAt)));
  return group ?? null;
}

/**
 * Runs `work` on a question that the actor may act on: whoever asked it, or (for a group's) the group's members.
 * The question's row is locked.
 */
export async function asAsker<Value, Refusal extends string>(
  services: { readonly db: Queryable },
  actor: Actor,
  questionId: string,
  act: Act,
  work: (tx: Transaction, question: typeof questions.$inferSelect) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | 'no-such-question' | 'not-allowed'>> {
  return services.db.transaction(
    async (tx): Promise<Outcome<Value, Refusal | 'no-such-question' | 'not-allowed'>> => {
      const [question] = await tx
        .select()
        .from(questions)
        .where(and(eq(questions.id, questionId), isNull(questions.hiddenAt)))
        .for('update');
      if (!question) return refused('no-such-question');
      const groupRole = question.groupId ? await findRole(tx, question.groupId, actor.personId) : null;
      // A resident's own; a group's question belongs to the group, whoever typed it.
      const personId = question.groupId === null ? (question.askedBy ?? undefined) : undefined;
      const subject = { groupRole, ...(personId === undefined ? {} : { personId }) };
      if (!may(actor, act, subject)) return refused('not-allowed');
      return work(tx, question);
    },
  );
}

/** Says that a question is settled, or opens it again. A chapter's stays open. */
export async function resolveQuestion(
  services: GroupServices,
  actor: Actor,
  resolve: { question: string; resolved: boolean },
): Promise<Outcome<{ id: string }, 'no-such-question' | 'not-allowed'>> {
  return asAsker<{ id: string }, never>(
    services,
    actor,
    resolve.question,
    'resolve-question',
    async (tx, question) => {
      if (resolve.resolved === (question.resolvedAt !== null)) return done({ id: question.id });
      await tx
        .update(questions)
        .set({ resolvedAt: resolve.resolved ? services.now() : null })
        .where(eq(questions.id, question.id));
      await services.clearTags(tx, questionTags(question.id, [question.groupId]));
      return done({ id: question.id });
    },
  );
}
