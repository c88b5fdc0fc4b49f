import { monthOf, type CalendarDay, type CalendarMonth } from '#lib/calendar-day.ts';
import { exactSum } from '#lib/exact-sum.ts';
import { entersTownTotals, needsConfirmation, type Measure } from './measure.ts';
import type { TrajectoryState } from './trajectory.ts';

/** Groups that must have reported before the town shows any figure. */
export const groupsBeforeFigures = 3;

/** A report as totals read it: its newest amendment, and focus and neighborhood as they were when it was posted. */
export interface LedgerEntry {
  reportId: string;
  /** The group that posted it. Groups it is shared with do not add it again. */
  groupId: string;
  measureId: string;
  periodEnd: CalendarDay;
  /** Orders reports whose periods end on one day: the later posted is the newer. */
  postedAt: Date;
  /** Null when there was nothing to count. */
  value: number | null;
  cases: number | null;
  confirmed: { value: number; cases: number | null } | null;
  /** A withdrawn report does not count. A hidden one does, so hiding is not told here. */
  withdrawn: boolean;
  focusId: string | null;
  neighborhoodId: string;
  /** Whether the group's area overlaps no other's, so that its level may be added. */
  ownArea: boolean;
}

export interface TotalFilter {
  measureId?: string;
  focusId?: string;
  neighborhoodId?: string;
  groupId?: string;
  month?: CalendarMonth;
  /** First and last month, both included. */
  fromMonth?: CalendarMonth;
  toMonth?: CalendarMonth;
}

/** Whether results count as claimed or as confirmed after the measure's time. */
export type Basis = 'claimed' | 'confirmed';

/** What one report adds to a total, or why it adds nothing. */
export interface Contribution {
  reportId: string;
  groupId: string;
  value: number;
  cases: number;
  counts: 'yes' | 'not-the-latest' | 'overlapping-area' | 'not-confirmed-yet';
}

export interface Total {
  basis: Basis;
  /** Σ of contributions: a sum, a sum of latest levels, or the n of a share. */
  value: number;
  /** The d of a share; else 0. */
  cases: number;
  /** Every report the figure is made of; their values and cases add up to it. */
  contributions: Contribution[];
}

/** Headlines wait for confirmation where the measure asks for it. */
export function headlineBasis(measure: Pick<Measure, 'confirmAfterDays'>): Basis {
  return needsConfirmation(measure) ? 'confirmed' : 'claimed';
}

/** Whether a filter's reports include this one. A report counts in the month of its period's last day. */
export function matches(entry: LedgerEntry, filter: TotalFilter): boolean {
  const month = monthOf(entry.periodEnd);
  return (
    (filter.measureId === undefined || entry.measureId === filter.measureId) &&
    (filter.focusId === undefined || entry.focusId === filter.focusId) &&
    (filter.neighborhoodId === undefined || entry.neighborhoodId === filter.neighborhoodId) &&
    (filter.groupId === undefined || entry.groupId === filter.groupId) &&
    (filter.month === undefined || month === filter.month) &&
    (filter.fromMonth === undefined || month >= filter.fromMonth) &&
    (filter.toMonth === undefined || month <= filter.toMonth)
  );
}

/**
 * The total of one measure over the reports that match: counts are summed, a share's n and d pooled, of a level
 * the latest value of each group is summed where areas do not overlap. It is the sum of its contributions.
 * @returns null for what is never added: a group's own measure, or one of the kind *never*.
 */
export function townTotal(
  measure: Measure,
  entries: readonly LedgerEntry[],
  filter: TotalFilter = {},
  basis: Basis = headlineBasis(measure),
): Total | null {
  if (!entersTownTotals(measure)) return null;
  const counted = entries.filter(
    (entry) =>
      entry.measureId === measure.id && !entry.withdrawn && entry.value !== null && matches(entry, filter),
  );
  const latest = measure.kind === 'level' ? latestOfEachGroup(counted, basis) : null;
  const contributions = counted.map((entry) => contribution(entry, basis, latest));
  return {
    basis,
    value: exactSum(contributions.map((part) => part.value)),
    cases: exactSum(contributions.map((part) => part.cases)),
    contributions,
  };
}

function contribution(entry: LedgerEntry, basis: Basis, latest: Set<LedgerEntry> | null): Contribution {
  const { reportId, groupId } = entry;
  const nothing = (counts: Contribution['counts']) => ({ reportId, groupId, value: 0, cases: 0, counts });
  const figure = basis === 'confirmed' ? entry.confirmed : entry;
  if (figure === null) return nothing('not-confirmed-yet');
  if (latest && !entry.ownArea) return nothing('overlapping-area');
  if (latest && !latest.has(entry)) return nothing('not-the-latest');
  return { reportId, groupId, value: figure.value ?? 0, cases: figure.cases ?? 0, counts: 'yes' };
}

function latestOfEachGroup(entries: readonly LedgerEntry[], basis: Basis): Set<LedgerEntry> {
  const latest = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    if (basis === 'confirmed' && entry.confirmed === null) continue;
    const held = latest.get(entry.groupId);
    if (!held || isNewer(entry, held)) latest.set(entry.groupId, entry);
  }
  return new Set(latest.values());
}

/** Whether a report comes after another: by its period, then by when it was posted. */
export function isNewer(entry: LedgerEntry, than: LedgerEntry): boolean {
  const rank = (report: LedgerEntry) =>
    `${report.periodEnd} ${report.postedAt.toISOString()} ${report.reportId}`;
  return rank(entry) > rank(than);
}

/** What a group's own reports come to: as for the town, but of a level or a measure never added the latest value. */
export function groupFigure(
  measure: Pick<Measure, 'kind' | 'confirmAfterDays'>,
  entries: readonly LedgerEntry[],
): { basis: Basis; value: number; cases: number; reports: number } {
  const basis = headlineBasis(measure);
  const counted = entries.filter((entry) => !entry.withdrawn && entry.value !== null);
  const latest =
    measure.kind === 'count' || measure.kind === 'share' ? null : latestOfEachGroup(counted, basis);
  const parts = counted
    .map((entry) => contribution(entry, basis, latest))
    .filter((part) => part.counts === 'yes');
  return {
    basis,
    value: exactSum(parts.map((part) => part.value)),
    cases: exactSum(parts.map((part) => part.cases)),
    reports: parts.length,
  };
}

/** Whether enough groups have reported for the town to show figures at all. */
export function showsTownFigures(groupsThatReported: number): boolean {
  return groupsThatReported >= groupsBeforeFigures;
}

/** How many groups stand where; a group counts once, by its first measure. Never an average, never a ranking. */
export interface TrajectoryTally {
  clearlyBetter: number;
  noClearChange: number;
  clearlyLess: number;
  tooEarly: number;
  /** Groups with enough reports: the first three together. */
  told: number;
}

/** The tally of how many groups stand in each state. */
export function trajectoryTally(groups: ReadonlyMap<TrajectoryState, number>): TrajectoryTally {
  const count = (state: TrajectoryState) => groups.get(state) ?? 0;
  const [clearlyBetter, noClearChange, clearlyLess] = [
    count('clearly-better'),
    count('no-clear-change'),
    count('clearly-less'),
  ];
  return {
    clearlyBetter,
    noClearChange,
    clearlyLess,
    tooEarly: count('too-early'),
    told: clearlyBetter + noClearChange + clearlyLess,
  };
}
