import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { measures, publishedQuarters, reports, reportVersions } from '#db/schema/index.ts';
import { calendarDayIn, quarterEnd, quarterOf, quarterStart, type Quarter } from '#lib/calendar-day.ts';
import type { Ledger } from './ledger-context.server.ts';
import { ledgerEntries } from './ledger-entries.server.ts';
import { toMeasureView } from './measure-view.server.ts';
import type { MeasureView } from './report-view.ts';
import { publishQuarter, quartersDue, type QuarterCell } from './suppression.ts';
import { townImpactTag } from './tags.ts';
import { headlineBasis, townTotal, type LedgerEntry } from './totals.ts';

/**
 * Decides every quarter of the sensitive measures that is due and not decided yet, once and for good. For a daily
 * job; running it twice, or on two servers at once, changes nothing. Clears the tag `impact`.
 * @returns how many quarters were decided now.
 */
export async function publishDueQuarters(ledger: Ledger & { town: { timeZone: string } }): Promise<number> {
  return ledger.db.transaction(async (tx) => {
    const today = calendarDayIn(ledger.now(), ledger.town.timeZone);
    const first = await firstQuarter(tx);
    if (first === null) return 0;
    const sensitive = await tx
      .select()
      .from(measures)
      .where(and(isNull(measures.groupId), eq(measures.sensitive, true)));
    let decided = 0;
    for (const entry of sensitive) {
      const measure = toMeasureView(entry, 1);
      const held = await tx.select().from(publishedQuarters).where(eq(publishedQuarters.measureId, entry.id));
      const known = new Set(held.map((row) => quarterOf(row.quarter)));
      const due = quartersDue(first, entry.confirmAfterDays, today).filter((quarter) => !known.has(quarter));
      for (const quarter of due) decided += await decide(tx, measure, quarter, ledger.now());
    }
    if (decided > 0) await ledger.clearTags(tx, [townImpactTag]);
    return decided;
  });
}

/** The quarter of the town's first period: from then on every quarter is told or hidden alike. */
async function firstQuarter(tx: Transaction): Promise<Quarter | null> {
  const [first] = await tx
    .select({ periodEnd: reportVersions.periodEnd })
    .from(reportVersions)
    .orderBy(asc(reportVersions.periodEnd))
    .limit(1);
  return first ? quarterOf(first.periodEnd) : null;
}

async function decide(tx: Transaction, measure: MeasureView, quarter: Quarter, at: Date): Promise<number> {
  const told = publishQuarter(measure, await cellOfQuarter(tx, measure, quarter));
  const row = {
    measureId: measure.id,
    quarter: quarterStart(quarter),
    value: told?.value ?? null,
    publishedAt: at,
    detail: told && told.cases > 0 ? { cases: told.cases } : null,
  };
  const written = await tx.insert(publishedQuarters).values(row).onConflictDoNothing().returning();
  return written.length;
}

async function cellOfQuarter(tx: Transaction, measure: MeasureView, quarter: Quarter): Promise<QuarterCell> {
  const total = townTotal(measure, await entriesOfQuarter(tx, measure, quarter), {}, headlineBasis(measure));
  const adding = total?.contributions.filter((part) => part.counts === 'yes') ?? [];
  return {
    value: total?.value ?? 0,
    cases: total?.cases ?? 0,
    groups: new Set(adding.map((part) => part.groupId)).size,
  };
}

function entriesOfQuarter(tx: Transaction, measure: MeasureView, quarter: Quarter): Promise<LedgerEntry[]> {
  return ledgerEntries(
    tx,
    and(
      eq(reports.measureId, measure.id),
      gte(reportVersions.periodEnd, quarterStart(quarter)),
      lte(reportVersions.periodEnd, quarterEnd(quarter)),
    ),
  );
}
