import type { MeasureImpact } from '#features/impact/group-impact.ts';
import type { MeasureView, ReportSummary } from '#features/impact/report-view.ts';
import type { CommitmentOutcome } from '#features/prompts/group-doing.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { ReflectionStep } from './reflections.ts';

/** A step's answer, as the group sees it. */
export interface StepAnswer {
  readonly text: string;
  readonly lang: string;
  readonly shared: boolean;
  readonly questionId: string | null;
  readonly approachId: string | null;
}

export interface ReflectionView {
  readonly id: string;
  /** From this day on it looks back. */
  readonly since: CalendarDay;
  readonly dueOn: CalendarDay;
  readonly finished: boolean;
  readonly answers: ReadonlyMap<ReflectionStep, StepAnswer>;
}

/** A commitment, what was expected of it and what came. */
export interface CommitmentLine {
  readonly id: string;
  /** The day of the meeting at which it was made. */
  readonly onDate: CalendarDay;
  readonly lang: string;
  readonly text: string;
  readonly expected: string | null;
  readonly expectedValue: number | null;
  readonly measure: MeasureView | null;
  /** Null while nobody has looked at it again. */
  readonly outcome: CommitmentOutcome | null;
  readonly cameOfIt: string | null;
}

/** A group's own figures since it last stepped back. */
export interface LookBack {
  readonly met: number;
  /** Its reports of that time, oldest first. */
  readonly reports: readonly ReportSummary[];
  readonly measures: readonly MeasureImpact[];
  readonly views: ReadonlyMap<string, MeasureView>;
  readonly commitments: readonly CommitmentLine[];
  readonly kept: number;
  readonly dropped: number;
  readonly carried: number;
}
