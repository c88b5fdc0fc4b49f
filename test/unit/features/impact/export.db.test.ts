import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { exportedReports, reportsCsv, reportsJson } from '#features/impact/export-reports.server.ts';
import { exportColumns, type ExportedReport } from '#features/impact/export-reports.ts';
import { withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const site = 'https://town.example';

it('gives every public report once, in the order they were posted, over page borders', async () => {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  const posted: string[] = [];
  for (let n = 0; n < 505; n += 1) {
    // Many in one instant: the order must not lose or repeat any at a page's border.
    ledger.setNow(new Date(Date.UTC(2026, 10, 1, 0, Math.floor(n / 200))));
    posted.push(await post(ledger, who, measure.id, { value: n }));
  }
  const exported: ExportedReport[] = [];
  for await (const report of exportedReports(opened.db, site)) exported.push(report);
  expect(exported.map((report) => report.id).sort()).toEqual([...posted].sort());
  expect(exported.map((report) => report.posted_at)).toEqual(
    exported.map((report) => report.posted_at).sort(),
  );
});

it('marks withdrawn reports, leaves hidden groups out, and tames formulas in the CSV', async () => {
  const ledger = makeLedger(opened.db, '2030-01-01T00:00:00Z');
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  const hidden = await makeReportingGroup(opened.db, measure.id);
  const gone = await post(ledger, who, measure.id, { words: { happened: 'Never mind.' } });
  await withdrawReport(ledger, { reportId: gone, actor: who.actor, reason: 'Twice.' });
  await post(ledger, who, measure.id, { value: -0, words: { happened: '=SUM(A1), "so"\nthey said' } });
  await post(ledger, hidden, measure.id, { words: { happened: 'Out of sight.' } });
  await opened.db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, hidden.group.id));

  const lines: string[] = [];
  for await (const line of reportsCsv(opened.db, site)) lines.push(line);
  expect(lines[0]).toBe(`${exportColumns.join(',')}\r\n`);
  const csv = lines.join('');
  const formula = lines.find((line) => line.includes('SUM'));
  expect(formula).toContain('"\'=SUM(A1), ""so""\nthey said"');
  expect(csv).not.toContain('Never mind');
  expect(csv).not.toContain('Out of sight');

  const pieces: string[] = [];
  for await (const piece of reportsJson(opened.db, site)) pieces.push(piece);
  const { reports } = JSON.parse(pieces.join('')) as { reports: ExportedReport[] };
  expect(reports.find((report) => report.id === gone)).toMatchObject({
    status: 'withdrawn',
    happened: null,
    url: `${site}/reports/${gone}/`,
  });
  expect(Object.keys(reports[0] ?? {})).toEqual([...exportColumns]);
});

it('is an empty list, not an error, in a town on its first day', async () => {
  const fresh = await testDatabase();
  try {
    const pieces: string[] = [];
    for await (const piece of reportsJson(fresh.db, site)) pieces.push(piece);
    expect(JSON.parse(pieces.join(''))).toEqual({ reports: [] });
  } finally {
    await fresh.close();
  }
});
