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

/** The reflections that have a page with words on it, newest first. Depends on `reflectionsTag` and the groups. */
export async function sharedReflectionIds(db: Queryable, most: number): Promise<string[]> {
  const readable = sql`exists (select 1 from ${reflectionAnswers} a
    where a.reflection_id = ${reflections.id} and a.shared and a.hidden_at is null)`;
  const rows = await db
    .select({ id: reflections.id })
    .from(reflections)
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .where(and(readable, isPublic()))
    .orderBy(desc(reflections.dueOn), desc(reflections.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** What a group shared when it stepped back: the latest time with its answers, and the times before. */
export interface GroupReflections {
  readonly latest: SharedReflection | null;
  readonly earlier: readonly Pick<SharedReflection, 'id' | 'dueOn'>[];
}

const sharedMost = 12;

/** What a group shared when it stepped back, newest first, as a column of a query on groups. */
export const groupReflectionsOf = sql<GroupReflections>`(
  select coalesce(json_agg(json_build_object('id', shared.id, 'since', shared.since, 'dueOn', shared.due_on, 'answers', (
      select coalesce(json_agg(json_build_object('step', a.step, 'lang', a.lang,
        'text', case when a.hidden_at is null then a.text end, 'questionId', q.id, 'approachSlug', p.slug)), '[]')
      from ${reflectionAnswers} a
      left join ${approaches} p on p.id = a.approach_id and p.hidden_at is null
      left join ${questions} q on q.id = a.question_id and q.hidden_at is null
      where a.reflection_id = shared.id and a.shared and shared.turn = 1
    )) order by shared.turn), '[]')
  from (
    select r.id, r.since, r.due_on, row_number() over (order by r.due_on desc) as turn from ${reflections} r
    where r.group_id = groups.id and exists (
      select 1 from ${reflectionAnswers} s where s.reflection_id = r.id and s.shared)
    order by r.due_on desc limit ${sql.raw(String(sharedMost))}
  ) shared)`.mapWith(([latest, ...earlier]: SharedReflection[]) => ({
  latest: latest ? { ...latest, answers: inOrder(latest.answers) } : null,
  earlier,
}));

/** What a group shared when it stepped back, newest first. Depends on `group:<id>`. */
export async function findGroupReflections(db: Queryable, groupId: string): Promise<GroupReflections> {
  const [row] = await db.select({ reflected: groupReflectionsOf }).from(groups).where(eq(groups.id, groupId));
  return row?.reflected ?? { latest: null, earlier: [] };
}

const place = (step: ReflectionStep) => reflectionSteps.indexOf(step);
const inOrder = (answers: SharedReflection['answers']) =>
  answers.toSorted((a, b) => place(a.step) - place(b.step));

function listShared(db: Queryable, groupId: string) {
  return db
    .select({ id: reflections.id, since: reflections.since, dueOn: reflections.dueOn })
    .from(reflections)
    .where(and(eq(reflections.groupId, groupId), hasShared))
    .orderBy(desc(reflections.dueOn))
    .limit(sharedMost);
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
  return wanted.map(({ id, since, dueOn }) => ({
    id,
    since,
    dueOn,
    answers: inOrder(
      rows
        .filter(({ answer }) => answer.reflectionId === id)
        .map(({ answer, approachSlug, question }) => ({
          step: answer.step as ReflectionStep,
          lang: answer.lang,
          text: answer.hiddenAt ? null : answer.text,
          questionId: question,
          approachSlug,
        })),
    ),
  }));
}
