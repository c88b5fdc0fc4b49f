import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { approaches, groupMeasures, groups, questionGroups, questions } from '#db/schema/index.ts';
import { findRole, type GroupServices } from '#features/groups/in-group.server.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { may, type Act, type Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { tellAddressees } from './mails.server.ts';
import type { QuestionServices } from './mails.server.ts';
import { addresseesMost, questionTags, type QuestionFields } from './questions.ts';
import type { Proposal } from './question-view.ts';

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

/**
 * Addresses a question to groups, instead of those before. Each newly addressed group's conveners are told once.
 * Unknown groups and the asking group are passed over.
 */
export async function addressQuestion(
  services: QuestionServices,
  actor: Actor,
  address: { question: string; groups: readonly string[] },
): Promise<Outcome<{ id: string }, 'no-such-question' | 'not-allowed'>> {
  return asAsker<{ id: string }, never>(
    services,
    actor,
    address.question,
    'resolve-question',
    async (tx, question) => {
      const wanted =
        address.groups.length === 0
          ? []
          : await tx
              .select({ id: groups.id })
              .from(groups)
              .where(
                and(
                  inArray(groups.id, [...address.groups]),
                  isPublic(),
                  isNull(groups.closedAt),
                  question.groupId ? ne(groups.id, question.groupId) : undefined,
                ),
              );
      await tx.delete(questionGroups).where(eq(questionGroups.questionId, question.id));
      if (wanted.length > 0)
        await tx
          .insert(questionGroups)
          .values(wanted.map(({ id }) => ({ questionId: question.id, groupId: id })));
      await tellAddressees(
        services,
        tx,
        question,
        wanted.map(({ id }) => id),
      );
      await services.clearTags(
        tx,
        questionTags(question.id, [question.groupId, ...wanted.map(({ id }) => id)]),
      );
      return done({ id: question.id });
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

/**
 * Groups whose results bear on a question, and why: clearly better than when they began, an approach written down,
 * or the same focus. The best reason first, nearest by being in the same neighborhood.
 */
export async function proposeGroups(
  db: Queryable,
  question: {
    readonly focusId: string | null;
    readonly neighborhoodId: string | null;
    readonly groupId: string | null;
  },
): Promise<Proposal[]> {
  if (question.focusId === null) return [];
  const better = sql`exists (select 1 from ${groupMeasures} where ${groupMeasures.groupId} = ${groups.id} and ${groupMeasures.trajectory} = 'clearly-better')`;
  const wrote = sql`exists (select 1 from ${approaches} where ${approaches.groupId} = ${groups.id} and ${approaches.hiddenAt} is null)`;
  const reason = sql<
    Proposal['reason']
  >`case when ${better} then 'clearly-better' when ${wrote} then 'has-approach' else 'same-focus' end`;
  const order = sql`case when ${better} then 0 when ${wrote} then 1 else 2 end`;
  return db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      neighborhoodId: groups.neighborhoodId,
      reason,
    })
    .from(groups)
    .where(
      and(
        eq(groups.focusId, question.focusId),
        eq(groups.kind, 'impact'),
        isPublic(),
        isNull(groups.closedAt),
        question.groupId ? ne(groups.id, question.groupId) : undefined,
      ),
    )
    .orderBy(
      order,
      sql`${groups.neighborhoodId} is distinct from ${question.neighborhoodId}`,
      sql`${groups.lastReportAt} desc nulls last`,
      groups.name,
    )
    .limit(addresseesMost);
}
