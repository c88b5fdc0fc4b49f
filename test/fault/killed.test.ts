import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { gt, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { groups, impactRollups, reports, reportVersions, reportWords } from '#db/schema/index.ts';
import { countRollups, type RollupCell } from '#features/impact/rollups.server.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { type Reporter, signInReporters } from '#test/support/reporters.ts';
import { visitor } from '#test/support/visitor.ts';

const kills = 20;
/** Members who post at the same time. */
const hands = 4;

let portal: Portal;
let reporters: Reporter[];
let before: number;

/** Opens the portal's embedded database while no portal runs on it. */
async function withDatabase(look: (db: Database) => Promise<void>): Promise<void> {
  const opened = await openDatabase(join(portal.dataDir, 'database'));
  try {
    await look(opened.db);
  } finally {
    await opened.close();
  }
}

beforeAll(async () => {
  portal = await startPortal();
  await portal.kill();
  await withDatabase(async (db) => {
    reporters = await signInReporters(db, portal.url, 200);
    before = await db.$count(reports);
  });
  await portal.restart();
});
afterAll(() => portal.stop());

/** One form that somebody filled in, and what the portal answered to it. */
interface Sent {
  reporter: Reporter;
  form: Record<string, string>;
  /** The report's id once it was acknowledged. */
  reportId: string | null;
}

/** Posts a form. The answer is null where the portal died first. */
async function send({ reporter, form }: Sent): Promise<string | null> {
  const person = visitor(portal.url);
  person.cookies.set(reporter.cookie.name, reporter.cookie.value);
  const answer = await person.post(reporter.path, form).catch(() => null);
  if (!answer) return null;
  expect([answer.status, answer.text]).toEqual([303, '']);
  return new URLSearchParams(answer.location?.split('?')[1]).get('posted');
}

const sent: Sent[] = [];

function nextForm(): Sent {
  const reporter = reporters[sent.length % reporters.length];
  if (!reporter) throw new Error('nobody reports');
  const key = randomUUID();
  const form = { ...reporter.form, key, happened: `We rang, and wrote down ${key}.` };
  const filled = { reporter, form, reportId: null };
  sent.push(filled);
  return filled;
}

/** Members report one after the other until the portal, killed at the `answers`-th answer, no longer answers. */
async function reportUntilKilled(answers: number): Promise<void> {
  let answered = 0;
  const killed: Promise<void>[] = [];
  const report = async () => {
    while (killed.length === 0) {
      const filled = nextForm();
      filled.reportId = await send(filled);
      if (filled.reportId !== null) answered += 1;
      if (answered >= answers && killed.length === 0) killed.push(portal.kill());
    }
  };
  await Promise.all(Array.from({ length: hands }, report));
  await Promise.all(killed);
}

/** Every form that was sent has made the one report it was told of, and everything kept beside the ledger agrees. */
async function everyReportOnce(db: Database): Promise<void> {
  const keys = sent.map(({ form }) => form.key ?? '');
  const rows = await db
    .select({ id: reports.id, key: reports.idempotencyKey })
    .from(reports)
    .where(inArray(reports.idempotencyKey, keys));
  const kept = new Map(rows.map(({ id, key }) => [key, id]));
  expect(rows).toHaveLength(sent.length);
  expect(sent.filter(({ form, reportId }) => kept.get(form.key ?? '') !== reportId)).toEqual([]);
  const ids = rows.map(({ id }) => id);
  expect(await db.$count(reports)).toBe(before + sent.length);
  expect(await db.$count(reportVersions, inArray(reportVersions.reportId, ids))).toBe(sent.length);
  expect(await db.$count(reportWords, inArray(reportWords.reportId, ids))).toBe(sent.length);
  const rollups = await db.select().from(impactRollups).where(gt(impactRollups.reports, 0));
  expect(byCell(rollups)).toEqual(byCell(await countRollups(db)));
  const standing = sql`(select count(*) from reports r where r.group_id = ${groups.id} and r.withdrawn_at is null)`;
  expect(await db.$count(groups, sql`${groups.reportCount} <> ${standing}`)).toBe(0);
}

const byCell = (cells: readonly RollupCell[]) =>
  new Map(
    cells.map((cell) => [`${cell.measureId} ${cell.month} ${cell.focusId} ${cell.neighborhoodId}`, cell]),
  );

describe('members who report while the portal is killed twenty times', () => {
  it(
    'find every report that was acknowledged, once, and lose none by sending again',
    { timeout: 150_000 },
    async () => {
      let resent = 0;
      for (let round = 0; round < kills; round += 1) {
        const first = sent.length;
        await reportUntilKilled(1 + ((round * 7) % 12));
        await portal.restart();
        // Whoever got no answer sends the same form again; so does one who had got theirs.
        for (const filled of sent.slice(first)) {
          const known = filled.reportId;
          const again = await send(filled);
          expect(again).not.toBeNull();
          if (known === null) resent += 1;
          else expect(again).toBe(known);
          filled.reportId = again;
        }
      }
      expect(resent).toBeGreaterThanOrEqual(kills);
      await portal.kill();
      await withDatabase(everyReportOnce);
      await portal.restart();
    },
  );
});
