import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groups, reports } from '#db/schema/index.ts';
import { rebuildLevels } from './level-rollups.server.ts';
import { rebuildRollups } from './rollups.server.ts';
import { mirrorAllReportsInSearch } from './search-document.server.ts';
import { retellAllTrajectories } from './trajectory.server.ts';

/**
 * Brings everything that is kept beside the ledger to what the ledger says: rollups, trajectories, search
 * documents and the groups' counters. For imports, the demonstration town and repairs.
 */
export async function rebuildImpact(tx: Transaction): Promise<void> {
  await rebuildRollups(tx);
  await rebuildLevels(tx);
  await retellAllTrajectories(tx);
  await mirrorAllReportsInSearch(tx);
  await tx.execute(sql`
    update ${groups} g set report_count = told.reports, last_report_at = told.last
    from (
      select g2.id, count(r.id)::int as reports, max(r.posted_at) as last
      from ${groups} g2 left join ${reports} r on r.group_id = g2.id and r.withdrawn_at is null
      group by g2.id
    ) told
    where told.id = g.id and (g.report_count, g.last_report_at) is distinct from (told.reports, told.last)
  `);
}
