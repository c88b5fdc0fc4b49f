import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { auditLog, groups, searchDocuments } from '#db/schema/index.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { postReport } from '#features/impact/post-report.server.ts';
import { findReport } from '#features/impact/reports.server.ts';
import { shareReport } from '#features/impact/share-report.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { testDatabase } from '#test/support/database.ts';
import type { makeMeasure } from '#test/support/ledger.ts';
import {
  figures,
  makeMember,
  makeReportingGroup,
  post,
  rollupOf,
  startLedger,
} from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const start = (given?: Parameters<typeof makeMeasure>[1]) => startLedger(opened.db, given);
const rollup = (measureId: string) => rollupOf(opened.db, measureId);

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
