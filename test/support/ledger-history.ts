import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { groups, neighborhoods } from '#db/schema/index.ts';
import type { ReportFigures } from '#features/impact/report.ts';
import { shareReport } from '#features/impact/share-report.server.ts';
import { redactReport, withdrawReport } from '#features/impact/withdraw-report.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { amend, confirm, makeLedger, makeMeasure, makeReportingGroup, post } from './ledger.ts';
import { makeTown } from './people.ts';
import type { Database } from '#db/client.ts';

/** A town of two neighborhoods in which three groups have reported, so that it shows figures. */
export async function reportingTown(db: Database): Promise<void> {
  await makeTown(db);
  await db
    .insert(neighborhoods)
    .values({ id: 'netmakers', name: { en: 'Netmakers' }, gridRef: 'C2', lon: 0.02, lat: 0.01 });
  const ledger = makeLedger(db);
  const measure = await makeMeasure(db);
  for (let n = 0; n < 3; n += 1) await post(ledger, await makeReportingGroup(db, measure.id), measure.id);
}

/** A group that reports, and who does it. */
export type Who = Awaited<ReturnType<typeof makeReportingGroup>>;
export type Kind = 'count' | 'level' | 'share' | 'never';

/** What is measured in a history. */
export interface Counted {
  kind: Kind;
  confirmAfterDays: number | null;
  sensitive: boolean;
}

/** A measure and three groups in two neighborhoods, one of whose areas overlaps another's. */
async function town(db: Database, counted: Counted) {
  const measure = await makeMeasure(db, counted);
  const whoever: Who[] = [];
  for (const given of [
    {},
    { neighborhoodId: 'netmakers' },
    { neighborhoodId: 'netmakers', ownArea: false },
  ]) {
    whoever.push(await makeReportingGroup(db, measure.id, given));
  }
  return { measure, groups: whoever };
}

const periods = ['2026-08-20', '2026-09-10', '2026-09-24', '2026-10-08', '2026-10-08'] as const;
export const anyAct = fc.record({
  act: fc.constantFrom(
    ...(['post', 'post', 'post', 'post', 'amend', 'amend', 'withdraw', 'confirm', 'confirm'] as const),
    ...(['redact', 'hide', 'share', 'move', 'unlist', 'list'] as const),
  ),
  which: fc.nat(),
  value: fc.nat({ max: 5000 }).map((n) => n / 1000),
  period: fc.constantFrom(...periods),
  nothing: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
type AnyAct = typeof anyAct extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Lives through a random history and gives back who took part. */
export async function live(db: Database, counted: Counted, acts: readonly AnyAct[]) {
  const { kind } = counted;
  const ledger = makeLedger(db);
  const { measure, groups: whoever } = await town(db, counted);
  const posted: { id: string; who: Who }[] = [];
  for (const [at, { act, which, value, period, nothing }] of acts.entries()) {
    ledger.setNow(new Date(Date.UTC(2026, 10, 1, 0, at)));
    const figures = {
      periodStart: period,
      periodEnd: period,
      value: nothing ? null : kind === 'share' ? Math.round(value) : value,
      cases: kind === 'share' && !nothing ? 6 : null,
    };
    const who = whoever[which % 3];
    if (!who) continue;
    if (act === 'post') posted.push({ id: await post(ledger, who, measure.id, figures), who });
    if (act === 'unlist' || act === 'list')
      await setGroup(ledger.db, who, { safeguarding: act === 'unlist' ? { concerns: ['homes'] } : null });
    const report = posted[which % Math.max(1, posted.length)];
    if (report) await change(ledger, act, { ...report, with: who, figures });
  }
  return { measure, whoever, ledger };
}

const setGroup = (db: Database, who: Who, values: Partial<typeof groups.$inferInsert>) =>
  db.update(groups).set(values).where(eq(groups.id, who.group.id));

/** Does one act to a report that was posted; what the rules refuse changes nothing. */
async function change(
  ledger: ReturnType<typeof makeLedger>,
  act: AnyAct['act'],
  report: { id: string; who: Who; with: Who; figures: Partial<ReportFigures> },
): Promise<void> {
  const { id: reportId, who, figures } = report;
  const { actor } = who;
  if (act === 'amend') await amend(ledger, actor, reportId, figures);
  if (act === 'withdraw') await withdrawReport(ledger, { reportId, actor, reason: 'Wrong week.' });
  if (act === 'confirm') await confirm(ledger, actor, reportId, 1, figures.cases);
  if (act === 'redact') await redactReport(ledger, { reportId, actor });
  if (act === 'hide')
    await setHidden(ledger.db, actor.personId, 'report', reportId, 'personal-information', ledger.now());
  if (act === 'share') await shareReport(ledger, { reportId, actor, groupId: report.with.group.id });
  if (act === 'move') await setGroup(ledger.db, who, { neighborhoodId: 'saltpans', focusId: null });
}
