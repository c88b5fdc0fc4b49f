import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { approaches, groupMeasures, groups, questionGroups } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, type Outcome } from '#lib/outcome.ts';
import { asAsker } from './ask.server.ts';
import { type QuestionServices, tellAddressees } from './mails.server.ts';
import type { Proposal } from './question-view.ts';
import { addresseesMost, questionTags } from './questions.ts';

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
