import { and, eq, isNotNull, isNull, like, or, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groupPlaces, groups, memberships } from '#db/schema/index.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { addDays } from '#lib/calendar-day.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { freeSlug, slugify } from '#lib/slug.ts';
import type { Founding } from './group-form.ts';
import { groupTags, isPublicGroup, reservedSlugs, trialDays } from './groups.ts';
import { findRole, type GroupServices } from './in-group.server.ts';
import { partOfDayAt } from './meeting-dates.ts';

type FoundingRefusal = 'not-allowed' | 'key-used' | 'no-such-origin' | 'trial-runs';

/** The job that tells whoever waits in a group that a sister of it begins. */
export const sisterBegunJob = 'sister-begun';

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
): Promise<Outcome<{ id: string; slug: string }, FoundingRefusal>> {
  if (!may(actor, 'start-group')) return refused('not-allowed');
  return services.db.transaction<Outcome<{ id: string; slug: string }, FoundingRefusal>>(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${slugLock})`);
    const [before] = await tx.select().from(groups).where(eq(groups.id, founding.key));
    if (before) return before.createdBy === actor.personId ? done(before) : refused('key-used');
    const origin = await originOf(tx, actor, founding);
    if (!origin.ok) return origin;
    const slug = await chooseSlug(tx, founding.name);
    const group = await insertGroup(tx, services, actor, { ...founding, slug, lang }, origin.value);
    await services.clearTags(tx, groupTags(group));
    if (founding.as === 'sister')
      await services.enqueue(tx, sisterBegunJob, { groupId: group.id }, { singletonKey: group.id });
    return done({ id: group.id, slug });
  });
}

/** A slug for a group of this name that no other has. Takes the lock under which slugs are chosen, until the transaction ends. */
export async function chooseSlug(tx: Transaction, name: string): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(${slugLock})`);
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
  origin: Origin,
) {
  const now = services.now();
  const { key, place, placeIsPublic, startsAt, as, origin: _origin, ...given } = founding;
  const group = {
    ...given,
    kind: as === 'interest' ? 'interest' : 'impact',
    id: key,
    place: placeIsPublic ? place : null,
    placeIsPublic: placeIsPublic && place !== null,
    startsAt,
    partOfDay: startsAt === null ? null : partOfDayAt(startsAt),
    languages: [founding.lang],
    focusId: null,
    ...origin,
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

/** What a new group has from the one it comes of. */
type Origin = Partial<Pick<typeof groups.$inferInsert, OriginColumn>>;
type OriginColumn = 'sisterOfId' | 'grownFromId' | 'trialEndsOn' | 'focusId' | 'joining';

/**
 * Looks at the group that a new one comes of: a sister of one where people wait, or a club that tries four weeks as an
 * impact group, which its convener or an organizer may begin, one trial at a time.
 */
async function originOf(
  tx: Transaction,
  actor: Actor,
  { as, origin, firstMeetingOn }: Founding,
): Promise<Outcome<Origin, FoundingRefusal>> {
  if (as === 'interest') return done({ joining: 'open' });
  if (as === 'impact') return done({});
  const [from] = await tx
    .select()
    .from(groups)
    .where(eq(groups.id, origin ?? noGroup))
    .for('update');
  if (!from || from.closedAt || !isPublicGroup(from)) return refused('no-such-origin');
  if (as === 'sister') {
    if (from.kind !== 'impact' || from.waitingCount === 0) return refused('no-such-origin');
    return done({ sisterOfId: from.id, focusId: from.focusId, joining: 'open' });
  }
  if (from.kind !== 'interest') return refused('no-such-origin');
  const groupRole = await findRole(tx, from.id, actor.personId);
  if (!may(actor, 'try-as-group', { groupRole })) return refused('not-allowed');
  const running = and(
    eq(groups.grownFromId, from.id),
    isNotNull(groups.trialEndsOn),
    isNull(groups.trialDecision),
  );
  if ((await tx.$count(groups, and(running, isNull(groups.closedAt)))) > 0) return refused('trial-runs');
  const { id: grownFromId, focusId } = from;
  return done({ grownFromId, focusId, trialEndsOn: addDays(firstMeetingOn, trialDays) });
}

const noGroup = '00000000-0000-0000-0000-000000000000';
