import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { openWeek, weekUpTo } from '#features/impact/week-reports.server.ts';
import { withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const all = { limit: 100, offset: 0 };

test('a resident opens a figure of the week to reports that add up to it, unlisted groups as one sum', async () => {
  const ledger = makeLedger(opened.db, '2026-11-10T18:00:00Z');
  const [measure, other] = [await makeMeasure(opened.db), await makeMeasure(opened.db)];
  const who = await makeReportingGroup(opened.db, measure.id);
  const kept = await makeReportingGroup(opened.db, measure.id, {
    safeguarding: { concerns: ['children'] },
  });
  const third = await makeReportingGroup(opened.db, other.id);
  await post(ledger, who, measure.id, { value: 100 });
  ledger.setNow('2026-11-22T18:00:00Z');
  await post(ledger, who, measure.id, { value: 5 });
  await post(ledger, kept, measure.id, { value: 7 });
  await post(ledger, third, other.id, { value: 3 });
  const gone = await post(ledger, who, measure.id, { value: 11 });
  await withdrawReport(ledger, { reportId: gone, actor: who.actor, reason: 'Twice.' });

  const week = weekUpTo(ledger.now(), 'UTC');
  const told = await weekInTown(opened.db, ledger.now(), 'UTC');
  const figure = told?.figures.find((each) => each.measure.id === measure.id);
  expect(figure).toMatchObject({ value: 12, reports: 2 });

  const shown = await openWeek(opened.db, week, measure.id, all);
  const listed = shown.reports.reduce((sum, report) => sum + (report.figures.value ?? 0), 0);
  expect(listed + (shown.unlisted?.value ?? 0)).toBe(figure?.value);
  expect(shown.count + (shown.unlisted?.reports ?? 0)).toBe(figure?.reports);

  const everything = await openWeek(opened.db, week, null, all);
  expect(everything.count + (everything.unlisted?.reports ?? 0)).toBe(told?.reports);
  expect(everything.reports.map(({ group }) => group?.id)).not.toContain(kept.group.id);
});

test('a report counts in the week of the town’s own days, wherever the server stands', () => {
  const late = new Date('2026-11-25T03:00:00Z');
  expect(weekUpTo(late, 'America/New_York')).toEqual({
    from: '2026-11-18',
    to: '2026-11-24',
    begins: new Date('2026-11-18T05:00:00Z'),
  });
});
