import fc from 'fast-check';
import { eq, inArray, isNull, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import {
  groupMeasures,
  groupMonths,
  groups,
  impactRollups,
  levelRollups,
  measures,
  neighborhoods,
  reportCounts,
  reports,
  reportVersions,
} from '#db/schema/index.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { listTownReports, townTotalReports } from '#features/impact/opened-total.server.ts';
import type { LevelCell } from '#features/impact/level-cells.ts';
import { countLevels } from '#features/impact/level-rollups.server.ts';
import { followKinds, rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import type { ReportFigures } from '#features/impact/report.ts';
import type { ReportSummary } from '#features/impact/report-view.ts';
import { listGroupReports } from '#features/impact/reports.server.ts';
import { countRollups, type RollupCell } from '#features/impact/rollups.server.ts';
import { townTotal, type LedgerEntry } from '#features/impact/totals.ts';
import type { OpenedTotal, TownFilter } from '#features/impact/town-impact.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { listGroupsByTrajectory } from '#features/impact/trajectory-tally.server.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { shareReport } from '#features/impact/share-report.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { groupBy } from '#lib/group-by.ts';
import { testDatabase } from '#test/support/database.ts';
import { amend, confirm, makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';
import { makeTown } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await makeTown(opened.db);
  await opened.db
    .insert(neighborhoods)
    .values({ id: 'netmakers', name: { en: 'Netmakers' }, gridRef: 'C2', lon: 0.02, lat: 0.01 });
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  for (let n = 0; n < 3; n += 1)
    await post(ledger, await makeReportingGroup(opened.db, measure.id), measure.id);
});
afterAll(() => opened.close());

type Who = Awaited<ReturnType<typeof makeReportingGroup>>;
type Kind = 'count' | 'level' | 'share' | 'never';

/** What is measured in a history. */
interface Counted {
  kind: Kind;
  confirmAfterDays: number | null;
  sensitive: boolean;
}

/** A measure and three groups in two neighborhoods, one of whose areas overlaps another's. */
async function town(counted: Counted) {
  const measure = await makeMeasure(opened.db, counted);
  const whoever: Who[] = [];
  for (const given of [
    {},
    { neighborhoodId: 'netmakers' },
    { neighborhoodId: 'netmakers', ownArea: false },
  ]) {
    whoever.push(await makeReportingGroup(opened.db, measure.id, given));
  }
  return { measure, groups: whoever };
}

const periods = ['2026-08-20', '2026-09-10', '2026-09-24', '2026-10-08', '2026-10-08'] as const;
const anyAct = fc.record({
  act: fc.constantFrom(
    ...(['post', 'post', 'post', 'post', 'amend', 'amend', 'withdraw', 'confirm', 'confirm'] as const),
    ...(['redact', 'hide', 'share', 'move', 'unlist', 'list'] as const),
  ),
  which: fc.nat(),
  value: fc.nat({ max: 5000 }).map((n) => n / 1000),
  period: fc.constantFrom(...periods),
  nothing: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
type AnyAct = typeof anyAct extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Lives through a random history and gives back who took part. */
async function live(counted: Counted, acts: readonly AnyAct[]) {
  const { kind } = counted;
  const ledger = makeLedger(opened.db);
  const { measure, groups: whoever } = await town(counted);
  const posted: { id: string; who: Who }[] = [];
  for (const [at, { act, which, value, period, nothing }] of acts.entries()) {
    ledger.setNow(new Date(Date.UTC(2026, 10, 1, 0, at)));
    const figures = {
      periodStart: period,
      periodEnd: period,
      value: nothing ? null : kind === 'share' ? Math.round(value) : value,
      cases: kind === 'share' && !nothing ? 6 : null,
    };
    const who = whoever[which % 3];
    if (!who) continue;
    if (act === 'post') posted.push({ id: await post(ledger, who, measure.id, figures), who });
    if (act === 'unlist' || act === 'list')
      await setGroup(who, { safeguarding: act === 'unlist' ? { concerns: ['homes'] } : null });
    const report = posted[which % Math.max(1, posted.length)];
    if (report) await change(ledger, act, { ...report, with: who, figures });
  }
  return { measure, whoever, ledger };
}

const setGroup = (who: Who, values: Partial<typeof groups.$inferInsert>) =>
  opened.db.update(groups).set(values).where(eq(groups.id, who.group.id));

/** Does one act to a report that was posted; what the rules refuse changes nothing. */
async function change(
  ledger: ReturnType<typeof makeLedger>,
  act: AnyAct['act'],
  report: { id: string; who: Who; with: Who; figures: Partial<ReportFigures> },
): Promise<void> {
  const { id: reportId, who, figures } = report;
  const { actor } = who;
  if (act === 'amend') await amend(ledger, actor, reportId, figures);
  if (act === 'withdraw') await withdrawReport(ledger, { reportId, actor, reason: 'Wrong week.' });
  if (act === 'confirm') await confirm(ledger, actor, reportId, 1, figures.cases);
  if (act === 'redact') await redactReport(ledger, { reportId, actor });
  if (act === 'hide')
    await setHidden(opened.db, actor.personId, 'report', reportId, 'personal-information', ledger.now());
  if (act === 'share') await shareReport(ledger, { reportId, actor, groupId: report.with.group.id });
  if (act === 'move') await setGroup(who, { neighborhoodId: 'saltpans', focusId: null });
}

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
  const anything = measured(['count', 'count', 'level', 'share', 'share', 'never'], fc.boolean());
  const added = measured(['count', 'level', 'share'], fc.constant(false));
  const anyActs = fc.array(anyAct, { minLength: 4, maxLength: 22 });
  const runs = { numRuns: 25 };

  it('the rollups are what counting the ledger anew gives, and the trajectories too', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anyActs, async (counted, acts) => {
        const { whoever } = await live(counted, acts);
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
        const { measure, whoever } = await live(counted, acts);
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

  it('building everything anew from the ledger changes nothing', async () => {
    const { ledger } = await live({ kind: 'count', confirmAfterDays: 1, sensitive: false }, [
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
