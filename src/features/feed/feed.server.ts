import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { feedItems } from '#db/schema/index.ts';
import { type FeedFilter, type FeedItem, type FeedKind, feedSorts, itemsPerPage } from './feed.ts';
import { describeItems } from './feed-items.server.ts';
import { isPublicItem } from './public-items.server.ts';

export type FeedRow = typeof feedItems.$inferSelect;

/** One page of the feed, and the id to ask the next one with (`before`); null where it ends. */
export interface FeedPage {
  readonly items: readonly FeedItem[];
  readonly next: number | null;
}

/**
 * The feed, newest first: everything public, or what is asked for. Depends on `feedTags`.
 * @param before the last item of the page before; null for the newest
 */
export async function readFeed(
  db: Queryable,
  filter: FeedFilter,
  before: number | null,
  lang: string,
): Promise<FeedPage> {
  const kinds: readonly FeedKind[] | undefined = filter.sort && feedSorts[filter.sort];
  return pageOf(db, kinds, narrowed(filter), before, lang);
}

/** The newest public rows of every kind that a filter leaves, at most `most`. */
export function newestOf(
  db: Queryable,
  filter: FeedFilter,
  before: number | null,
  most: number,
): Promise<FeedRow[]> {
  return newestPublic(db, and(narrowed(filter), olderThan(before)), most);
}

const narrowed = ({ focusId, neighborhoodId, groupId }: FeedFilter): SQL | undefined =>
  and(
    focusId ? eq(feedItems.focusId, focusId) : undefined,
    neighborhoodId ? eq(feedItems.neighborhoodId, neighborhoodId) : undefined,
    groupId ? eq(feedItems.groupId, groupId) : undefined,
  );

/** A page of those items that satisfy `where`. */
export async function pageOf(
  db: Queryable,
  kinds: readonly FeedKind[] | undefined,
  where: SQL | undefined,
  before: number | null,
  lang: string,
): Promise<FeedPage> {
  const rows = await newestRows(db, kinds, and(where, olderThan(before)), itemsPerPage + 1);
  const shown = rows.slice(0, itemsPerPage);
  return {
    items: await describeItems(db, shown, lang),
    next: rows.length > itemsPerPage ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** As the indexes are sorted; without saying where nulls go, PostgreSQL would sort the whole table instead of reading one. */
const newest = [sql`${feedItems.at} desc nulls last`, desc(feedItems.id)];

/** Each kind is read by its own index, so that a rare one is as quick to find as a common one. */
async function newestRows(
  db: Queryable,
  kinds: readonly FeedKind[] | undefined,
  where: SQL | undefined,
  most: number,
): Promise<FeedRow[]> {
  if (!kinds) return newestPublic(db, where, most);
  const found = await Promise.all(
    kinds.map((kind) => newestPublic(db, and(eq(feedItems.kind, kind), where), most)),
  );
  return found.flat().sort(newestFirst).slice(0, most);
}

/** So many candidates are looked at together: nearly everything is public, so that the first lot is nearly always enough. */
const spare = 20;

/**
 * The newest public items that satisfy `where`. Candidates are limited before it is asked whether they are public: asked of
 * the whole table, PostgreSQL would read every report first.
 */
async function newestPublic(db: Queryable, where: SQL | undefined, most: number): Promise<FeedRow[]> {
  const found: FeedRow[] = [];
  let last: FeedRow | undefined;
  for (;;) {
    const candidates = await candidateRows(db, last ? and(where, olderThan(last.id)) : where, most + spare);
    found.push(...candidates.flatMap(({ isPublic, ...row }) => (isPublic ? [row] : [])));
    last = candidates.at(-1);
    if (found.length >= most || candidates.length < most + spare || !last) return found.slice(0, most);
  }
}

function candidateRows(db: Queryable, where: SQL | undefined, most: number) {
  // Under the table's own name, so that the conditions on an item hold for a candidate.
  const candidates = db
    .select()
    .from(feedItems)
    .where(where)
    .orderBy(...newest)
    .limit(most)
    .as('feed_items');
  return db
    .select({
      id: candidates.id,
      at: candidates.at,
      kind: candidates.kind,
      ref: candidates.ref,
      groupId: candidates.groupId,
      focusId: candidates.focusId,
      neighborhoodId: candidates.neighborhoodId,
      isPublic: sql<boolean>`${isPublicItem(db)}`,
    })
    .from(candidates)
    .orderBy(desc(candidates.at), desc(candidates.id));
}

/** All public items that satisfy `where`, newest first; for a part of the feed that is read whole. */
export function publicRows(db: Queryable, where: SQL | undefined) {
  return db
    .select()
    .from(feedItems)
    .where(and(where, isPublicItem(db)))
    .orderBy(...newest)
    .$dynamic();
}

const newestFirst = (a: FeedRow, b: FeedRow): number => b.at.getTime() - a.at.getTime() || b.id - a.id;

function olderThan(before: number | null): SQL | undefined {
  if (before === null) return undefined;
  const at = sql`(select seen.at from feed_items seen where seen.id = ${before})`;
  return sql`(${feedItems.at} <= ${at} and (${feedItems.at} < ${at} or ${feedItems.id} < ${before}))`;
}
