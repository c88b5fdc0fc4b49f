import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { mails, reportWords, searchDocuments } from '#db/schema/index.ts';
import { amendReport } from '#features/impact/amend-report.server.ts';
import { reportsCsv, reportsJson } from '#features/impact/export-reports.server.ts';
import { getGroupImpact } from '#features/impact/group-impact.server.ts';
import { listTownReports, townTotalReports } from '#features/impact/opened-total.server.ts';
import { findReport, listGroupReports } from '#features/impact/reports.server.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { testDatabase } from '#test/support/database.ts';
import {
  figures,
  makeLedger,
  makeMeasure,
  makeReportingGroup,
  post,
  type TestLedger,
} from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const page = { limit: 100, offset: 0 };

async function text(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** Everything anybody can read, and everything that is stored beside it. */
async function everyOutput(ledger: TestLedger, groupId: string, measureId: string, reportId: string) {
  const { db } = opened;
  return {
    publicPage: JSON.stringify(await findReport(db, reportId, 'public')),
    groupPage: JSON.stringify(await findReport(db, reportId, 'group')),
    impact: JSON.stringify(await getGroupImpact(db, groupId, 'group')),
    list: JSON.stringify(await listGroupReports(db, groupId, 'group', page)),
    total: JSON.stringify(await townTotalReports(db, measureId, {}, page)),
    town: JSON.stringify(await listTownReports(db, {}, page)),
    week: JSON.stringify(await weekInTown(db, ledger.now(), 'UTC')),
    csv: await text(reportsCsv(db, 'https://town.example')),
    json: await text(reportsJson(db, 'https://town.example')),
    search: JSON.stringify(await db.select().from(searchDocuments)),
    rows: JSON.stringify(await db.select().from(reportWords)),
  };
}

it('removed words are gone from every page, list, history, search and export, and the figure stays', async () => {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  for (const _ of [1, 2])
    await post(ledger, await makeReportingGroup(opened.db, measure.id), measure.id, { value: 1 });
  const said = {
    tried: 'Bellwether one',
    happened: 'Bellwether two',
    learned: 'Bellwether three',
    nextQuestion: 'Bellwether four?',
  };
  const id = await post(ledger, who, measure.id, { value: 14, words: said });
  const amendment = {
    key: randomUUID(),
    figures: figures({ value: 9 }),
    words: null,
    reason: 'Bellwether five',
  };
  await amendReport(ledger, { reportId: id, actor: who.actor, amendment });

  const before = await everyOutput(ledger, who.group.id, measure.id, id);
  const silent = Object.entries(before).filter(([, output]) => !output.includes('Bellwether'));
  expect(silent).toEqual([]);

  ledger.cleared.length = 0;
  expect(await redactReport(ledger, { reportId: id, actor: who.actor })).toEqual({
    ok: true,
    value: { versions: 2 },
  });
  const after = await everyOutput(ledger, who.group.id, measure.id, id);
  expect(Object.entries(after).filter(([, output]) => output.includes('Bellwether'))).toEqual([]);
  expect(ledger.cleared).toEqual(expect.arrayContaining(['impact', `report:${id}`, `group:${who.group.id}`]));

  const found = await findReport(opened.db, id, 'public');
  expect(found?.report).toMatchObject({ redacted: true, figures: { value: 9 } });
  expect(found?.ledger.map((version) => [version.figures.value, version.redacted])).toEqual([
    [14, true],
    [9, true],
  ]);
  expect((await townTotalReports(opened.db, measure.id, {}, page))?.value).toBe(11);
});

it('a mail that waits for the mail server does not take removed words along', async () => {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  const id = await post(ledger, who, measure.id, { words: { learned: 'Bellwether said so.' } });
  const other = randomUUID();
  const digest = (about: string) => ({
    onceKey: `digest:${about}`,
    kind: 'digest',
    recipient: 'noor@example.org',
    lang: 'en',
    subject: 'This week',
    bodyText: `Bellwether said so.\nhttps://town.example/reports/${about}/`,
    bodyHtml: '<p>Bellwether said so.</p>',
  });
  await opened.db.insert(mails).values([digest(id), digest(other)]);
  await redactReport(ledger, { reportId: id, actor: who.actor });
  const waiting = await opened.db.select().from(mails);
  const said = waiting.map(({ onceKey, bodyText, bodyHtml }) => [onceKey, bodyText !== '', bodyHtml !== '']);
  expect(said).toContainEqual([`digest:${id}`, false, false]);
  expect(said).toContainEqual([`digest:${other}`, true, true]);
});

it('one version’s words can go while the others stay', async () => {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  const id = await post(ledger, who, measure.id, { words: { happened: 'We skipped the six that refuse.' } });
  const amendment = {
    key: randomUUID(),
    figures: figures({ value: 9 }),
    words: null,
    reason: 'Ana told us.',
  };
  await amendReport(ledger, { reportId: id, actor: who.actor, amendment });
  await redactReport(ledger, { reportId: id, actor: who.actor, versions: [2] });
  const found = await findReport(opened.db, id, 'public');
  expect(found?.report.words?.happened).toBe('We skipped the six that refuse.');
  expect(JSON.stringify(found)).not.toContain('Ana');
});

it('the reason of a withdrawal goes with the other words, and the report stays withdrawn', async () => {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  const who = await makeReportingGroup(opened.db, measure.id);
  const id = await post(ledger, who, measure.id, { words: { happened: 'Helped Ana.' } });
  await withdrawReport(ledger, { reportId: id, actor: who.actor, reason: 'Ana asked us to.' });
  await redactReport(ledger, { reportId: id, actor: who.actor });
  const found = await findReport(opened.db, id, 'public');
  expect(found?.withdrawal).toMatchObject({ reason: null });
  expect(JSON.stringify(found)).not.toContain('Ana');
});
