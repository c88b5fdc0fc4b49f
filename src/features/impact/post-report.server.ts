import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import { meetings } from '#db/schema/index.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { findDoubt } from './doubts.server.ts';
import {
  done,
  findGroupFacts,
  lockMeasure,
  refused,
  type GroupFacts,
  type Ledger,
  type LedgerRefusal,
  type LedgerResult,
} from './ledger-context.server.ts';
import { findPosted } from './posted-before.server.ts';
import { type PostedReport, type PostReport, writeReport } from './write-report.server.ts';

/**
 * Posts a report: ledger, words, rollups, trajectory, search and the group's counters in one transaction.
 * The same again under the same key, even at the same moment, gives the first post's report.
 *
 * Refusals: `not-found`, `not-allowed` (no active member), `group-closed`, `a-club`, `measure-not-chosen`, `key-used`
 * (the key belongs to somebody else's report), `sent-before` (to another one of one's own), and while it is not `sure`
 * a doubt. Clears the tags of the report, its groups, focus, neighborhood and the town.
 */
export async function postReport(ledger: Ledger, post: PostReport): Promise<LedgerResult<PostedReport>> {
  try {
    return await ledger.db.transaction((tx) => postIn(tx, ledger, post));
  } catch (error) {
    if (!refusedBy(error, 'reports_idempotency')) throw error;
    return (await findPosted(ledger.db, post)) ?? refused('key-used');
  }
}

async function postIn(
  tx: Transaction,
  ledger: Ledger,
  post: PostReport,
): Promise<LedgerResult<PostedReport>> {
  const [group, ofGroup, measure, posted] = await Promise.all([
    findGroupFacts(tx, post.groupId, post.actor),
    isMeetingOf(tx, post.groupId, post.meetingId),
    post.measureId === null ? null : lockMeasure(tx, post.groupId, post.measureId),
    findPosted(tx, post),
  ]);
  if (posted) return posted;
  const refusal = refusalOf(group, post.actor);
  if (!group || refusal) return refused(refusal ?? 'not-found');
  if (!ofGroup) return refused('not-found');
  const chosen = measure && !measure.ended;
  if (!chosen && (post.measureId !== null || post.report.outcome === 'counted'))
    return refused('measure-not-chosen');
  const { outcome, figures } = post.report;
  const doubt =
    measure && outcome === 'counted' && post.sure === false && (await findDoubt(tx, measure, figures));
  if (doubt) return refused(doubt);
  return done(
    await writeReport(tx, ledger, { post, group, measure, reportId: randomUUID(), at: ledger.now() }),
  );
}

async function isMeetingOf(db: Queryable, groupId: string, meetingId?: string | null): Promise<boolean> {
  if (!meetingId) return true;
  const mine = and(eq(meetings.id, meetingId), eq(meetings.groupId, groupId));
  return (await db.select({ id: meetings.id }).from(meetings).where(mine)).length > 0;
}

function refusalOf(group: GroupFacts | null, actor: Actor): LedgerRefusal | null {
  if (!group || group.hiddenAt) return 'not-found';
  if (!may(actor, 'post-report', group)) return 'not-allowed';
  if (group.kind === 'interest') return 'a-club';
  return group.closedAt ? 'group-closed' : null;
}

/** Why a person may not report in a group; null when they may. */
export async function findPostRefusal(
  db: Queryable,
  groupId: string,
  actor: Actor,
): Promise<LedgerRefusal | null> {
  return refusalOf(await findGroupFacts(db, groupId, actor), actor);
}
