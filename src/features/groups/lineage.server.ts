import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { isPublic } from './public-groups.server.ts';

const named = {
  id: groups.id,
  slug: groups.slug,
  name: groups.name,
  lang: groups.lang,
  neighborhoodId: groups.neighborhoodId,
  waitingCount: groups.waitingCount,
};

async function findOne(db: Queryable, which: SQL | undefined) {
  const [row] = await db.select(named).from(groups).where(and(which, isPublic()));
  return row ?? null;
}

/** The group that a new one is to come of, by slug, and as what; null when there is none. */
export async function findOrigin(
  db: Queryable,
  { sister, club }: { sister: string | null; club: string | null },
) {
  const slug = sister ?? club;
  if (slug === null) return null;
  const kind = sister === null ? 'interest' : 'impact';
  const group = await findOne(db, and(eq(groups.slug, slug), eq(groups.kind, kind)));
  return group && { as: sister === null ? ('trial' as const) : ('sister' as const), group };
}

/** The same by id, for a form that comes back. */
export function findOriginById(db: Queryable, id: string) {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id) ? findOne(db, eq(groups.id, id)) : null;
}

/** A public group that came of another, and how. */
export interface Offspring {
  readonly slug: string;
  readonly name: string;
  /** `trying`: four weeks that are not over; `tried`: it went back, or ended before anybody had decided. */
  readonly how: 'divided' | 'grew' | 'trying' | 'tried' | 'sister';
}

/** The public groups that came of one, divided from it, grown from it, or founded as a sister, as a column of a query on groups. */
export const offspringOf = sql<Offspring[]>`(
  select coalesce(json_agg(json_build_object('slug', o.slug, 'name', o.name, 'how', case
      when o.divided_from_id = groups.id then 'divided' when o.grown_from_id is distinct from groups.id then 'sister'
      when o.trial_ends_on is null or o.trial_decision = 'continued' then 'grew'
      when o.trial_decision is null and o.closed_at is null then 'trying' else 'tried' end)
    order by o.created_at), '[]')
  from ${groups} o
  where (o.divided_from_id = groups.id or o.grown_from_id = groups.id or o.sister_of_id = groups.id) and o.is_public)`;

/** The public groups that came of one, oldest first. */
export async function findOffspring(db: Queryable, groupId: string): Promise<Offspring[]> {
  const [row] = await db.select({ offspring: offspringOf }).from(groups).where(eq(groups.id, groupId));
  return row?.offspring ?? [];
}
