import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { focusById, neighborhoodById, type Town } from '#features/town/town.ts';
import { type Actor, type FeedFilter, feedSortNames } from './feed.ts';

/** What an address of the feed asks for. */
export interface AskedFeed {
  readonly filter: FeedFilter;
  /** The same as it stands in the address, without what nobody knows. */
  readonly names: Partial<Record<'focus' | 'neighborhood' | 'group' | 'kind', string>>;
  readonly group: Actor | null;
  readonly before: number | null;
}

/** Reads the feed's address; null when it names a group that the public may not know of. */
export async function askedFeed(
  db: Queryable,
  town: Pick<Town, 'focuses' | 'neighborhoods'>,
  query: URLSearchParams,
): Promise<AskedFeed | null> {
  const slug = query.get('group');
  const group = slug ? await findGroup(db, slug) : null;
  if (slug && !group) return null;
  const focusId = focusById(town, query.get('focus') ?? '')?.id;
  const neighborhoodId = neighborhoodById(town, query.get('neighborhood') ?? '')?.id;
  const sort = feedSortNames.find((each) => each === query.get('kind'));
  const names = { focus: focusId, neighborhood: neighborhoodId, group: group?.slug, kind: sort };
  return {
    filter: { focusId, neighborhoodId, sort, groupId: group?.id },
    names: Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined)),
    group,
    before: /^\d{1,15}$/.test(query.get('before') ?? '') ? Number(query.get('before')) : null,
  };
}

async function findGroup(db: Queryable, slug: string) {
  const [group] = await db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(groups)
    .where(and(eq(groups.slug, slug), isPublic()));
  return group ?? null;
}
