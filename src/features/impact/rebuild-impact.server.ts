import { isNull, sql } from 'drizzle-orm';
import type { Database, Transaction } from '#db/client.ts';
import { groups, measures, reports } from '#db/schema/index.ts';
import { rebuildLevels } from './level-rollups.server.ts';
import { rebuildRollups } from './rollups.server.ts';
import { mirrorAllReportsInSearch } from './search-document.server.ts';
import { retellAllTrajectories } from './trajectory.server.ts';

/**
 * Makes a change of the town's catalog, and where it changes the kind of a measure that is reported already, adds its reports
 * up anew: a level is not added like a count.
 */
export async function followKinds(db: Database, change: () => Promise<void>): Promise<void> {
  const before = await kindsOf(db);
  await change();
  const after = await kindsOf(db);
  if (![...before].some(([id, kind]) => after.get(id) !== kind)) return;
  await db.transaction(async (tx) => {
    await rebuildRollups(tx);
    await rebuildLevels(tx);
  });
}

async function kindsOf(db: Database): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: measures.id, kind: measures.kind })
    .from(measures)
    .where(isNull(measures.groupId));
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

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
