import { and, gt, inArray, lte } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, answers, approaches, feedItems } from '#db/schema/index.ts';
import { type FeedRow, publicRows } from '#features/feed/feed.server.ts';
import type { News } from './digest.ts';

/** What can be told at most of a week or two of a large town. */
const newsMost = 50_000;

/** Everything public of a time, newest first, with what it is about, and the rows themselves by id. Four queries. */
export async function findNews(
  db: Queryable,
  after: Date,
  until: Date,
): Promise<{ news: News[]; rows: ReadonlyMap<number, FeedRow> }> {
  const rows = await publicRows(db, and(gt(feedItems.at, after), lte(feedItems.at, until))).limit(newsMost);
  const refs = (...kinds: string[]) => rows.filter(({ kind }) => kinds.includes(kind)).map(({ ref }) => ref);
  const [questionOf, taken, parentOf] = await Promise.all([
    questionsOf(db, refs('answer', 'helped')),
    approachesOf(db, refs('adoption', 'outcome')),
    parentsOf(db, refs('approach')),
  ]);
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    news: rows.map(({ id, at, ref, groupId, focusId, neighborhoodId }) => ({
      id,
      at,
      groupId,
      focusId,
      neighborhoodId,
      questionId: questionOf.get(ref) ?? null,
      approachId: taken.get(ref) ?? parentOf.get(ref) ?? null,
    })),
  };
}

type Of = Promise<ReadonlyMap<string, string | null>>;

async function questionsOf(db: Queryable, ids: readonly string[]): Of {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: answers.id, of: answers.questionId })
    .from(answers)
    .where(inArray(answers.id, [...ids]));
  return new Map(rows.map(({ id, of }) => [id, of]));
}

async function approachesOf(db: Queryable, ids: readonly string[]): Of {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: adoptions.id, of: adoptions.approachId })
    .from(adoptions)
    .where(inArray(adoptions.id, [...ids]));
  return new Map(rows.map(({ id, of }) => [id, of]));
}

async function parentsOf(db: Queryable, ids: readonly string[]): Of {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: approaches.id, of: approaches.parentId })
    .from(approaches)
    .where(inArray(approaches.id, [...ids]));
  return new Map(rows.map(({ id, of }) => [id, of]));
}
