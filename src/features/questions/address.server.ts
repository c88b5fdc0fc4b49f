import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import { groups, questionGroups } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, type Outcome } from '#lib/outcome.ts';
import { asAsker } from './ask.server.ts';
import { type QuestionServices, tellAddressees } from './mails.server.ts';
import { questionTags } from './questions.ts';

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
