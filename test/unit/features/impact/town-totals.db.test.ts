import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { measures, neighborhoods } from '#db/schema/index.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { listTownReports, townTotalReports } from '#features/impact/opened-total.server.ts';
import { followKinds } from '#features/impact/rebuild-impact.server.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { listGroupsByTrajectory } from '#features/impact/trajectory-tally.server.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';
import { reportingTown } from '#test/support/ledger-history.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await reportingTown(opened.db);
});
afterAll(() => opened.close());

describe('the town', () => {
  it('shows no figures before three groups have reported, and opens none', async () => {
    const fresh = await testDatabase();
    try {
      const ledger = makeLedger(fresh.db);
      const measure = await makeMeasure(fresh.db);
      for (const n of [1, 2, 3]) {
        const who = await makeReportingGroup(fresh.db, measure.id);
        expect(await townTotals(fresh.db)).toEqual({ shown: false, tally: null, totals: [], sensitive: [] });
        expect(await townTotalReports(fresh.db, measure.id, {}, { limit: 9, offset: 0 })).toBeNull();
        expect(await weekInTown(fresh.db, ledger.now(), 'UTC')).toBeNull();
        await post(ledger, who, measure.id, { value: n });
      }
      const { shown, tally, totals } = await townTotals(fresh.db);
      expect({ shown, tally }).toEqual({
        shown: true,
        tally: { clearlyBetter: 0, noClearChange: 0, clearlyLess: 0, tooEarly: 3, told: 0 },
      });
      expect(totals).toMatchObject([
        { value: 6, reports: 3, basis: 'claimed', months: [{ month: '2026-11', value: 6 }] },
      ]);
      expect(await listGroupsByTrajectory(fresh.db, 'too-early')).toHaveLength(3);
      expect(await listGroupsByTrajectory(fresh.db, 'clearly-better')).toEqual([]);
      const week = await weekInTown(fresh.db, ledger.now(), 'UTC');
      expect(week).toMatchObject({ reports: 3, groups: 3, from: '2026-11-16', to: '2026-11-22' });
      expect(week?.figures).toMatchObject([{ value: 6, reports: 3 }]);
    } finally {
      await fresh.close();
    }
  });

  it('tells what was learned this week, and nothing older, hidden or withdrawn', async () => {
    const ledger = makeLedger(opened.db, '2027-03-01T18:00:00Z');
    const measure = await makeMeasure(opened.db);
    const who = await makeReportingGroup(opened.db, measure.id);
    const words = { learned: 'Ask the tenant first.' };
    await post(ledger, who, measure.id, { words });
    ledger.setNow('2027-03-10T18:00:00Z');
    const withdrawn = await post(ledger, who, measure.id, { words });
    await withdrawReport(ledger, { reportId: withdrawn, actor: who.actor, reason: 'Twice.' });
    const recent = await post(ledger, who, measure.id, { words });
    const week = await weekInTown(opened.db, ledger.now(), 'UTC');
    expect(week).toMatchObject({ reports: 1, groups: 1 });
    expect(week?.learned.map((report) => report.id)).toEqual([recent]);
  });

  it('lists every standing report of a neighborhood, counted or not', async () => {
    const ledger = makeLedger(opened.db);
    await opened.db
      .insert(neighborhoods)
      .values({ id: 'the-bar', name: { en: 'The Bar' }, gridRef: 'A1', lon: 0, lat: 0 });
    const measure = await makeMeasure(opened.db);
    const who = await makeReportingGroup(opened.db, measure.id, { neighborhoodId: 'the-bar' });
    await post(ledger, who, measure.id, { value: null });
    await post(ledger, who, measure.id);
    const gone = await post(ledger, who, measure.id);
    await withdrawReport(ledger, { reportId: gone, actor: who.actor, reason: 'Twice.' });
    const listed = await listTownReports(opened.db, { neighborhoodId: 'the-bar' }, { limit: 1, offset: 0 });
    expect([listed.count, listed.reports.length]).toEqual([2, 1]);
  });

  it('adds reports up anew when the town’s catalog makes a level of a count', async () => {
    const ledger = makeLedger(opened.db);
    const measure = await makeMeasure(opened.db);
    const who = await makeReportingGroup(opened.db, measure.id);
    await post(ledger, who, measure.id, { value: 10, periodStart: '2026-10-01', periodEnd: '2026-10-01' });
    await post(ledger, who, measure.id, { value: 4 });
    const total = async () =>
      (await townTotals(opened.db)).totals.find((each) => each.measure.id === measure.id);
    expect(await total()).toMatchObject({ value: 14, reports: 2 });
    await followKinds(opened.db, async () => {
      await opened.db.update(measures).set({ kind: 'level' }).where(eq(measures.id, measure.id));
    });
    expect(await total()).toMatchObject({ value: 4, reports: 2 });
  });

  it('keeps a group’s own measure and one that is never added out of its totals', async () => {
    const ledger = makeLedger(opened.db);
    const own = await makeMeasure(opened.db);
    const who = await makeReportingGroup(opened.db, own.id);
    await opened.db.update(measures).set({ groupId: who.group.id }).where(eq(measures.id, own.id));
    const never = await makeMeasure(opened.db, { kind: 'never' });
    const slow = await makeReportingGroup(opened.db, never.id);
    await post(ledger, who, own.id);
    await post(ledger, slow, never.id);
    const { totals } = await townTotals(opened.db);
    expect(totals.filter((total) => [own.id, never.id].includes(total.measure.id))).toEqual([]);
    expect(await townTotalReports(opened.db, own.id, {}, { limit: 9, offset: 0 })).toBeNull();
    const impact = await getGroupImpact(opened.db, slow.group.id, 'public');
    expect(impact.measures[0]?.figure).toMatchObject({ value: 14, reports: 1 });
  });
});
