import { and, asc, eq, or, type SQL } from 'drizzle-orm';
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
  readonly how: 'divided' | 'grew' | 'sister';
}

/** The public groups that came of one: divided from it, grown from it, or founded as a sister, oldest first. */
export async function findOffspring(db: Queryable, groupId: string): Promise<Offspring[]> {
  const rows = await db
    .select({
      slug: groups.slug,
      name: groups.name,
      dividedFromId: groups.dividedFromId,
      grownFromId: groups.grownFromId,
    })
    .from(groups)
    .where(
      and(
        or(
          eq(groups.dividedFromId, groupId),
          eq(groups.grownFromId, groupId),
          eq(groups.sisterOfId, groupId),
        ),
        isPublic(),
      ),
    )
    .orderBy(asc(groups.createdAt));
  return rows.map(({ slug, name, dividedFromId, grownFromId }) => ({
    slug,
    name,
    how: dividedFromId === groupId ? 'divided' : grownFromId === groupId ? 'grew' : 'sister',
  }));
}
