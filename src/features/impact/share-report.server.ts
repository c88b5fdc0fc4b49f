import { and, inArray, ne } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groups, reportShares } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { changeReport, clearReport } from './changed-report.server.ts';
import { done, refused, type Ledger, type LedgerResult } from './ledger-context.server.ts';

/** Lays a report beside other groups that are public; unknown ones and its own are passed over. */
export async function shareWith(
  tx: Transaction,
  reportId: string,
  ownGroupId: string,
  at: Date,
  groupIds: readonly string[],
): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const others = await tx
    .select({ groupId: groups.id })
    .from(groups)
    .where(and(inArray(groups.id, [...groupIds]), ne(groups.id, ownGroupId), isPublic()));
  if (others.length === 0) return [];
  await tx
    .insert(reportShares)
    .values(others.map(({ groupId }) => ({ reportId, groupId, sharedAt: at })))
    .onConflictDoNothing();
  return others.map(({ groupId }) => groupId);
}

/**
 * Lays a report beside another group that worked on the same result: it shows with both and counts once.
 * Refusals: `not-found`, `not-allowed`, `withdrawn`, `not-another-group` (its own, not public or unknown).
 */
export async function shareReport(
  ledger: Ledger,
  share: { reportId: string; actor: Actor; groupId: string },
): Promise<LedgerResult<{ groupId: string }>> {
  const { reportId, actor, groupId } = share;
  return changeReport(ledger, { reportId, actor, act: 'share-report' }, async (tx, locked) => {
    if (locked.report.withdrawnAt) return refused('withdrawn');
    const shared = await shareWith(tx, reportId, locked.group.id, ledger.now(), [groupId]);
    if (shared.length === 0) return refused('not-another-group');
    await clearReport(ledger, tx, locked);
    return done({ groupId });
  });
}
