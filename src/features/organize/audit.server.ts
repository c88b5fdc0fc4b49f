import { count, desc, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { auditLog, people } from '#db/schema/index.ts';

/** Who acts, what they do, to what, and why; written in the transaction of the act itself. */
export interface AuditEntry {
  /** Null for what was done at the server's own terminal. */
  actorId: string | null;
  act: string;
  subjectType: string;
  subjectId: string;
  reason?: string | null;
  detail?: object;
}

/** Adds an organizer's act to the log, which is only ever added to. */
export async function recordAct(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values(entry);
}

export type AuditRow = typeof auditLog.$inferSelect & { actorName: string | null };

/** The audit log, newest first. */
export async function listAudit(db: Queryable, limit: number, offset = 0): Promise<AuditRow[]> {
  const rows = await db
    .select({ entry: auditLog, actorName: people.name })
    .from(auditLog)
    .leftJoin(people, eq(people.id, auditLog.actorId))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit)
    .offset(offset);
  return rows.map(({ entry, actorName }) => ({ ...entry, actorName }));
}

/** How many acts the log holds. */
export async function countAudit(db: Queryable): Promise<number> {
  const [row] = await db.select({ total: count() }).from(auditLog);
  return row?.total ?? 0;
}
