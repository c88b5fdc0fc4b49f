import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { impactRollups, searchDocuments } from '#db/schema/index.ts';
import { amendReport } from '#features/impact/amend-report.server.ts';
import type { ReportFigures, ReportWords } from '#features/impact/report.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { redactReport } from '#features/impact/withdraw-report.server.ts';
import { quarterReport } from '#features/pace/quarter.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { confirm, figures, makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const said = { tried: null, happened: 'Rain.', learned: 'Ask at the pmup first.', nextQuestion: null };

/** A report with a typo in it, confirmed two months later. */
async function start() {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db, { confirmAfterDays: 30 });
  const who = await makeReportingGroup(opened.db, measure.id);
  const reportId = await post(ledger, who, measure.id, { value: 14, words: said });
  ledger.setNow('2027-01-20T10:00:00Z');
  await confirm(ledger, who.actor, reportId, 11);
  ledger.setNow('2027-01-21T10:00:00Z');
  const correct = (words: ReportWords | null, given: Partial<ReportFigures> = {}) =>
    amendReport(ledger, {
      reportId,
      actor: who.actor,
      amendment: {
        key: randomUUID(),
        figures: figures({ value: 14, ...given }),
        words,
        reason: 'A slip of the pen.',
      },
    });
  const read = async () => {
    const page = await findReport(opened.db, reportId, 'public');
    if (!page) throw new Error('no report');
    return page;
  };
  const found = async () =>
    (await opened.db.select().from(searchDocuments).where(eq(searchDocuments.ref, reportId)))[0]?.body;
  return { ledger, measure, who, reportId, correct, read, found };
}

const mended = { ...said, learned: 'Ask at the pump first.' };

it('a member corrects a word: page and search say it, and the ledger tells when and keeps what stood', async () => {
  const { correct, read, found } = await start();
  expect(await correct(mended)).toMatchObject({ ok: true, value: { version: 2 } });
  const { report, ledger } = await read();
  expect(report.words).toEqual(mended);
  expect(ledger.map(({ words, reason }) => [words?.learned, reason])).toEqual([
    ['Ask at the pmup first.', null],
    ['Ask at the pump first.', 'A slip of the pen.'],
  ]);
  expect(ledger[1]?.postedAt).toEqual(new Date('2027-01-21T10:00:00Z'));
  expect(await found()).toBe('Rain.\nAsk at the pump first.');
});

it('what was confirmed stays confirmed when only a word is corrected, and not when a figure is', async () => {
  const { correct, read, measure } = await start();
  const [before] = await opened.db
    .select()
    .from(impactRollups)
    .where(eq(impactRollups.measureId, measure.id));
  await correct(mended);
  await correct({ ...mended, happened: 'Rain, all day.' });
  expect((await read()).report.confirmed).toMatchObject({ value: 11 });
  const [after] = await opened.db.select().from(impactRollups).where(eq(impactRollups.measureId, measure.id));
  expect(after).toEqual(before);
  await correct(null, { value: 12 });
  expect((await read()).report).toMatchObject({ confirmed: null, words: { happened: 'Rain, all day.' } });
});

it('words that were removed do not come back through a form that was still open; its figures can be saved', async () => {
  const { ledger, who, reportId, correct, read, found } = await start();
  await redactReport(ledger, { reportId, actor: who.actor });
  expect(await correct(mended)).toEqual({ ok: false, refusal: 'words-removed' });
  expect(await correct(said)).toEqual({ ok: false, refusal: 'words-removed' });
  expect(await correct(null, { value: 12 })).toMatchObject({ ok: true });
  expect(JSON.stringify(await read())).not.toContain('Ask at');
  expect((await read()).report).toMatchObject({ redacted: true, figures: { value: 12 } });
  expect(await found()).toBeUndefined();
});

it('a removal takes the corrected words and the ones before', async () => {
  const { ledger, who, reportId, correct, read } = await start();
  await correct(mended);
  await redactReport(ledger, { reportId, actor: who.actor });
  expect(JSON.stringify(await read())).not.toContain('Ask at');
});

it('one text can be emptied by a correction, and all of them only by a removal', async () => {
  const { correct, read } = await start();
  expect(await correct({ ...said, happened: null, learned: null })).toEqual({
    ok: false,
    refusal: 'words-emptied',
  });
  await correct({ ...said, happened: null });
  expect((await read()).report.words).toEqual({ ...said, happened: null });
});

it('the council reads what was learned also after the figures were corrected', async () => {
  const { correct, who } = await start();
  await correct(null, { value: 12, periodEnd: '2026-12-24' });
  const { learned } = await quarterReport(opened.db, '2026-Q4', 'UTC', 'en');
  expect(learned.map(({ group }) => group?.slug)).toContain(who.group.slug);
});
