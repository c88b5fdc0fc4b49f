import type { MeasureView } from '#features/impact/report-view.ts';
import type { ProposedQuestion } from '#features/prompts/prompts.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { CommitmentOutcome } from './meetings.ts';

/** A report as a meeting mentions it. */
export interface ToldFigure {
  readonly id: string;
  /** Null: there was nothing to count. */
  readonly value: number | null;
  readonly cases: number | null;
  readonly measure: MeasureView | null;
}

/** A meeting that was, as the group's list shows it. */
export interface PastMeeting {
  readonly onDate: CalendarDay;
  /** How many members were noted; who is not listed. */
  readonly there: number;
  /** Guests, and visitors who came. */
  readonly guests: number;
  readonly commitments: readonly {
    readonly text: string;
    readonly lang: string;
    readonly outcome: CommitmentOutcome | null;
    readonly cameOfIt: string | null;
  }[];
  readonly report: ToldFigure | null;
}

/** Somebody of the group, as the page on the table names them. */
export interface SomebodyHere {
  readonly id: string;
  readonly name: string;
  readonly here: boolean;
}

/** Somebody who comes once. */
export interface VisitorHere extends SomebodyHere {
  readonly state: 'asked' | 'arranged';
}

/** A commitment as it is looked at or written down. */
export interface CommitmentView {
  readonly id: string;
  readonly key: string;
  readonly lang: string;
  readonly text: string;
  readonly expected: string | null;
  readonly measureId: string | null;
  readonly expectedValue: number | null;
  readonly outcome: CommitmentOutcome | null;
  readonly cameOfIt: string | null;
  /** The day of the meeting at which it was made. */
  readonly madeOn: CalendarDay;
}

/** Everything the page on the table shows of one meeting. */
export interface MeetingView {
  /** Null until something was written of it. */
  readonly id: string | null;
  readonly date: CalendarDay;
  readonly members: readonly SomebodyHere[];
  readonly visitors: readonly VisitorHere[];
  readonly guests: number;
  readonly question: ProposedQuestion | null;
  readonly questionChanged: boolean | null;
  /** Earlier commitments that are open, or were looked at in this meeting; oldest first. */
  readonly before: readonly CommitmentView[];
  /** Made in this meeting. */
  readonly made: readonly CommitmentView[];
  readonly measures: readonly MeasureView[];
  /** The report that was its end. */
  readonly report: ToldFigure | null;
}
