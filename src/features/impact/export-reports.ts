import type { ReportSummary } from './report-view.ts';

/** A public report as the open data gives it; the address is absolute. */
export interface ExportedReport {
  id: string;
  url: string;
  group: string | null;
  measure: string | null;
  focus: string | null;
  neighborhood: string;
  period_start: string;
  period_end: string;
  posted_at: string;
  outcome: 'counted' | 'nothing';
  status: 'standing' | 'withdrawn';
  version: number;
  expected: number | null;
  value: number | null;
  cases: number | null;
  confirmed_value: number | null;
  confirmed_cases: number | null;
  hours: number | null;
  money: number | null;
  lang: string;
  tried: string | null;
  happened: string | null;
  learned: string | null;
  next_question: string | null;
  words_removed: boolean;
}

/** The columns of `/reports.csv`, in their order. */
export const exportColumns = [
  'id',
  'url',
  'group',
  'measure',
  'focus',
  'neighborhood',
  'period_start',
  'period_end',
  'posted_at',
  'outcome',
  'status',
  'version',
  'expected',
  'value',
  'cases',
  'confirmed_value',
  'confirmed_cases',
  'hours',
  'money',
  'lang',
  'tried',
  'happened',
  'learned',
  'next_question',
  'words_removed',
] as const satisfies readonly (keyof ExportedReport)[];

/** A summary for the public as a row of the open data. `siteUrl` has no trailing slash. */
export function exportReport(report: ReportSummary, siteUrl: string): ExportedReport {
  const { figures, words, confirmed } = report;
  return {
    id: report.id,
    url: `${siteUrl}/reports/${report.id}/`,
    group: report.group?.slug ?? null,
    measure: report.measureId,
    focus: report.focusId,
    neighborhood: report.neighborhoodId,
    period_start: figures.periodStart,
    period_end: figures.periodEnd,
    posted_at: report.postedAt.toISOString(),
    outcome: report.outcome,
    status: report.withdrawn ? 'withdrawn' : 'standing',
    version: report.version,
    expected: figures.expected,
    value: figures.value,
    cases: figures.cases,
    confirmed_value: confirmed?.value ?? null,
    confirmed_cases: confirmed?.cases ?? null,
    hours: figures.hours,
    money: figures.money,
    lang: report.lang,
    tried: words?.tried ?? null,
    happened: words?.happened ?? null,
    learned: words?.learned ?? null,
    next_question: words?.nextQuestion ?? null,
    words_removed: report.redacted || report.hidden,
  };
}
