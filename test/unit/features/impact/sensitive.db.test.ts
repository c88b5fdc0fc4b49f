import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { publishedQuarters } from '#db/schema/index.ts';
import { reportsCsv, reportsJson } from '#features/impact/export-reports.server.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { listTownReports, townTotalReports } from '#features/impact/opened-total.server.ts';
import { publishDueQuarters } from '#features/impact/publish-quarters.server.ts';
import { findReport, listGroupReports } from '#features/impact/reports.server.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { listGroupsByTrajectory } from '#features/impact/trajectory-tally.server.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { amend, makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeEach(async () => {
  opened = await testDatabase();
});
afterEach(() => opened.close());

const page = { limit: 100, offset: 0 };
const inJune = { periodStart: '2026-06-01', periodEnd: '2026-06-07' };
const inJuly = { periodStart: '2026-07-01', periodEnd: '2026-07-07' };

/** Three groups count something sensitive; each posts once in June and once in July, with these results. */
async function lifeOf(june: number[], july: number[]) {
  const ledger = makeLedger(opened.db, '2026-07-10T18:00:00Z');
  const measure = await makeMeasure(opened.db, { id: 'name-two-neighbors', sensitive: true });
  const reportsOf = [];
  for (const n of [0, 1, 2]) {
    const who = await makeReportingGroup(opened.db, measure.id, { slug: `group-${n}` });
    ledger.setNow(new Date(Date.UTC(2026, 6, 10, 18, n)));
    const id = await post(ledger, who, measure.id, { ...inJune, value: june[n] ?? 0 });
    ledger.setNow(new Date(Date.UTC(2026, 6, 10, 18, n, 30)));
    await post(ledger, who, measure.id, { ...inJuly, value: july[n] ?? 0 });
    reportsOf.push({ who, id });
  }
  return { ledger, measure, reports: reportsOf };
}

async function text(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** Every public output there is, ids and instants made alike, so that two towns can be laid side by side. */
async function publicOutputs(now: Date): Promise<string> {
  const { db } = opened;
  const groupIds = (await listGroupsByTrajectory(db, 'too-early')).map((group) => group.id);
  const listed = (await listTownReports(db, {}, page)).reports;
  const whoever = [...new Set(listed.map((report) => report.groupId))];
  const outputs = [
    await townTotals(db),
    await townTotals(db, { fromMonth: '2026-06', toMonth: '2026-06' }),
    await townTotals(db, { neighborhoodId: 'saltpans' }),
    await townTotalReports(db, 'name-two-neighbors', {}, page),
    await weekInTown(db, now, 'UTC'),
    groupIds,
    await Promise.all(whoever.map((id) => getGroupImpact(db, id, 'public'))),
    await Promise.all(whoever.map((id) => listGroupReports(db, id, 'public', page))),
    await Promise.all(listed.map((report) => findReport(db, report.id, 'public'))),
    await text(reportsCsv(db, 'https://town.example')),
    await text(reportsJson(db, 'https://town.example')),
  ];
  const ids = new Map<string, string>();
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const seen = JSON.stringify(outputs).replace(uuid, (id) => {
    if (!ids.has(id)) ids.set(id, `id${ids.size}`);
    return ids.get(id) ?? id;
  });
  return [...seen.split(/(?<=[{}[\],])/)].sort().join('\n');
}

it('a quarter is published four weeks after its end, for the town, and hidden when it is small', async () => {
  const { ledger } = await lifeOf([7, 8, 9], [1, 2, 1]);
  ledger.setNow('2026-07-27T12:00:00Z');
  expect(await publishDueQuarters(ledger)).toBe(0);
  ledger.setNow('2026-07-28T12:00:00Z');
  expect(await publishDueQuarters(ledger)).toBe(1);
  expect(await publishDueQuarters(ledger)).toBe(0);
  ledger.setNow('2026-10-28T12:00:00Z');
  expect(await publishDueQuarters(ledger)).toBe(1);
  const { sensitive, totals } = await townTotals(opened.db);
  expect(totals).toEqual([]);
  expect(sensitive).toMatchObject([
    {
      quarters: [
        { quarter: '2026-Q2', value: 24 },
        { quarter: '2026-Q3', value: null },
      ],
    },
  ]);
  expect((await townTotals(opened.db, { neighborhoodId: 'saltpans' })).sensitive).toEqual([]);
});

it('a published quarter does not move when a report is amended, withdrawn or comes late', async () => {
  const { ledger, measure, reports } = await lifeOf([7, 8, 9], [0, 0, 0]);
  ledger.setNow('2026-07-28T12:00:00Z');
  await publishDueQuarters(ledger);
  const [first, second] = reports;
  if (!first || !second) throw new Error('two groups were made');
  await amend(ledger, first.who.actor, first.id, { ...inJune, value: 1 });
  await withdrawReport(ledger, { reportId: second.id, actor: second.who.actor, reason: 'Wrong.' });
  await post(ledger, first.who, measure.id, { ...inJune, value: 40 });
  ledger.setNow('2027-01-01T12:00:00Z');
  await publishDueQuarters(ledger);
  const [kept] = await opened.db
    .select()
    .from(publishedQuarters)
    .where(eq(publishedQuarters.quarter, '2026-04-01'));
  expect(kept?.value).toBe(24);
});

it('members see their own figures, the public none of them, on any page', async () => {
  const { reports } = await lifeOf([7, 8, 9], [0, 0, 0]);
  const [first] = reports;
  if (!first) throw new Error('a group was made');
  expect((await findReport(opened.db, first.id, 'group'))?.report.figures.value).toBe(7);
  const seen = await findReport(opened.db, first.id, 'public');
  expect(seen?.report).toMatchObject({ figuresKept: true, figures: { value: null, hours: null, ...inJune } });
  expect(seen?.ledger[0]?.figures.value).toBeNull();
  const impact = await getGroupImpact(opened.db, first.who.group.id, 'public');
  expect(impact.measures).toMatchObject([
    { figuresKept: true, trajectory: null, line: [], figure: null, ease: null },
  ]);
  expect((await getGroupImpact(opened.db, first.who.group.id, 'group')).measures[0]?.figure?.value).toBe(7);
});

it('two towns that differ only in hidden figures look the same to everybody outside the groups', async () => {
  const seen: string[] = [];
  for (const july of [
    [0, 0, 0],
    [1, 2, 1],
    [4, 0, 0],
  ]) {
    const { ledger } = await lifeOf([7, 8, 9], july);
    ledger.setNow('2026-10-28T12:00:00Z');
    await publishDueQuarters(ledger);
    seen.push(await publicOutputs(ledger.now()));
    await opened.close();
    opened = await testDatabase();
  }
  expect(seen[1]).toBe(seen[0]);
  expect(seen[2]).toBe(seen[0]);
});
