import { and, count, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { follows } from '#db/schema/index.ts';
import { type Actor, may } from '#features/organize/permissions.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import type { Services } from '#server/services.ts';
import { type Followed, followsMost } from './follow.ts';
import { findThings } from './followed-things.server.ts';

export type FollowRefusal = 'no-such-thing' | 'not-allowed' | 'too-many';

type FollowServices = Pick<Services, 'now' | 'town'> & { readonly db: Queryable };

/** Follows something public, from now on. Again: nothing changes. Nobody but the person sees it. */
export async function follow(
  { db, now, town }: FollowServices,
  actor: Actor,
  thing: Followed,
): Promise<Outcome<Followed, FollowRefusal>> {
  if (!may(actor, 'follow')) return refused('not-allowed');
  const [known] = await findThings(db, town, [thing], '');
  if (!known) return refused('no-such-thing');
  const [tally] = await db
    .select({ count: count() })
    .from(follows)
    .where(eq(follows.personId, actor.personId));
  if ((tally?.count ?? 0) >= followsMost) return refused('too-many');
  const { type, id } = known;
  await db
    .insert(follows)
    .values({ personId: actor.personId, subjectType: type, subjectId: id, since: now() })
    .onConflictDoNothing();
  return done({ type, id });
}

/** No longer follows something, whether or not it is still there. Again: nothing changes. */
export async function unfollow(
  { db, town }: Pick<FollowServices, 'db' | 'town'>,
  actor: Actor,
  thing: Followed,
): Promise<Outcome<Followed, FollowRefusal>> {
  if (!may(actor, 'unfollow', { personId: actor.personId })) return refused('not-allowed');
  const gone = await db
    .delete(follows)
    .where(and(eq(follows.personId, actor.personId), isThing(thing)))
    .returning({ id: follows.subjectId });
  if (gone.length === 0 && (await findThings(db, town, [thing], '')).length === 0)
    return refused('no-such-thing');
  return done(thing);
}

/** Whether somebody follows something. */
export async function isFollowing(db: Queryable, personId: string, thing: Followed): Promise<boolean> {
  const rows = await db
    .select({ id: follows.subjectId })
    .from(follows)
    .where(and(eq(follows.personId, personId), isThing(thing)));
  return rows.length > 0;
}

const isThing = ({ type, id }: Followed) => and(eq(follows.subjectType, type), eq(follows.subjectId, id));
