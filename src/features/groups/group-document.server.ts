import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, searchDocuments } from '#db/schema/index.ts';
import { isPublic } from './public-groups.server.ts';

/**
 * Brings what search knows of a group in step with it, in the transaction that changed it; a group that is not public
 * has no document.
 */
export async function mirrorGroup(tx: Queryable, groupId: string): Promise<void> {
  await tx
    .delete(searchDocuments)
    .where(and(eq(searchDocuments.kind, 'group'), eq(searchDocuments.ref, groupId)));
  await tx.insert(searchDocuments).select(
    tx
      .select({
        kind: sql<string>`'group'`.as('kind'),
        ref: sql<string>`${groups.id}::text`.as('ref'),
        lang: groups.lang,
        title: groups.name,
        body: sql<string>`concat_ws(' ', ${groups.about}, ${groups.ourPart})`.as('body'),
        path: sql<string>`'/groups/' || ${groups.slug} || '/'`.as('path'),
        changedAt: sql<Date>`now()`.as('changed_at'),
        words: sql<string>`null`.as('words'),
      })
      .from(groups)
      .where(and(eq(groups.id, groupId), isPublic())),
  );
}
