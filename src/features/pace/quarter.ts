import type { GroupName, ReportSummary } from '#features/impact/report-view.ts';
import type { TrajectoryTally } from '#features/impact/totals.ts';
import type { TownImpact, TownTotal } from '#features/impact/town-impact.ts';
import type { Quarter } from '#lib/calendar-day.ts';
import type { AdoptionRow, Pace } from './pace.ts';

/** What groups did in a quarter; public impact groups only, so that each count can be opened. */
export interface QuarterLife {
  /** At work at its end. */
  readonly atWork: number;
  /** With a standing report on a period that ended in it. */
  readonly reported: number;
  readonly founded: readonly GroupName[];
  readonly closed: readonly GroupName[];
}

/** A quarter as the council reads it. */
export interface QuarterReport {
  readonly quarter: Quarter;
  readonly impact: TownImpact;
  /** How many groups stood where at its end; null where the town is too large to tell it but as of today. */
  readonly stood: TrajectoryTally | null;
  /** The quarter before's totals, by measure. */
  readonly before: ReadonlyMap<string, TownTotal>;
  readonly pace: Pace;
  readonly life: QuarterLife;
  /** What was tried and dropped in it. */
  readonly dropped: readonly AdoptionRow[];
  /** The newest reports of different groups that say what was learned. */
  readonly learned: readonly ReportSummary[];
  /** Neighborhoods in which a public group is at work today. */
  readonly neighborhoods: ReadonlySet<string>;
}
