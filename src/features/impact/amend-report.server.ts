import { eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import { reportConfirmations, reports, reportVersions, reportWords } from '#db/schema/index.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { calendarDayIn, daysBetween } from '#lib/calendar-day.ts';
import { changeReport, clearReport, followFigures, type LockedReport } from './changed-report.server.ts';
import { done, refused, type Ledger, type LedgerResult } from './ledger-context.server.ts';
import { correctedWords } from './corrected-words.server.ts';
import type { AmendmentInput } from './report-input.ts';
import { figureNames, type ReportFigures } from './report.ts';
import { mirrorReportInSearch } from './search-document.server.ts';

/**
 * Adds an amendment: figures and words as they should have been, and why. What stood before stays in the ledger; totals
 * use the newest. The same key again gives the first result. A confirmation made before no longer stands, unless the
 * figures are the same.
 *
 * Refusals: `not-found`, `not-allowed`, `withdrawn`, `measure-not-chosen` (a figure for a report without a
 * measure), `words-removed`, `words-emptied`, `key-used`.
 */
export async function amendReport(
  ledger: Ledger,
  amend: { reportId: string; actor: Actor; amendment: AmendmentInput },
): Promise<LedgerResult<{ version: number; again: boolean }>> {
  const target = { reportId: amend.reportId, actor: amend.actor, act: 'amend-report' } as const;
  try {
    return await changeReport(ledger, target, (tx, locked) => amendIn(tx, ledger, locked, amend));
  } catch (error) {
    if (refusedBy(error, 'report_versions_idempotency')) return refused('key-used');
    throw error;
  }
}

async function amendIn(
  tx: Transaction,
  ledger: Ledger,
  locked: LockedReport,
  { actor, amendment }: { actor: Actor; amendment: AmendmentInput },
): Promise<LedgerResult<{ version: number; again: boolean }>> {
  const { report } = locked;
  const made = await findVersion(tx, amendment.key);
  if (made)
    return made.reportId === report.id ? done({ version: made.version, again: true }) : refused('key-used');
  if (report.withdrawnAt) return refused('withdrawn');
  const outcome = amendment.figures.value === null ? 'nothing' : 'counted';
  if (outcome === 'counted' && !locked.measure) return refused('measure-not-chosen');
  const words = amendment.words && (await correctedWords(tx, report.id, amendment.words));
  if (words?.ok === false) return words;
  const version = report.version + 1;
  const stamp = stampOf(ledger, locked, amendment.figures);
  const { figures, key, reason } = amendment;
  await tx.insert(reportVersions).values({
    reportId: report.id,
    version,
    ...figures,
    ...stamp,
    postedBy: actor.personId,
    idempotencyKey: key,
  });
  await tx.insert(reportWords).values({ reportId: report.id, version, ...words?.value, reason });
  await tx.update(reports).set({ version, outcome }).where(eq(reports.id, report.id));
  if (words?.value) await mirrorReportInSearch(tx, report.id);
  const confirmed = stamp.figuresAt && locked.confirmed;
  await followFigures(tx, locked, { ...locked, figures: { ...figures, ...stamp }, confirmed });
  await clearReport(ledger, tx, locked);
  return done({ version, again: false });
}

/** When an amendment is posted, and since when its figures stand where they are the ones before. */
function stampOf(ledger: Ledger, { figures, confirmedAt }: LockedReport, amended: ReportFigures) {
  const now = new Date(Math.max(ledger.now().getTime(), figures.postedAt.getTime()));
  const isSame = figureNames.every((name) => figures[name] === amended[name]);
  return {
    postedAt: after(now, confirmedAt),
    figuresAt: isSame ? (figures.figuresAt ?? figures.postedAt) : null,
  };
}

async function findVersion(tx: Transaction, key: string) {
  const [found] = await tx
    .select({ reportId: reportVersions.reportId, version: reportVersions.version })
    .from(reportVersions)
    .where(eq(reportVersions.idempotencyKey, key));
  return found;
}

/** `now`, or a moment after `earlier` where the clock went back: an amendment comes after what it supersedes. */
function after(now: Date, earlier: Date | null): Date {
  return earlier && earlier >= now ? new Date(earlier.getTime() + 1) : now;
}

/**
 * Adds what was still true after the measure's confirmation time; headlines and trajectory use it from now on.
 * Confirming again replaces nothing: the newest counts.
 *
 * Refusals: `not-found`, `not-allowed`, `withdrawn`, `nothing-to-confirm`, `confirmed-too-early`.
 */
export async function confirmReport(
  ledger: Ledger & { town: { timeZone: string } },
  confirm: { reportId: string; actor: Actor; confirmed: { value: number; cases: number | null } },
): Promise<LedgerResult<{ version: number }>> {
  const { reportId, actor, confirmed } = confirm;
  return changeReport(ledger, { reportId, actor, act: 'confirm-report' }, async (tx, locked) => {
    const { report, figures, measure } = locked;
    const at = ledger.now();
    if (report.withdrawnAt) return refused('withdrawn');
    const confirmAfterDays = measure?.confirmAfterDays ?? null;
    if (figures.value === null || confirmAfterDays === null) return refused('nothing-to-confirm');
    const waited = daysBetween(figures.periodEnd, calendarDayIn(at, ledger.town.timeZone));
    if (waited < confirmAfterDays) return refused('confirmed-too-early');
    const standing = locked.confirmed;
    if (standing?.value === confirmed.value && standing.cases === confirmed.cases)
      return done({ version: locked.confirmations });
    const version = locked.confirmations + 1;
    const stamp = { confirmedAt: after(at, figures.postedAt), confirmedBy: actor.personId };
    await tx.insert(reportConfirmations).values({ reportId, version, ...confirmed, ...stamp });
    await followFigures(tx, locked, { ...locked, confirmed });
    await clearReport(ledger, tx, locked);
    return done({ version });
  });
}
