import type { Transaction } from '#db/client.ts';
import { reportConfirmations, reports, reportShares, reportVersions, reportWords } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { DemoContent, DemoGroup } from './demo.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import type { PlannedMeeting } from './plan-meetings.ts';
import { type DemoMeasure, planReports, type PlannedReport } from './plan-reports.ts';
import { type PlannedWords, planWords, type Wordless } from './plan-words.ts';
import { inChunks, instantOf } from './rows.ts';

/** Plans all reports of a life, with their words, in the order of their posting. */
export function planTownReports(
  town: Town,
  life: PlannedLife,
  content: DemoContent,
  seed: string,
  today: CalendarDay,
): PlannedTelling[] {
  const wordless = life.groups.flatMap((group) => {
    const measure = group.kind === 'impact' ? measureOf(group.brief as DemoGroup, town) : null;
    if (!measure) return [];
    return planReports(group, measure, seed, today).map((report) => ({
      group,
      report,
      measure: measure.id,
    }));
  });
  const posted = wordless.sort((a, b) => a.report.periodEnd.localeCompare(b.report.periodEnd));
  const words = planWords(posted.map(toWordless), content, seed);
  return posted.map((each, at) => ({ ...each, words: words[at] ?? noWords }));
}

function measureOf({ measure: id, ownMeasure }: DemoGroup, town: Town): DemoMeasure | null {
  if (ownMeasure)
    return { id: ownMeasure.id, kind: 'count', better: 'more', confirmAfterDays: null, seasonMonths: null };
  const measure = town.measures.find((each) => each.id === id);
  if (!measure) return null;
  return {
    ...measure,
    confirmAfterDays: measure.confirmAfterDays ?? null,
    seasonMonths: measure.seasonal?.months ?? null,
  };
}

/** Writes planned reports with their ledger rows, each with the meeting that it was the end of. */
export async function writeReports(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly PlannedTelling[],
  meetings: readonly PlannedMeeting[],
): Promise<void> {
  const meetingIds = new Map(meetings.map(({ id, group, onDate }) => [`${group.id} ${onDate}`, id]));
  const rows = planned.map((each) => ({
    ...reportRow(each),
    meetingId: meetingIds.get(`${each.group.id} ${each.report.periodEnd}`) ?? null,
  }));
  await inChunks(rows, (chunk) => tx.insert(reports).values(chunk));
  await inChunks(planned.flatMap(versionRows), (chunk) => tx.insert(reportVersions).values(chunk));
  await inChunks(planned.flatMap(wordRows), (chunk) => tx.insert(reportWords).values(chunk));
  await inChunks(planned.flatMap(confirmationRows), (chunk) => tx.insert(reportConfirmations).values(chunk));
  await shareSome(tx, life, planned);
}

/** A planned report with its words. */
export interface PlannedTelling {
  group: PlannedGroup;
  report: PlannedReport;
  measure: string;
  words: PlannedWords;
}

const noWords: PlannedWords = { amended: null, withdrawn: null };

function toWordless({ group, report, measure }: Omit<PlannedTelling, 'words'>): Wordless {
  const { periodEnd, nothing, mood, withdrawn } = report;
  return {
    groupId: group.id,
    lang: group.brief.lang,
    measureId: measure,
    periodEnd,
    nothing,
    mood,
    amended: report.amended !== null,
    withdrawn,
  };
}

const convener = (group: PlannedGroup) => group.memberships[0]?.personId ?? null;

function reportRow({ group, report, measure, words }: PlannedTelling): typeof reports.$inferInsert {
  const brief = group.brief as DemoGroup;
  const posted = instantOf(report.periodEnd);
  return {
    id: report.id,
    groupId: group.id,
    outcome: report.nothing ? 'nothing' : 'counted',
    measureId: measure,
    focusId: brief.focus,
    neighborhoodId: brief.neighborhood,
    lang: brief.lang,
    postedAt: posted,
    postedBy: convener(group),
    idempotencyKey: report.keys[0],
    version: report.amended ? 2 : 1,
    withdrawnAt: report.withdrawn ? posted : null,
    withdrawnBy: report.withdrawn ? convener(group) : null,
    withdrawnReason: words.withdrawn,
  };
}

function versionRows({ group, report }: PlannedTelling): (typeof reportVersions.$inferInsert)[] {
  const { periodStart, periodEnd } = report;
  const common = { reportId: report.id, periodStart, periodEnd, postedBy: convener(group) };
  const first = {
    ...common,
    ...report.figures,
    version: 1,
    postedAt: instantOf(periodEnd),
    idempotencyKey: report.keys[0],
  };
  if (!report.amended) return [first];
  const amendedOn = instantOf(addDays(periodEnd, 1));
  return [
    first,
    { ...common, ...report.amended, version: 2, postedAt: amendedOn, idempotencyKey: report.keys[1] },
  ];
}

function wordRows({ report, words: said }: PlannedTelling): (typeof reportWords.$inferInsert)[] {
  const { tried, happened, learned, next } = said;
  const words = { reportId: report.id, tried, happened, learned, nextQuestion: next };
  if (!report.amended) return [{ ...words, version: 1 }];
  return [
    { ...words, version: 1 },
    { ...words, version: 2, reason: said.amended },
  ];
}

function confirmationRows({ group, report }: PlannedTelling): (typeof reportConfirmations.$inferInsert)[] {
  if (!report.confirmed || report.withdrawn) return [];
  const { value, cases, on } = report.confirmed;
  return [
    {
      reportId: report.id,
      version: 1,
      value,
      cases,
      confirmedAt: instantOf(on),
      confirmedBy: convener(group),
    },
  ];
}

/** A divided group's last few results were worked on with the group it came from. */
async function shareSome(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly PlannedTelling[],
): Promise<void> {
  for (const group of life.groups) {
    const parent = group.kind === 'impact' ? (group.brief as DemoGroup).dividedFrom : undefined;
    const parentId = life.groups.find((each) => each.brief.slug === parent)?.id;
    if (!parentId) continue;
    const own = planned.filter((each) => each.group === group && !each.report.withdrawn).slice(-3);
    await inChunks(own, (rows) =>
      tx.insert(reportShares).values(
        rows.map(({ report }) => ({
          reportId: report.id,
          groupId: parentId,
          sharedAt: instantOf(report.periodEnd),
        })),
      ),
    );
  }
}
