import fc from 'fast-check';
import { eq, isNull, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import {
  groupMeasures,
  groupMonths,
  groups,
  impactRollups,
  levelRollups,
  reportCounts,
  reports,
  reportVersions,
} from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import type { LevelCell } from '#features/impact/level-cells.ts';
import { countLevels } from '#features/impact/level-rollups.server.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import { countRollups, type RollupCell } from '#features/impact/rollups.server.ts';
import { groupBy } from '#lib/group-by.ts';
import { testDatabase } from '#test/support/database.ts';
import { anyAct, type Kind, live, reportingTown } from '#test/support/ledger-history.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await reportingTown(opened.db);
});
afterAll(() => opened.close());

const nonzero = (cells: RollupCell[]) =>
  cells
    .filter((cell) => cell.reports !== 0)
    .map((cell) => JSON.stringify(Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort();

const adding = (cells: LevelCell[]) =>
  cells
    .filter((cell) => cell.claimed !== 0 || cell.confirmed !== 0)
    .map((cell) => JSON.stringify(Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort();

async function keptReportCounts() {
  const rows = await opened.db.select().from(reportCounts).where(ne(reportCounts.reports, 0));
  return rows.map((row) => Object.values(row).join(' ')).sort();
}

/** Standing reports by group, measure, focus and neighborhood, counted one by one. */
async function reportCountsOfTheLedger() {
  const standing = await opened.db.select().from(reports).where(isNull(reports.withdrawnAt));
  const byPlace = groupBy(standing, ({ groupId, measureId, focusId, neighborhoodId }) =>
    [groupId, measureId ?? '', focusId ?? '', neighborhoodId].join(' '),
  );
  return [...byPlace].map(([place, each]) => `${place} ${each.length}`).sort();
}

async function keptGroupMonths() {
  const rows = await opened.db.select().from(groupMonths).where(ne(groupMonths.reports, 0));
  return rows.map(({ groupId, month, reports: many }) => `${groupId} ${month.slice(0, 7)} ${many}`).sort();
}

/** Standing reports by group and by the month of their newest version's last day, counted one by one. */
async function groupMonthsOfTheLedger() {
  const standing = await opened.db
    .select({ groupId: reports.groupId, periodEnd: reportVersions.periodEnd })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .where(isNull(reports.withdrawnAt));
  const byMonth = groupBy(standing, ({ groupId, periodEnd }) => `${groupId} ${periodEnd.slice(0, 7)}`);
  return [...byMonth].map(([month, each]) => `${month} ${each.length}`).sort();
}

describe('whatever groups post, amend, confirm, withdraw, redact, share, and are hidden or listed', () => {
  const measured = (kinds: readonly Kind[], sensitive: fc.Arbitrary<boolean>) =>
    fc.record({
      kind: fc.constantFrom(...kinds),
      confirmAfterDays: fc.constantFrom(null, 1),
      sensitive,
    });
  const anything = measured(['count', 'count', 'level', 'share', 'share', 'never'], fc.boolean());
  const anyActs = fc.array(anyAct, { minLength: 4, maxLength: 22 });
  const runs = { numRuns: 25 };

  it('the rollups are what counting the ledger anew gives, and the trajectories too', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anyActs, async (counted, acts) => {
        const { whoever } = await live(opened.db, counted, acts);
        const kept = await opened.db.select().from(impactRollups);
        expect(nonzero(kept)).toEqual(nonzero(await countRollups(opened.db)));
        expect(adding(await opened.db.select().from(levelRollups))).toEqual(
          adding(await countLevels(opened.db)),
        );
        expect(await keptReportCounts()).toEqual(await reportCountsOfTheLedger());
        expect(await keptGroupMonths()).toEqual(await groupMonthsOfTheLedger());
        for (const { group } of whoever) {
          const impact = await getGroupImpact(opened.db, group.id, 'group');
          const [chosen] = await opened.db
            .select()
            .from(groupMeasures)
            .where(eq(groupMeasures.groupId, group.id));
          const told = impact.measures[0]?.trajectory;
          expect(chosen?.trajectory ?? 'too-early').toBe(told?.state);
          expect(chosen?.trajectoryReports).toBe(told?.reports);
          const [row] = await opened.db.select().from(groups).where(eq(groups.id, group.id));
          const own = impact.reports.filter((report) => report.groupId === group.id);
          expect(row?.reportCount).toBe(own.filter((report) => !report.withdrawn).length);
        }
      }),
      runs,
    );
  });

  it('building everything anew from the ledger changes nothing', async () => {
    const { ledger } = await live(opened.db, { kind: 'count', confirmAfterDays: 1, sensitive: false }, [
      { act: 'post', which: 0, value: 2.5, period: '2026-09-10', nothing: false },
      { act: 'post', which: 1, value: 1.5, period: '2026-09-24', nothing: false },
      { act: 'confirm', which: 0, value: 1, period: '2026-09-10', nothing: false },
      { act: 'withdraw', which: 1, value: 1, period: '2026-09-10', nothing: false },
    ]);
    const state = async () => ({
      rollups: nonzero(await opened.db.select().from(impactRollups)),
      measures: await opened.db
        .select()
        .from(groupMeasures)
        .where(eq(groupMeasures.trajectory, 'too-early'))
        .orderBy(groupMeasures.groupId),
      groups: await opened.db.select().from(groups).orderBy(groups.id),
    });
    const before = await state();
    await ledger.db.transaction(rebuildImpact);
    expect((await state()).rollups).toEqual(before.rollups);
    expect((await state()).groups).toEqual(before.groups);
    await opened.db.update(impactRollups).set({ claimed: 999 });
    await opened.db.update(groups).set({ reportCount: 77, lastReportAt: null });
    await ledger.db.transaction(rebuildImpact);
    expect(await state()).toMatchObject({ rollups: before.rollups, groups: before.groups });
  });
});
