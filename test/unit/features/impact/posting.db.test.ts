import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groupMeasures, groups, memberships, reports, searchDocuments } from '#db/schema/index.ts';
import { redactReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeMeasure, makeReportingGroup, post, rollupOf, startLedger } from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const start = (given?: Parameters<typeof makeMeasure>[1]) => startLedger(opened.db, given);
const rollup = (measureId: string) => rollupOf(opened.db, measureId);

describe('posting', () => {
  it('writes ledger, rollup, search and the group’s counters, and clears what shows them', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id, {
      value: 14,
      words: { happened: 'Rain; half of us carried.' },
    });
    expect(await rollup(measure.id)).toMatchObject({
      month: '2026-11-01',
      focusId: 'water',
      reports: 1,
      claimed: 14,
    });
    const [group] = await opened.db.select().from(groups).where(eq(groups.id, who.group.id));
    expect(group).toMatchObject({ reportCount: 1, lastReportAt: ledger.now() });
    const [found] = await opened.db.select().from(searchDocuments).where(eq(searchDocuments.ref, id));
    expect(found).toMatchObject({
      body: 'Rain; half of us carried.',
      path: `/reports/${id}/`,
      kind: 'report',
    });
    expect(ledger.cleared).toEqual(
      expect.arrayContaining([
        'impact',
        `report:${id}`,
        `group:${who.group.id}`,
        'focus:water',
        'neighborhood:saltpans',
      ]),
    );
  });

  it('tells the trajectory with the new report in it', async () => {
    const { ledger, measure, who } = await start();
    for (let week = 0; week < 13; week += 1) {
      const day = new Date(Date.UTC(2026, 6, 5 + 7 * week)).toISOString().slice(0, 10);
      await post(ledger, who, measure.id, { periodStart: day, periodEnd: day, value: week < 6 ? 2 : 9 });
    }
    const [kept] = await opened.db
      .select()
      .from(groupMeasures)
      .where(eq(groupMeasures.groupId, who.group.id));
    expect(kept).toMatchObject({ trajectory: 'clearly-better', trajectoryReports: 13 });
  });

  it('gives the first report when the same form is sent again', async () => {
    const { ledger, measure, who } = await start();
    const key = randomUUID();
    const sent = { key, value: 14.5, hours: 2, words: { learned: 'Ask at the pump first.' } };
    const first = await post(ledger, who, measure.id, sent);
    expect(await post(ledger, who, measure.id, sent)).toBe(first);
    await redactReport(ledger, { reportId: first, actor: who.actor });
    expect(await post(ledger, who, measure.id, sent)).toBe(first);
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 14.5 });
  });

  it('neither swallows nor writes something else that comes from a form that was saved already', async () => {
    const { ledger, measure, who } = await start();
    const sent = { key: randomUUID(), value: 14, words: { learned: 'Ask at the pump first.' } };
    await post(ledger, who, measure.id, sent);
    const others = [
      { value: 15 },
      { value: null },
      { hours: 1 },
      { periodEnd: '2026-11-21' },
      { words: {} },
      { words: { learned: 'Ask at the well.' } },
    ];
    for (const other of others)
      await expect(post(ledger, who, measure.id, { ...sent, ...other })).rejects.toThrow('sent-before');
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 14 });
  });

  it('asks once whether days that are reported already, or far fewer days than before, are meant', async () => {
    const { ledger, measure, who } = await start();
    const week = { periodStart: '2026-11-10', periodEnd: '2026-11-16' };
    await post(ledger, who, measure.id, { ...week, sure: false });
    const doubtful = [
      [{ periodStart: '2026-11-16', periodEnd: '2026-11-22' }, 'reported-already'],
      [{ periodStart: '2026-11-01', periodEnd: '2026-11-10' }, 'reported-already'],
      [{ periodStart: '2026-11-17', periodEnd: '2026-11-18' }, 'period-short'],
    ] as const;
    for (const [period, doubt] of doubtful)
      await expect(post(ledger, who, measure.id, { ...period, sure: false })).rejects.toThrow(doubt);
    expect(await rollup(measure.id)).toMatchObject({ reports: 1 });
    for (const [period] of doubtful) await post(ledger, who, measure.id, { ...period, sure: true });
    await post(ledger, who, measure.id, {
      periodStart: '2026-11-09',
      periodEnd: '2026-11-09',
      value: null,
      sure: false,
    });
    const next = { periodStart: '2026-11-19', periodEnd: '2026-11-21', sure: false };
    await expect(post(ledger, who, measure.id, next)).rejects.toThrow('reported-already');
  });

  it('makes one report of thirty sent at the same moment with the same key', async () => {
    const { ledger, measure, who } = await start();
    const key = randomUUID();
    const ids = await Promise.all(Array.from({ length: 30 }, () => post(ledger, who, measure.id, { key })));
    expect(new Set(ids).size).toBe(1);
    expect(await opened.db.select().from(reports).where(eq(reports.groupId, who.group.id))).toHaveLength(1);
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 14 });
  });

  it('adds up thirty different reports posted at the same moment by three groups', async () => {
    const { ledger, measure, who } = await start();
    const others = [
      await makeReportingGroup(opened.db, measure.id),
      await makeReportingGroup(opened.db, measure.id),
    ];
    const all = [who, ...others];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => post(ledger, all[n % 3] ?? who, measure.id, { value: 0.1 })),
    );
    expect(await rollup(measure.id)).toMatchObject({ reports: 30, claimed: 3 });
    const [group] = await opened.db.select().from(groups).where(eq(groups.id, who.group.id));
    expect(group?.reportCount).toBe(10);
  });

  it('never gives one person another’s report for a key that was guessed or reused', async () => {
    const { ledger, measure, who } = await start();
    const stranger = await makeReportingGroup(opened.db, measure.id);
    const key = randomUUID();
    await post(ledger, who, measure.id, { key });
    await expect(post(ledger, stranger, measure.id, { key })).rejects.toThrow('key-used');
  });

  it('is for active members of a group that is open and counts that measure', async () => {
    const { ledger, measure, who } = await start();
    const outsider = {
      group: who.group,
      actor: { personId: (await makePerson(opened.db)).id, organizer: true },
    };
    await expect(post(ledger, outsider, measure.id)).rejects.toThrow('not-allowed');
    const other = await makeMeasure(opened.db);
    await expect(post(ledger, who, other.id)).rejects.toThrow('measure-not-chosen');
    await expect(post(ledger, who, null)).rejects.toThrow('measure-not-chosen');
    await opened.db
      .update(memberships)
      .set({ state: 'left' })
      .where(eq(memberships.personId, who.actor.personId));
    await expect(post(ledger, who, measure.id)).rejects.toThrow('not-allowed');
    const closed = await makeReportingGroup(opened.db, measure.id, { closedAt: new Date() });
    await expect(post(ledger, closed, measure.id)).rejects.toThrow('group-closed');
    const club = await makeReportingGroup(opened.db, measure.id, { kind: 'interest' });
    await expect(post(ledger, club, measure.id)).rejects.toThrow('a-club');
    await expect(post(ledger, { ...who, group: { id: randomUUID() } }, measure.id)).rejects.toThrow(
      'not-found',
    );
  });

  it('takes “nothing to count this time”, with or without a measure, and adds nothing', async () => {
    const { ledger, measure, who } = await start();
    await post(ledger, who, measure.id, { value: null });
    await post(ledger, who, null, { value: null, words: { learned: 'Nobody came.' } });
    expect(await rollup(measure.id)).toBeUndefined();
    const [group] = await opened.db.select().from(groups).where(eq(groups.id, who.group.id));
    expect(group?.reportCount).toBe(2);
  });

  it('leaves nothing behind when it fails half-way', async () => {
    const { ledger, measure, who } = await start();
    const failing = { ...ledger, clearTags: () => Promise.reject(new Error('the line was cut')) };
    await expect(post(failing, who, measure.id)).rejects.toThrow('the line was cut');
    expect(await opened.db.select().from(reports).where(eq(reports.groupId, who.group.id))).toEqual([]);
    expect(await rollup(measure.id)).toBeUndefined();
  });
});
