import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import { impactRollups, reportVersions } from '#db/schema/index.ts';
import { amendReport } from '#features/impact/amend-report.server.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import type { makeMeasure } from '#test/support/ledger.ts';
import { amend, confirm, figures, post, rollupOf, startLedger } from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const start = (given?: Parameters<typeof makeMeasure>[1]) => startLedger(opened.db, given);
const rollup = (measureId: string) => rollupOf(opened.db, measureId);

describe('amending', () => {
  it('adds a version, keeps what stood before, and totals use the newest', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id, {
      value: 14,
      periodEnd: '2026-10-31',
      periodStart: '2026-10-25',
    });
    expect(await amend(ledger, who.actor, id, { value: 9 })).toEqual({
      ok: true,
      value: { version: 2, again: false },
    });
    const page = await findReport(opened.db, id, 'public');
    expect(page?.ledger.map((version) => [version.figures.value, version.reason])).toEqual([
      [14, null],
      [9, 'We had counted one twice.'],
    ]);
    const cells = await opened.db.select().from(impactRollups).where(eq(impactRollups.measureId, measure.id));
    expect(cells.map((cell) => [cell.month, cell.reports, cell.claimed]).sort()).toEqual([
      ['2026-10-01', 0, 0],
      ['2026-11-01', 1, 9],
    ]);
  });

  it('waits its turn: twenty at the same moment give twenty versions and one total', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => amend(ledger, who.actor, id, { value: n })),
    );
    expect(
      results.map((result) => result.ok && result.value.version).sort((a, b) => Number(a) - Number(b)),
    ).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
    const newest = await opened.db
      .select()
      .from(reportVersions)
      .where(and(eq(reportVersions.reportId, id), eq(reportVersions.version, 21)));
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: newest[0]?.value });
  });

  it('with the same key again changes nothing, and with somebody else’s key neither', async () => {
    const { ledger, measure, who } = await start();
    const [id, other] = [await post(ledger, who, measure.id), await post(ledger, who, measure.id)];
    const amendment = {
      key: randomUUID(),
      figures: figures({ value: 3 }),
      words: null,
      reason: 'One twice.',
    };
    const send = (reportId: string) => amendReport(ledger, { reportId, actor: who.actor, amendment });
    expect(await send(id)).toMatchObject({ value: { version: 2, again: false } });
    expect(await send(id)).toMatchObject({ value: { version: 2, again: true } });
    expect(await send(other)).toEqual({ ok: false, refusal: 'key-used' });
  });

  it('is for the group’s members, and not for a withdrawn report', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id);
    const organizer = { personId: (await makePerson(opened.db)).id, organizer: true };
    expect(await amend(ledger, organizer, id, {})).toEqual({ ok: false, refusal: 'not-allowed' });
    await withdrawReport(ledger, { reportId: id, actor: who.actor, reason: 'Not ours.' });
    expect(await amend(ledger, who.actor, id, {})).toEqual({ ok: false, refusal: 'withdrawn' });
    expect(await amend(ledger, who.actor, randomUUID(), {})).toEqual({ ok: false, refusal: 'not-found' });
  });

  it('is the only way: the database refuses to change or remove a figure', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id);
    const change = opened.db.update(reportVersions).set({ value: 99 }).where(eq(reportVersions.reportId, id));
    await expect(change).rejects.toSatisfy((error) => refusedBy(error, 'report_versions_append_only'));
    const removal = opened.db.delete(reportVersions).where(eq(reportVersions.reportId, id));
    await expect(removal).rejects.toSatisfy((error) => refusedBy(error, 'report_versions_append_only'));
  });
});

describe('confirming', () => {
  it('waits for its day, and then headlines use what was still true', async () => {
    const { ledger, measure, who } = await start({ confirmAfterDays: 30 });
    const id = await post(ledger, who, measure.id, {
      value: 14,
      periodStart: '2026-10-20',
      periodEnd: '2026-10-24',
    });
    expect(await confirm(ledger, who.actor, id, 12)).toEqual({ ok: false, refusal: 'confirmed-too-early' });
    ledger.setNow('2026-11-23T09:00:00Z');
    expect(await confirm(ledger, who.actor, id, 12)).toEqual({ ok: true, value: { version: 1 } });
    expect(await rollup(measure.id)).toMatchObject({ claimed: 14, confirmedReports: 1, confirmed: 12 });
    expect(await confirm(ledger, who.actor, id, 11)).toEqual({ ok: true, value: { version: 2 } });
    expect(await rollup(measure.id)).toMatchObject({ confirmedReports: 1, confirmed: 11 });
  });

  it('no longer stands once the figures are amended, even by a clock that went back', async () => {
    const { ledger, measure, who } = await start({ confirmAfterDays: 1 });
    const id = await post(ledger, who, measure.id, {
      value: 14,
      periodStart: '2026-10-01',
      periodEnd: '2026-10-02',
    });
    await confirm(ledger, who.actor, id, 12);
    ledger.setNow('2026-11-22T17:00:00Z');
    await amend(ledger, who.actor, id, { value: 5, periodStart: '2026-10-01', periodEnd: '2026-10-02' });
    expect(await rollup(measure.id)).toMatchObject({ claimed: 5, confirmedReports: 0, confirmed: 0 });
    await confirm(ledger, who.actor, id, 4);
    expect(await rollup(measure.id)).toMatchObject({ claimed: 5, confirmedReports: 1, confirmed: 4 });
  });

  it('makes no sense without a figure or a measure that asks for it', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id);
    expect(await confirm(ledger, who.actor, id, 12)).toEqual({ ok: false, refusal: 'nothing-to-confirm' });
  });
});
