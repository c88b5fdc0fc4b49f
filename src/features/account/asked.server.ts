import { createHash } from 'node:crypto';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { signInRequests } from '#db/schema/index.ts';
import { unfinishedKeptSeconds } from './account.ts';
import { type Intent, ownPath, readIntent } from './intent.ts';

/** Tokens are stored as this alone. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A request whose link and code still open the portal. */
export const usable = (now: Date) => and(isNull(signInRequests.usedAt), gt(signInRequests.expiresAt, now));

/** What is done as soon as somebody has signed in, such as sending their request. */
export type Errand = 'join' | 'found';

/** The errand that an intent is; null when there is nothing to do but to go on. */
export function errandOf(intent: Intent | null): Errand | null {
  return intent?.act === 'join' || intent?.act === 'found' ? intent.act : null;
}

/** Whether somebody signs in without having come for anything. */
export const comesForNothing = (intent: Intent | null) =>
  intent === null || (intent.act === 'return' && intent.path === ownPath(null));

/** What the same browser asked for last with the same address, when that link and code were never used. */
export async function findUnfinished(
  tx: Queryable,
  { browser, email }: { browser: string; email: string },
  now: Date,
): Promise<{ intent: Intent; name: string | null } | null> {
  const since = new Date(now.getTime() - unfinishedKeptSeconds * 1000);
  const [last] = await tx
    .select({ intent: signInRequests.intent, usedAt: signInRequests.usedAt })
    .from(signInRequests)
    .where(
      and(
        eq(signInRequests.browserHash, hash(browser)),
        eq(signInRequests.email, email),
        gt(signInRequests.createdAt, since),
      ),
    )
    .orderBy(desc(signInRequests.createdAt))
    .limit(1);
  if (!last || last.usedAt) return null;
  const { intent, name } = readKept(last.intent);
  return intent && { intent, name };
}

/** This browser's newest request that can still be used: its address and what it will do; null when there is none. */
export async function findAsked(
  db: Queryable,
  browser: string | undefined,
  now: Date,
): Promise<{ email: string; errand: Errand | null } | null> {
  if (!browser) return null;
  const [row] = await db
    .select({ email: signInRequests.email, intent: signInRequests.intent })
    .from(signInRequests)
    .where(and(eq(signInRequests.browserHash, hash(browser)), usable(now)))
    .orderBy(desc(signInRequests.createdAt))
    .limit(1);
  return row ? { email: row.email, errand: errandOf(readKept(row.intent).intent) } : null;
}

/** What a request to sign in keeps beside its hashes. */
export function readKept(stored: unknown): { intent: Intent | null; name: string | null } {
  const { name, wanted } = (stored ?? {}) as { name?: string | null; wanted?: unknown };
  return { intent: readIntent(wanted), name: name ?? null };
}
