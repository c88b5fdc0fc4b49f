import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, lte } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { actLinks, memberships } from '#db/schema/index.ts';

/** How long a link in a mail does its one act. */
export const actLinkDays = 7;
/** Used and run out links are forgotten after that. */
const forgottenAfterDays = 30;
const dayMs = 86_400_000;

/** What a link may do, without signing in. */
export type LinkedAct = 'report' | 'answer' | 'check-in' | 'tell-adoption';

export interface ActLink {
  readonly id: string;
  readonly personId: string;
  readonly groupId: string;
  /** What else the act is about, such as the day of a meeting. */
  readonly subjectId: string | null;
  readonly usedAt: Date | null;
}

/** A token for a mail; `keepActLink` makes it a link. 256 bits. */
export const newActToken = (): string => randomBytes(32).toString('base64url');

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Keeps a link for one act of one person in one group; only the SHA-256 of its token. */
export async function keepActLink(
  tx: Queryable,
  link: {
    token: string;
    act: LinkedAct;
    personId: string;
    groupId: string;
    subjectId: string;
    now: Date;
  },
): Promise<void> {
  const { token, now, ...about } = link;
  await tx.insert(actLinks).values({
    ...about,
    tokenHash: hashOf(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + actLinkDays * dayMs),
  });
}

/**
 * The link of a token: for this act, within its days, of somebody who has belonged to the group ever since it was made.
 * Looking changes nothing, since mail scanners look first. One that was used is found too, to say so; null otherwise.
 */
export async function findActLink(
  db: Queryable,
  token: string,
  act: LinkedAct,
  now: Date,
): Promise<ActLink | null> {
  const [link] = await db
    .select({
      id: actLinks.id,
      personId: actLinks.personId,
      groupId: memberships.groupId,
      subjectId: actLinks.subjectId,
      usedAt: actLinks.usedAt,
    })
    .from(actLinks)
    .innerJoin(
      memberships,
      and(
        eq(memberships.groupId, actLinks.groupId),
        eq(memberships.personId, actLinks.personId),
        eq(memberships.state, 'active'),
        lte(memberships.activeSince, actLinks.createdAt),
      ),
    )
    .where(and(eq(actLinks.tokenHash, hashOf(token)), eq(actLinks.act, act), gt(actLinks.expiresAt, now)));
  return link ?? null;
}

/** Notes that a link has done its act. */
export async function noteUsed(db: Queryable, id: string, now: Date): Promise<void> {
  await db
    .update(actLinks)
    .set({ usedAt: now })
    .where(and(eq(actLinks.id, id), isNull(actLinks.usedAt)));
}

/** Forgets links that ran out some weeks ago. */
export async function forgetActLinks(db: Queryable, now: Date): Promise<void> {
  await db
    .delete(actLinks)
    .where(lt(actLinks.expiresAt, new Date(now.getTime() - forgottenAfterDays * dayMs)));
}
