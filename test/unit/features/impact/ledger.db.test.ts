import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import {
  auditLog,
  groupMeasures,
  groups,
  impactRollups,
  memberships,
  reports,
  reportVersions,
  searchDocuments,
} from '#db/schema/index.ts';
import { amendReport } from '#features/impact/amend-report.server.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { postReport } from '#features/impact/post-report.server.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { shareReport } from '#features/impact/share-report.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { testDatabase } from '#test/support/database.ts';
import {
  amend,
  confirm,
  figures,
  makeLedger,
  makeMeasure,
  makeMember,
  makeReportingGroup,
  post,
} from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

async function start(given: Parameters<typeof makeMeasure>[1] = {}) {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db, given);
  const who = await makeReportingGroup(opened.db, measure.id);
  return { ledger, measure, who };
}

const rollup = async (measureId: string) =>
  (await opened.db.select().from(impactRollups).where(eq(impactRollups.measureId, measureId)))[0];

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

describe('withdrawing', () => {
  it('keeps the report listed with its reason, and it counts nowhere', async () => {
    const { ledger, measure, who } = await start();
    const [first, second] = [
      await post(ledger, who, measure.id),
      await post(ledger, who, measure.id, { value: 2 }),
    ];
    const withdraw = () =>
      withdrawReport(ledger, { reportId: first, actor: who.actor, reason: 'Posted for the wrong week.' });
    expect(await withdraw()).toEqual({ ok: true, value: { again: false } });
    expect(await withdraw()).toEqual({ ok: true, value: { again: true } });
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 2 });
    const page = await findReport(opened.db, first, 'public');
    expect(page).toMatchObject({
      report: { withdrawn: true, words: null },
      withdrawal: { reason: 'Posted for the wrong week.' },
    });
    const [group] = await opened.db.select().from(groups).where(eq(groups.id, who.group.id));
    expect(group?.reportCount).toBe(1);
    expect(await findReport(opened.db, second, 'public')).toMatchObject({ withdrawal: null });
  });
});

describe('hiding', () => {
  it('takes the words from every reader and from search, leaves the figure, and is written down', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id, { words: { happened: 'Something unkind.' } });
    const { id: organizerId } = await makePerson(opened.db);
    await setHidden(opened.db, organizerId, 'report', id, 'unlawful', ledger.now());
    expect(JSON.stringify(await findReport(opened.db, id, 'group'))).not.toContain('unkind');
    expect(await opened.db.select().from(searchDocuments).where(eq(searchDocuments.ref, id))).toEqual([]);
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 14 });
    const [entry] = await opened.db.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(entry).toMatchObject({ act: 'hide-content', reason: 'unlawful', actorId: organizerId });
    await setHidden(opened.db, organizerId, 'report', id, null, ledger.now());
    expect(JSON.stringify(await findReport(opened.db, id, 'public'))).toContain('unkind');
    expect(await opened.db.select().from(searchDocuments).where(eq(searchDocuments.ref, id))).toHaveLength(1);
  });
});

describe('sharing', () => {
  it('shows a result with both groups and counts it once', async () => {
    const { ledger, measure, who } = await start();
    const other = await makeReportingGroup(opened.db, measure.id);
    const id = await post(ledger, who, measure.id, { sharedWith: [other.group.id] });
    expect(await rollup(measure.id)).toMatchObject({ reports: 1, claimed: 14 });
    expect((await findReport(opened.db, id, 'public'))?.sharedWith.map((group) => group.id)).toEqual([
      other.group.id,
    ]);
    const seen = await getGroupImpact(opened.db, other.group.id, 'public');
    expect(seen.reports.map((report) => [report.id, report.groupId])).toEqual([[id, who.group.id]]);
    expect(seen.measures[0]?.figure?.reports ?? 0).toBe(0);
    const again = await shareReport(ledger, { reportId: id, actor: who.actor, groupId: other.group.id });
    expect(again.ok).toBe(true);
    const own = await shareReport(ledger, { reportId: id, actor: who.actor, groupId: who.group.id });
    expect(own).toEqual({ ok: false, refusal: 'not-another-group' });
  });
});

describe('redacting', () => {
  it('is for the group’s members and for organizers, whose act is written down', async () => {
    const { ledger, measure, who } = await start();
    const id = await post(ledger, who, measure.id, { words: { happened: 'We helped Mrs Bell.' } });
    const stranger = { personId: (await makePerson(opened.db)).id, organizer: false };
    expect(await redactReport(ledger, { reportId: id, actor: stranger })).toEqual({
      ok: false,
      refusal: 'not-allowed',
    });
    const organizer = { ...stranger, organizer: true };
    expect(await redactReport(ledger, { reportId: id, actor: organizer })).toEqual({
      ok: true,
      value: { versions: 1 },
    });
    expect(await opened.db.select().from(auditLog).where(eq(auditLog.subjectId, id))).toHaveLength(1);
    const member = await makeMember(opened.db, who.group.id);
    expect(await redactReport(ledger, { reportId: id, actor: member })).toEqual({
      ok: true,
      value: { versions: 0 },
    });
  });
});

it('what another group reports does not move a group’s trajectory', async () => {
  const { ledger, measure, who } = await start();
  const other = await makeReportingGroup(opened.db, measure.id);
  await post(ledger, other, measure.id, { value: 100 });
  const posted = await postReport(ledger, {
    actor: who.actor,
    groupId: who.group.id,
    measureId: measure.id,
    lang: 'en',
    report: {
      key: randomUUID(),
      outcome: 'counted',
      figures: figures({ value: 1 }),
      words: { tried: null, happened: null, learned: null, nextQuestion: null },
    },
  });
  expect(posted).toMatchObject({ ok: true, value: { trajectory: { state: 'too-early', reports: 1 } } });
});
