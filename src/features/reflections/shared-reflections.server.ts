import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { approaches, groups, questions, reflectionAnswers, reflections } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { reflectionSteps, type ReflectionStep, type SharedReflection } from './reflections.ts';

const hasShared = sql`exists (select 1 from ${reflectionAnswers} a where a.reflection_id = ${reflections.id} and a.shared)`;

/** A shared reflection's page: whose it is and what was shared. Depends on `reflectionTags`. */
export async function findSharedReflection(db: Queryable, id: string) {
  const [row] = await db
    .select({
      reflection: reflections,
      group: { id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang },
      closedAt: groups.closedAt,
    })
    .from(reflections)
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .where(and(eq(reflections.id, id), hasShared, isPublic()));
  if (!row) return null;
  const [shared] = await withAnswers(db, [row.reflection]);
  const others = await listShared(db, row.group.id);
  return shared && { ...row, shared, others: others.filter((other) => other.id !== id) };
}

/** What a group shared when it stepped back, newest first. Depends on `group:<id>`. */
export async function findGroupReflections(
  db: Queryable,
  groupId: string,
): Promise<{ latest: SharedReflection | null; earlier: { id: string; dueOn: string }[] }> {
  const [first, ...earlier] = await listShared(db, groupId);
  const [latest] = first ? await withAnswers(db, [first]) : [];
  return { latest: latest ?? null, earlier };
}

function listShared(db: Queryable, groupId: string) {
  return db
    .select({ id: reflections.id, since: reflections.since, dueOn: reflections.dueOn })
    .from(reflections)
    .where(and(eq(reflections.groupId, groupId), hasShared))
    .orderBy(desc(reflections.dueOn))
    .limit(12);
}

type Dated = Pick<typeof reflections.$inferSelect, 'id' | 'since' | 'dueOn'>;

async function withAnswers(db: Queryable, wanted: readonly Dated[]): Promise<SharedReflection[]> {
  const rows = await db
    .select({
      answer: reflectionAnswers,
      approachSlug: approaches.slug,
      question: questions.id,
    })
    .from(reflectionAnswers)
    .leftJoin(
      approaches,
      and(eq(approaches.id, reflectionAnswers.approachId), sql`${approaches.hiddenAt} is null`),
    )
    .leftJoin(
      questions,
      and(eq(questions.id, reflectionAnswers.questionId), sql`${questions.hiddenAt} is null`),
    )
    .where(
      and(
        inArray(
          reflectionAnswers.reflectionId,
          wanted.map(({ id }) => id),
        ),
        eq(reflectionAnswers.shared, true),
      ),
    );
  const place = (step: string) => reflectionSteps.indexOf(step as ReflectionStep);
  return wanted.map(({ id, since, dueOn }) => ({
    id,
    since,
    dueOn,
    answers: rows
      .filter(({ answer }) => answer.reflectionId === id)
      .sort((a, b) => place(a.answer.step) - place(b.answer.step))
      .map(({ answer, approachSlug, question }) => ({
        step: answer.step as ReflectionStep,
        lang: answer.lang,
        text: answer.hiddenAt ? null : answer.text,
        questionId: question,
        approachSlug,
      })),
  }));
}
