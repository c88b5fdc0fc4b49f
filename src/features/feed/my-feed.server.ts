import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, feedItems, follows, memberships } from '#db/schema/index.ts';
import { type FeedPage, pageOf } from './feed.server.ts';

/** What is new in somebody's own groups and in what they follow, newest first; for their eyes alone. */
export async function readMyFeed(
  db: Queryable,
  personId: string,
  before: number | null,
  lang: string,
): Promise<FeedPage> {
  const [followed, mine] = await Promise.all([
    db.select().from(follows).where(eq(follows.personId, personId)),
    db
      .select({ groupId: memberships.groupId })
      .from(memberships)
      .where(and(eq(memberships.personId, personId), eq(memberships.state, 'active'))),
  ]);
  const ids = (type: string) =>
    followed.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  const groupIds = [...new Set([...ids('group'), ...mine.map(({ groupId }) => groupId)])];
  const wanted = [
    groupIds.length > 0 ? inArray(feedItems.groupId, groupIds) : undefined,
    ids('focus').length > 0 ? inArray(feedItems.focusId, ids('focus')) : undefined,
    ofQuestions(db, ids('question')),
    ofApproaches(db, ids('approach')),
  ].filter((each) => each !== undefined);
  if (wanted.length === 0) return { items: [], next: null };
  return pageOf(db, undefined, or(...wanted), before, lang);
}

/** Answers to these questions, and those that helped. */
function ofQuestions(db: Queryable, ids: readonly string[]): SQL | undefined {
  if (ids.length === 0) return undefined;
  const given = db
    .select({ id: answers.id })
    .from(answers)
    .where(inArray(answers.questionId, [...ids]));
  return and(inArray(feedItems.kind, ['answer', 'helped']), inArray(feedItems.ref, given));
}

/** Who took these approaches up, what came of it, and what was made of them. */
function ofApproaches(db: Queryable, ids: readonly string[]): SQL | undefined {
  if (ids.length === 0) return undefined;
  const taken = db
    .select({ id: adoptions.id })
    .from(adoptions)
    .where(inArray(adoptions.approachId, [...ids]));
  const made = db
    .select({ id: approaches.id })
    .from(approaches)
    .where(inArray(approaches.parentId, [...ids]));
  return or(
    and(inArray(feedItems.kind, ['adoption', 'outcome']), inArray(feedItems.ref, taken)),
    and(eq(feedItems.kind, 'approach'), inArray(feedItems.ref, sql`(${made})`)),
  );
}
