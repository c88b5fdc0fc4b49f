import { randomUUID } from 'node:crypto';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import {
  groups,
  reports,
  reportShares,
  reportVersions,
  reportWords,
  searchDocuments,
} from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import {
  done,
  findGroupFacts,
  lockMeasure,
  refused,
  type ChosenMeasure,
  type GroupFacts,
  type Ledger,
  type LedgerRefusal,
  type LedgerResult,
} from './ledger-context.server.ts';
import type { ReportInput } from './report-input.ts';
import { reportTexts } from './report.ts';
import { cellOf, moveRollups } from './rollups.server.ts';
import { mirrorReportInSearch } from './search-document.server.ts';
import { tagsOf } from './tags.ts';
import { retellTrajectory } from './trajectory.server.ts';
import type { Trajectory } from './trajectory.ts';

export interface PostReport {
  actor: Actor;
  groupId: string;
  /** Null when there was nothing to count and no measure yet. */
  measureId: string | null;
  /** The language the words are written in. */
  lang: string;
  report: ReportInput;
  /** Other groups that worked on this result; it shows with them too and counts once. */
  sharedWith?: readonly string[];
}

export interface PostedReport {
  reportId: string;
  /** True when this key had posted it before; then nothing was written. */
  again: boolean;
  /** The group's trajectory with this report; null when there was nothing to count, or it was posted before. */
  trajectory: Trajectory | null;
}

/**
 * Posts a report: ledger, words, rollups, trajectory, search and the group's counters in one transaction.
 * The same key again, even at the same moment, gives the first post's report.
 *
 * Refusals: `not-found`, `not-allowed` (no active member), `group-closed`, `measure-not-chosen`, `key-used`
 * (the key belongs to somebody else's report). Clears the tags of the report, its groups, focus,
 * neighborhood and the town.
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
  const [group, measure, posted] = await Promise.all([
    findGroupFacts(tx, post.groupId, post.actor),
    post.measureId === null ? null : lockMeasure(tx, post.groupId, post.measureId),
    findPosted(tx, post),
  ]);
  if (posted) return posted;
  const refusal = refusalOf(group, post.actor);
  if (!group || refusal) return refused(refusal ?? 'not-found');
  const chosen = measure && !measure.ended;
  if (!chosen && (post.measureId !== null || post.report.outcome === 'counted'))
    return refused('measure-not-chosen');
  return done(await write(tx, ledger, { post, group, measure, reportId: randomUUID(), at: ledger.now() }));
}

function refusalOf(group: GroupFacts | null, actor: Actor): LedgerRefusal | null {
  if (!group || group.hiddenAt) return 'not-found';
  if (!may(actor, 'post-report', group)) return 'not-allowed';
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

interface Writing {
  post: PostReport;
  group: GroupFacts;
  measure: ChosenMeasure | null;
  reportId: string;
  at: Date;
}

/** Locks in one order everywhere: measure of the group, report, rollups, group. */
async function write(tx: Transaction, ledger: Ledger, writing: Writing): Promise<PostedReport> {
  const { post, group, measure, reportId, at } = writing;
  await insertRows(tx, writing);
  await shareWith(tx, reportId, group.id, at, post.sharedWith ?? []);
  const counted = post.report.outcome === 'counted' ? measure : null;
  const entry = { ...post.report.figures, ...group, confirmed: null, withdrawn: false };
  const [trajectory] = await Promise.all([
    counted ? retellTrajectory(tx, counted) : null,
    counted ? moveRollups(tx, null, cellOf(counted, { ...entry, measureId: counted.measureId })) : null,
  ]);
  const groupIds = [group.id, ...(post.sharedWith ?? [])];
  const [isPublicNow] = await Promise.all([
    countOnGroup(tx, group.id, at),
    ledger.clearTags(tx, tagsOf({ ...group, reportId, groupIds })),
  ]);
  // The group was hidden or shown meanwhile: its row, held from here on, knows.
  if (isPublicNow !== group.isPublic) await mirrorReportInSearch(tx, reportId);
  return { reportId, again: false, trajectory };
}

/** Report, first version, words and search document in one statement: one round trip, checked at its end. */
async function insertRows(tx: Transaction, { post, group, measure, reportId, at }: Writing): Promise<void> {
  const { report, actor, lang } = post;
  const stamp = { postedAt: at, postedBy: actor.personId, idempotencyKey: report.key };
  const identity = tx.$with('identity').as(
    tx
      .insert(reports)
      .values({
        id: reportId,
        groupId: group.id,
        outcome: report.outcome,
        measureId: measure?.measureId ?? null,
        definition: measure?.definition ?? 1,
        focusId: group.focusId,
        neighborhoodId: group.neighborhoodId,
        lang,
        ...stamp,
      })
      .returning({ id: reports.id }),
  );
  const figures = tx.$with('figures').as(
    tx
      .insert(reportVersions)
      .values({ reportId, version: 1, ...report.figures, ...stamp })
      .returning({ version: reportVersions.version }),
  );
  const body = reportTexts.flatMap((name) => report.words[name] ?? []).join('\n');
  const words = { reportId, version: 1, ...report.words };
  if (body === '' || !group.isPublic) {
    await tx.with(identity, figures).insert(reportWords).values(words);
    return;
  }
  const found = tx.$with('found').as(
    tx
      .insert(searchDocuments)
      .values({
        kind: 'report',
        ref: reportId,
        lang,
        title: group.name,
        body,
        path: `/reports/${reportId}/`,
        changedAt: at,
      })
      .returning({ ref: searchDocuments.ref }),
  );
  await tx.with(identity, figures, found).insert(reportWords).values(words);
}

/** @returns whether the group is public */
async function countOnGroup(tx: Transaction, groupId: string, at: Date): Promise<boolean | undefined> {
  const last = sql`greatest(${groups.lastReportAt}, ${at.toISOString()}::timestamptz)`;
  const [group] = await tx
    .update(groups)
    .set({ reportCount: sql`${groups.reportCount} + 1`, lastReportAt: last })
    .where(eq(groups.id, groupId))
    .returning({ isPublic: sql<boolean>`${isPublic()}` });
  return group?.isPublic;
}

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

async function findPosted(db: Queryable, post: PostReport): Promise<LedgerResult<PostedReport> | null> {
  const [found] = await db
    .select({ id: reports.id, groupId: reports.groupId, postedBy: reports.postedBy })
    .from(reports)
    .where(eq(reports.idempotencyKey, post.report.key));
  if (!found) return null;
  const own = found.groupId === post.groupId && found.postedBy === post.actor.personId;
  return own ? done({ reportId: found.id, again: true, trajectory: null }) : refused('key-used');
}
