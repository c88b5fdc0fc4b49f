import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groups, reports, reportVersions, reportWords, searchDocuments } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { ChosenMeasure, GroupFacts, Ledger } from './ledger-context.server.ts';
import { moveLevels } from './level-rollups.server.ts';
import type { ReportInput } from './report-input.ts';
import { reportTexts } from './report.ts';
import { cellOf, moveRollups } from './rollups.server.ts';
import { mirrorReportInSearch } from './search-document.server.ts';
import { shareWith } from './share-report.server.ts';
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
  /** The meeting of this group that the report is the end of. */
  meetingId?: string | null;
  /** False: a report that looks like a slip is not posted, and its doubt told. */
  sure?: boolean;
}

export interface PostedReport {
  reportId: string;
  /** True when this key had posted it before; then nothing was written. */
  again: boolean;
  /** The group's trajectory with this report; null when there was nothing to count, or it was posted before. */
  trajectory: Trajectory | null;
}

interface Writing {
  post: PostReport;
  group: GroupFacts;
  measure: ChosenMeasure | null;
  reportId: string;
  at: Date;
}

/**
 * Writes a report that may be posted, and everything kept beside it. Locks in one order everywhere: measure of the
 * group, report, rollups, group.
 */
export async function writeReport(tx: Transaction, ledger: Ledger, writing: Writing): Promise<PostedReport> {
  const { post, group, measure, reportId, at } = writing;
  await insertRows(tx, writing);
  await shareWith(tx, reportId, group.id, at, post.sharedWith ?? []);
  const counted = post.report.outcome === 'counted' ? measure : null;
  const entry = { ...post.report.figures, ...group, confirmed: null, withdrawn: false };
  const [trajectory] = await Promise.all([
    counted ? retellTrajectory(tx, counted) : null,
    counted ? moveLevels(tx, counted, reportId, null) : null,
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
        meetingId: post.meetingId ?? null,
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
