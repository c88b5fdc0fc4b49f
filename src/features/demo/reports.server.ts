import type { Transaction } from '#db/client.ts';
import { reportConfirmations, reports, reportShares, reportVersions, reportWords } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { DemoContent, DemoGroup } from './demo.ts';
import type { PlannedGroup, PlannedLife } from './plan.ts';
import { planReports, type PlannedReport } from './plan-reports.ts';
import { type PlannedWords, planWords, type Wordless } from './plan-words.ts';
import { inChunks, instantOf } from './rows.ts';

/** Writes all planned reports with their ledger rows. @returns how many. */
export async function writeReports(
  tx: Transaction,
  town: Town,
  life: PlannedLife,
  content: DemoContent,
  seed: string,
  today: CalendarDay,
): Promise<number> {
  const wordless = life.groups.flatMap((group) => {
    if (group.kind !== 'impact') return [];
    const measure = town.measures.find((each) => each.id === (group.brief as DemoGroup).measure);
    if (!measure) return [];
    const known = {
      ...measure,
      confirmAfterDays: measure.confirmAfterDays ?? null,
      seasonMonths: measure.seasonal?.months ?? null,
    };
    return planReports(group, known, seed, today).map((report) => ({
      group,
      report,
      measure: measure.id,
    }));
  });
  const posted = wordless.sort((a, b) => a.report.periodEnd.localeCompare(b.report.periodEnd));
  const words = planWords(posted.map(toWordless), content, seed);
  const planned = posted.map((each, at) => ({ ...each, words: words[at] ?? noWords }));
  await inChunks(planned, (rows) => tx.insert(reports).values(rows.map(reportRow)));
  await inChunks(planned.flatMap(versionRows), (rows) => tx.insert(reportVersions).values(rows));
  await inChunks(planned.flatMap(wordRows), (rows) => tx.insert(reportWords).values(rows));
  await inChunks(planned.flatMap(confirmationRows), (rows) => tx.insert(reportConfirmations).values(rows));
  await shareSome(tx, life, planned);
  return planned.length;
}

interface Planned {
  group: PlannedGroup;
  report: PlannedReport;
  measure: string;
  words: PlannedWords;
}

const noWords: PlannedWords = { amended: null, withdrawn: null };

function toWordless({ group, report, measure }: Omit<Planned, 'words'>): Wordless {
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

function reportRow({ group, report, measure, words }: Planned): typeof reports.$inferInsert {
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

function versionRows({ group, report }: Planned): (typeof reportVersions.$inferInsert)[] {
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

function wordRows({ report, words: said }: Planned): (typeof reportWords.$inferInsert)[] {
  const { tried, happened, learned, next } = said;
  const words = { reportId: report.id, tried, happened, learned, nextQuestion: next };
  if (!report.amended) return [{ ...words, version: 1 }];
  return [
    { ...words, version: 1 },
    { ...words, version: 2, reason: said.amended },
  ];
}

function confirmationRows({ group, report }: Planned): (typeof reportConfirmations.$inferInsert)[] {
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
async function shareSome(tx: Transaction, life: PlannedLife, planned: readonly Planned[]): Promise<void> {
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
