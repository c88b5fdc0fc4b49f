import fc from 'fast-check';
import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import { townTotalReports } from '#features/impact/opened-total.server.ts';
import type { ReportSummary } from '#features/impact/report-view.ts';
import { listGroupReports } from '#features/impact/reports.server.ts';
import { townTotal, type LedgerEntry } from '#features/impact/totals.ts';
import type { OpenedTotal, TownFilter } from '#features/impact/town-impact.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { testDatabase } from '#test/support/database.ts';
import { anyAct, type Kind, live, reportingTown, type Who } from '#test/support/ledger-history.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await reportingTown(opened.db);
});
afterAll(() => opened.close());

/** A figure opened, three reports a page: all of them, and the last answer. */
async function everyPage(measureId: string, filter: TownFilter) {
  const pages: OpenedTotal['contributions'] = [];
  for (let offset = 0; ; offset += 3) {
    const last = await townTotalReports(opened.db, measureId, filter, { limit: 3, offset });
    if (!last || last.contributions.length === 0) return { pages, last };
    pages.push(...last.contributions);
  }
}

const how = (parts: readonly { reportId: string; counts: string }[]) =>
  parts.map((part) => `${part.reportId} ${part.counts}`).sort();

async function listedGroups(whoever: readonly Who[]): Promise<Set<string>> {
  const ids = whoever.map(({ group }) => group.id);
  const rows = await opened.db.select().from(groups).where(inArray(groups.id, ids));
  return new Set(rows.filter(isPublicGroup).map(({ id }) => id));
}

/** The ledger as the pure rules read it, from the groups' own lists. */
async function entriesOf(whoever: readonly Who[]): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const [index, { group }] of whoever.entries()) {
    const all = await listGroupReports(opened.db, group.id, 'group', { limit: 1000, offset: 0 });
    // What another group shared stands in this list too, and counts with the other.
    const own = all.filter((report) => report.groupId === group.id);
    entries.push(...own.map((report) => toEntry(report, index !== 2)));
  }
  return entries;
}

function toEntry(report: ReportSummary, ownArea: boolean): LedgerEntry {
  const { id, groupId, postedAt, confirmed, withdrawn, focusId, neighborhoodId } = report;
  const { periodEnd, value, cases } = report.figures;
  const measureId = report.measureId ?? '';
  return {
    reportId: id,
    groupId,
    measureId,
    periodEnd,
    postedAt,
    value,
    cases,
    confirmed,
    withdrawn,
    focusId,
    neighborhoodId,
    ownArea,
  };
}

describe('whatever groups post, amend, confirm, withdraw, redact, share, and are hidden or listed', () => {
  const measured = (kinds: readonly Kind[], sensitive: fc.Arbitrary<boolean>) =>
    fc.record({
      kind: fc.constantFrom(...kinds),
      confirmAfterDays: fc.constantFrom(null, 1),
      sensitive,
    });
  const added = measured(['count', 'level', 'share'], fc.constant(false));
  const anyActs = fc.array(anyAct, { minLength: 4, maxLength: 22 });
  const runs = { numRuns: 25 };

  it('a town total is what the rules say, and opens to reports that add up to it, page by page', async () => {
    const filters: TownFilter[] = [
      {},
      { fromMonth: '2026-09', toMonth: '2026-09' },
      { neighborhoodId: 'netmakers' },
      { focusId: 'water', fromMonth: '2026-09' },
    ];
    await fc.assert(
      fc.asyncProperty(added, anyActs, fc.constantFrom(...filters), async (counted, acts, filter) => {
        const { kind } = counted;
        const { measure, whoever } = await live(opened.db, counted, acts);
        const entries = await entriesOf(whoever);
        const rules = {
          ...measure,
          kind,
          readAs: 'percent',
          better: 'more',
          definition: 1,
          inCatalog: true,
        } as const;
        const expected = townTotal(rules, entries, filter);
        const { shown, totals } = await townTotals(opened.db, filter);
        if (!shown) return;
        const total = totals.find((one) => one.measure.id === measure.id);
        expect([total?.value ?? 0, total?.cases ?? 0]).toEqual([expected?.value, expected?.cases]);
        expect(total?.reports ?? 0).toBe(expected?.contributions.length);
        const { pages, last } = await everyPage(measure.id, filter);
        const parts = expected?.contributions ?? [];
        const isListed = await listedGroups(whoever);
        const listed = parts.filter(({ groupId }) => isListed.has(groupId));
        expect(how(pages)).toEqual(how(listed));
        expect([last?.value, last?.cases]).toEqual([expected?.value, expected?.cases]);
        expect([last?.count, last?.unlisted?.reports ?? 0]).toEqual([
          listed.length,
          parts.length - listed.length,
        ]);
        const rest = last?.unlisted;
        expect(exactSum([...pages.map((part) => part.value), rest?.value ?? 0])).toBe(expected?.value);
        expect(exactSum([...pages.map((part) => part.cases), rest?.cases ?? 0])).toBe(expected?.cases);
      }),
      runs,
    );
  });
});
