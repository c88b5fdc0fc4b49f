import { and, desc, eq, isNull } from 'drizzle-orm';
import { groupMeasures, meetings, reports, reportVersions } from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import { done, type Ledger, type LedgerResult } from '#features/impact/ledger-context.server.ts';
import { postReport } from '#features/impact/post-report.server.ts';
import { proposedPeriod } from '#features/impact/report.ts';
import type { Actor } from '#features/organize/permissions.ts';

const noWords = { tried: null, happened: null, learned: null, nextQuestion: null };
const noFigures = { expected: null, value: null, cases: null, hours: null, money: null };

/**
 * Ends a meeting with the report that there was nothing to count. A meeting that was reported already keeps its report,
 * so that two phones, or a phone that was offline, do not end it twice.
 * @returns the report's id
 */
export async function reportNothing(
  ledger: Ledger,
  actor: Actor,
  { groupId, meetingId, key, lang }: { groupId: string; meetingId: string; key: string; lang: string },
): Promise<LedgerResult<string>> {
  const { db } = ledger;
  const [[standing], [meeting], [last], [measure]] = await Promise.all([
    db
      .select({ id: reports.id })
      .from(reports)
      .where(and(eq(reports.meetingId, meetingId), isNull(reports.withdrawnAt))),
    db.select({ onDate: meetings.onDate }).from(meetings).where(eq(meetings.id, meetingId)),
    db
      .select({ periodEnd: reportVersions.periodEnd })
      .from(reports)
      .innerJoin(reportVersions, newestVersion)
      .where(and(eq(reports.groupId, groupId), isNull(reports.withdrawnAt)))
      .orderBy(desc(reportVersions.periodEnd))
      .limit(1),
    db
      .select({ id: groupMeasures.measureId })
      .from(groupMeasures)
      .where(and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt)))
      .orderBy(groupMeasures.position, groupMeasures.measureId)
      .limit(1),
  ]);
  if (standing) return done(standing.id);
  if (!meeting) return { ok: false, refusal: 'not-found' };
  const [periodStart, periodEnd] = proposedPeriod(last?.periodEnd ?? null, meeting.onDate);
  const figures = { ...noFigures, periodStart, periodEnd };
  const report = { key, outcome: 'nothing' as const, figures, words: noWords };
  const posted = await postReport(ledger, {
    ...{ actor, groupId, lang, meetingId, report },
    measureId: measure?.id ?? null,
  });
  return posted.ok ? done(posted.value.reportId) : posted;
}
