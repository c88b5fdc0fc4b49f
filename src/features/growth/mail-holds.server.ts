import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { divisions, groups, memberships } from '#db/schema/index.ts';

/** Mails about growing, and what each is about: a division, or a group that begins or is on trial. */
const kinds = ['division-proposed', 'sister-begins', 'trial-ends'] as const;
type GrowthMail = (typeof kinds)[number];

export const isGrowthMail = (kind: string): kind is GrowthMail => kinds.some((each) => each === kind);

/**
 * Whether a mail about growing still tells the truth: the proposal stands, the reader still waits where the sister
 * comes from, nobody has decided about the trial.
 * @param about ids in the order of its key: what it is about, and its reader
 */
export async function growthMailHolds(
  db: Queryable,
  kind: GrowthMail,
  [about = '', readerId = '']: readonly string[],
): Promise<boolean> {
  if (kind === 'division-proposed') {
    const stands = and(eq(divisions.id, about), isNull(divisions.doneAt), isNull(divisions.cancelledAt));
    return (await db.$count(divisions, stands)) > 0;
  }
  const running = and(eq(groups.id, about), isNull(groups.closedAt));
  if (kind === 'trial-ends') return (await db.$count(groups, and(running, isNull(groups.trialDecision)))) > 0;
  const waiting = await db
    .select({ id: memberships.id })
    .from(groups)
    .innerJoin(memberships, eq(memberships.groupId, groups.sisterOfId))
    .where(and(running, eq(memberships.personId, readerId), eq(memberships.state, 'waitlisted')));
  return waiting.length > 0;
}
