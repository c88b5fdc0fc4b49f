import { and, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { auditLog, groups, reports, reportWords } from '#db/schema/index.ts';
import { holdBack } from '#features/notify/hold-back.server.ts';
import type { Act, Actor } from '#features/organize/permissions.ts';
import { changeReport, clearReport, followFigures } from './changed-report.server.ts';
import { done, type Ledger, type LedgerResult } from './ledger-context.server.ts';
import { mirrorReportInSearch } from './search-document.server.ts';

/**
 * Withdraws a report: it stays listed as withdrawn, with the reason, and counts nowhere any more. Again: nothing
 * changes. Refusals: `not-found`, `not-allowed`.
 */
export async function withdrawReport(
  ledger: Ledger,
  withdraw: { reportId: string; actor: Actor; reason: string },
): Promise<LedgerResult<{ again: boolean }>> {
  const { reportId, actor, reason } = withdraw;
  return changeReport<{ again: boolean }>(
    ledger,
    { reportId, actor, act: 'withdraw-report' },
    async (tx, locked) => {
      if (locked.report.withdrawnAt) return done({ again: true });
      const withdrawn = { withdrawnAt: ledger.now(), withdrawnBy: actor.personId, withdrawnReason: reason };
      await tx.update(reports).set(withdrawn).where(eq(reports.id, reportId));
      const report = { ...locked.report, ...withdrawn };
      await followFigures(tx, locked, { ...locked, report });
      await mirrorReportInSearch(tx, reportId);
      await recountGroup(tx, locked.group.id);
      await clearReport(ledger, tx, locked);
      return done({ again: false });
    },
  );
}

async function recountGroup(tx: Transaction, groupId: string): Promise<void> {
  const standing = and(eq(reports.groupId, groupId), isNull(reports.withdrawnAt));
  const [last] = await tx
    .select({ at: max(reports.postedAt) })
    .from(reports)
    .where(standing);
  await tx
    .update(groups)
    .set({ reportCount: sql`${groups.reportCount} - 1`, lastReportAt: last?.at ?? null })
    .where(eq(groups.id, groupId));
}

/**
 * Removes words for good, everywhere at once: page, history, search, exports and feeds read the emptied rows.
 * Figures stay, and a mark tells that something was removed. Without `versions` all words go, the reason of a
 * withdrawal too. An organizer's redaction is written to the audit log.
 *
 * Refusals: `not-found`, `not-allowed`.
 */
export async function redactReport(
  ledger: Ledger,
  redact: { reportId: string; actor: Actor; versions?: readonly number[] | undefined },
): Promise<LedgerResult<{ versions: number }>> {
  const { reportId, actor, versions } = redact;
  return changeReport(ledger, { reportId, actor, act: 'redact-report' }, async (tx, locked) => {
    const some = versions === undefined ? undefined : inArray(reportWords.version, [...versions]);
    const emptied = await tx
      .update(reportWords)
      .set({ ...noWords, redactedAt: ledger.now(), redactedBy: actor.personId })
      .where(and(eq(reportWords.reportId, reportId), isNull(reportWords.redactedAt), some))
      .returning({ version: reportWords.version });
    if (versions === undefined && locked.report.withdrawnReason) {
      await tx.update(reports).set({ withdrawnReason: '' }).where(eq(reports.id, reportId));
    }
    await mirrorReportInSearch(tx, reportId);
    await holdBack(tx, `/reports/${reportId}/`);
    if (locked.group.groupRole === null) await note(tx, actor, 'redact-report', reportId, null, ledger.now());
    await clearReport(ledger, tx, locked);
    return done({ versions: emptied.length });
  });
}

const noWords = { tried: null, happened: null, learned: null, nextQuestion: null, reason: null };

async function note(
  tx: Transaction,
  actor: Actor,
  act: Act,
  subjectId: string,
  reason: string | null,
  at: Date,
): Promise<void> {
  await tx
    .insert(auditLog)
    .values({ at, actorId: actor.personId, act, subjectType: 'report', subjectId, reason });
}
