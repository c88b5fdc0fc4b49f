import { createHash } from 'node:crypto';
import { lt, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { rateLimits } from '#db/schema/index.ts';
import { networkOf } from '#lib/network.ts';
import { type LimitName, limits } from './limits.ts';

export type Try = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/**
 * Counts one try of `subject` (an address, a network, a person's id) and says whether it may go on. Windows are
 * fixed; one atomic upsert counts, so that several server processes agree. Of a network
 * address its network counts. Only a hash of the subject is kept.
 */
export async function takeTry(db: Queryable, name: LimitName, subject: string, now: Date): Promise<Try> {
  const { most, windowSeconds } = limits[name];
  const windowMs = windowSeconds * 1000;
  const windowStart = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  const key = `${name}:${createHash('sha256').update(networkOf(subject)).digest('base64url')}`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key, windowStart, count: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({ count: rateLimits.count });
  if ((row?.count ?? 0) <= most) return { allowed: true };
  return {
    allowed: false,
    retryAfterSeconds: Math.ceil((windowStart.getTime() + windowMs - now.getTime()) / 1000),
  };
}

/** Forgets windows that began before `before`. */
export async function forgetTries(db: Queryable, before: Date): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.windowStart, before));
}
