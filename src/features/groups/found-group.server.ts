import { eq, like, or, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groupPlaces, groups, memberships } from '#db/schema/index.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { freeSlug, slugify } from '#lib/slug.ts';
import type { Founding } from './group-form.ts';
import { groupTags, reservedSlugs } from './groups.ts';
import type { GroupServices } from './in-group.server.ts';
import { partOfDayAt } from './meeting-dates.ts';

/** Two groups of one name may begin at once: their slugs are chosen one after the other. */
const slugLock = 7_270_222;

/**
 * Starts a group with its founder as convener and first member. Sent twice with the same `key`, it starts one.
 * Clears `groupTags`.
 * @param lang the language the founder wrote in
 * @returns the group's id and slug; `key-used` when the key is somebody else's group
 */
export async function foundGroup(
  services: GroupServices,
  actor: Actor,
  founding: Founding,
  lang: string,
): Promise<Outcome<{ id: string; slug: string }, 'not-allowed' | 'key-used'>> {
  if (!may(actor, 'start-group')) return refused('not-allowed');
  return services.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${slugLock})`);
    const [before] = await tx.select().from(groups).where(eq(groups.id, founding.key));
    if (before) return before.createdBy === actor.personId ? done(before) : refused('key-used');
    const slug = await chooseSlug(tx, founding.name);
    const group = await insertGroup(tx, services, actor, { ...founding, slug, lang });
    await services.clearTags(tx, groupTags(group));
    return done({ id: group.id, slug });
  });
}

async function chooseSlug(tx: Transaction, name: string): Promise<string> {
  const wanted = slugify(name) || 'group';
  const rows = await tx
    .select({ slug: groups.slug })
    .from(groups)
    .where(or(eq(groups.slug, wanted), like(groups.slug, `${wanted}-%`)));
  return freeSlug(wanted, new Set([...reservedSlugs, ...rows.map((row) => row.slug)]));
}

async function insertGroup(
  tx: Transaction,
  services: GroupServices,
  actor: Actor,
  founding: Founding & { slug: string; lang: string },
) {
  const now = services.now();
  const { key, place, placeIsPublic, startsAt, ...given } = founding;
  const group = {
    ...given,
    id: key,
    place: placeIsPublic ? place : null,
    placeIsPublic: placeIsPublic && place !== null,
    startsAt,
    partOfDay: startsAt === null ? null : partOfDayAt(startsAt),
    languages: [founding.lang],
    focusId: null,
    createdAt: now,
    createdBy: actor.personId,
  };
  await tx.insert(groups).values(group);
  if (place !== null) await tx.insert(groupPlaces).values({ groupId: key, exactPlace: place });
  await tx.insert(memberships).values({
    groupId: key,
    personId: actor.personId,
    state: 'active',
    role: 'convener',
    createdAt: now,
    changedAt: now,
    activeSince: now,
  });
  return group;
}
