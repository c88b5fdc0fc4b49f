import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups } from '#db/schema/index.ts';
import { asMember, type GroupServices } from '#features/groups/in-group.server.ts';
import { groupTags } from '#features/groups/groups.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import type { TrialDecision } from './growth.ts';

type TrialRefusal = 'no-such-group' | 'not-allowed' | 'no-trial' | 'decided-otherwise';

/**
 * Says what came of four weeks as an impact group: it goes on as one, or goes back to being the club alone. Going back
 * closes the group with its words; what it reported stays, and the club was never touched. The same again changes nothing.
 */
export function decideTrial(
  services: GroupServices,
  actor: Actor,
  { id, decision, words }: { id: string; decision: TrialDecision; words: string | null },
): Promise<Outcome<{ slug: string }, TrialRefusal>> {
  return asMember<{ slug: string }, TrialRefusal>(services, id, actor, 'decide-trial', async (inside) => {
    const { tx, group, now } = inside;
    if (group.trialEndsOn === null) return refused('no-trial');
    if (group.trialDecision === decision) return done({ slug: group.slug });
    if (group.trialDecision !== null || group.closedAt) return refused('decided-otherwise');
    const closing = decision === 'returned' ? { closedAt: now, closingWords: words } : {};
    await tx
      .update(groups)
      .set({ trialDecision: decision, trialDecidedAt: now, ...closing })
      .where(eq(groups.id, id));
    if (decision === 'returned')
      await services.enqueue(tx, 'tend-group', { groupId: id }, { singletonKey: id });
    await services.clearTags(tx, groupTags(group));
    return done({ slug: group.slug });
  });
}

/** Whether a group has chosen what it counts. */
export async function hasMeasure(db: Queryable, groupId: string): Promise<boolean> {
  const chosen = and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt));
  return (await db.$count(groupMeasures, chosen)) > 0;
}
