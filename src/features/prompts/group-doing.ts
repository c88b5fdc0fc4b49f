import { activeFrom, quietAfterDays } from '#features/groups/groups.ts';
import type { Direction } from '#features/impact/measure.ts';
import type { TrajectoryState } from '#features/impact/trajectory.ts';

/** How a group is doing, as far as a powerful question is concerned. */
export const promptStates = ['forming', 'passive', 'stuck', 'rushing', 'thriving'] as const;
export type PromptState = (typeof promptStates)[number];

export type CommitmentOutcome = 'kept' | 'dropped' | 'carried';

/** What one report shows of how the group works. */
export interface ReportSign {
  readonly expected: number | null;
  readonly value: number | null;
  readonly better: Direction | null;
  readonly hours: number | null;
  /** Whether it says what was learned. */
  readonly learned: boolean;
}

/** What a group's own records say before a meeting; nothing about any one person. Lists are newest first. */
export interface GroupSigns {
  readonly activeCount: number;
  /** Days since its first meeting, or since it was founded. */
  readonly ageDays: number;
  /** How many commitments were made at each of its latest meetings. */
  readonly commitmentsMade: readonly number[];
  /** What became of its latest commitments. */
  readonly outcomes: readonly CommitmentOutcome[];
  readonly reports: readonly ReportSign[];
  /** Days since the last report; null before the first. */
  readonly daysSinceReport: number | null;
  /** What the rule says of each measure it counts. */
  readonly trajectories: readonly TrajectoryState[];
}

/** Why a group is taken to be doing so; `count` is what the reason's text names. */
export interface Reason {
  readonly because:
    | 'few-people'
    | 'first-weeks'
    | 'carried-on'
    | 'dropped'
    | 'below-expected'
    | 'clearly-less'
    | 'much-promised'
    | 'more-hours'
    | 'nothing-learned'
    | 'no-commitments'
    | 'no-report'
    | 'clearly-better'
    | 'kept'
    | 'no-clear-change'
    | 'steady';
  readonly count: number;
}

export interface Doing {
  readonly state: PromptState;
  readonly reason: Reason;
}

/** As many in a row make a sign; fewer happen to everybody. */
const inARow = 3;
const firstWeeksDays = 42;
/** So many commitments at one meeting are more than a group can look at a week later. */
const muchPromised = 4;
/** Hours of the latest three reports over those of the three before, from which on it is a rush. */
const rushOfHours = 1.5;

type Rule = (signs: GroupSigns) => Reason | null;

/** The first rule that holds says how a group is doing: what stands in the way comes before what goes well. */
const rules: readonly (readonly [PromptState, Rule])[] = [
  ['forming', fewPeople],
  ['forming', firstWeeks],
  ['stuck', ({ outcomes }) => run(outcomes, 'carried', 'carried-on')],
  ['stuck', ({ outcomes }) => run(outcomes, 'dropped', 'dropped')],
  ['stuck', ({ trajectories }) => tells(trajectories, 'clearly-less')],
  ['stuck', belowExpected],
  ['rushing', promisesMuch],
  ['rushing', spendsMore],
  ['passive', commitsNothing],
  ['passive', reportsNothing],
  ['rushing', learnsNothing],
  ['thriving', ({ trajectories }) => tells(trajectories, 'clearly-better')],
  ['thriving', ({ outcomes }) => run(outcomes, 'kept', 'kept')],
  ['stuck', ({ trajectories }) => tells(trajectories, 'no-clear-change')],
];

/**
 * How a group is doing, from its own signs, with the reason. It describes the work and never a person; where nothing
 * stands out, the group is taken to be doing well.
 */
export function howDoing(signs: GroupSigns): Doing {
  for (const [state, rule] of rules) {
    const reason = rule(signs);
    if (reason) return { state, reason };
  }
  return { state: 'thriving', reason: { because: 'steady', count: 0 } };
}

function fewPeople({ activeCount }: GroupSigns): Reason | null {
  return activeCount < activeFrom ? { because: 'few-people', count: activeCount } : null;
}

function firstWeeks({ ageDays, reports }: GroupSigns): Reason | null {
  const early = ageDays < firstWeeksDays && reports.length < inARow;
  return early ? { because: 'first-weeks', count: Math.floor(Math.max(0, ageDays) / 7) + 1 } : null;
}

function run(
  outcomes: readonly CommitmentOutcome[],
  outcome: CommitmentOutcome,
  because: Reason['because'],
): Reason | null {
  const end = outcomes.findIndex((each) => each !== outcome);
  const count = end === -1 ? outcomes.length : end;
  return count >= inARow ? { because, count } : null;
}

function tells(
  trajectories: readonly TrajectoryState[],
  state: 'clearly-less' | 'clearly-better' | 'no-clear-change',
): Reason | null {
  return trajectories.includes(state) ? { because: state, count: 0 } : null;
}

function belowExpected({ reports }: GroupSigns): Reason | null {
  const told = reports.filter(({ expected, value }) => expected !== null && value !== null).slice(0, inARow);
  const fellShort = ({ expected, value, better }: ReportSign) =>
    better === 'less' ? (value ?? 0) > (expected ?? 0) : (value ?? 0) < (expected ?? 0);
  return told.length === inARow && told.every(fellShort)
    ? { because: 'below-expected', count: inARow }
    : null;
}

function promisesMuch({ commitmentsMade }: GroupSigns): Reason | null {
  const latest = commitmentsMade.slice(0, inARow);
  if (latest.length < inARow || latest.some((made) => made < muchPromised)) return null;
  return { because: 'much-promised', count: latest.reduce((sum, made) => sum + made, 0) };
}

function spendsMore({ reports }: GroupSigns): Reason | null {
  const hours = reports.slice(0, 2 * inARow).flatMap((report) => report.hours ?? []);
  if (hours.length < 2 * inARow) return null;
  const sum = (part: readonly number[]) => part.reduce((total, each) => total + each, 0);
  const [now, before] = [sum(hours.slice(0, inARow)), sum(hours.slice(inARow))];
  return before > 0 && now >= rushOfHours * before ? { because: 'more-hours', count: Math.round(now) } : null;
}

function commitsNothing({ commitmentsMade }: GroupSigns): Reason | null {
  const latest = commitmentsMade.slice(0, inARow);
  const none = latest.length === inARow && latest.every((made) => made === 0);
  return none ? { because: 'no-commitments', count: inARow } : null;
}

function reportsNothing({ daysSinceReport, ageDays }: GroupSigns): Reason | null {
  const days = daysSinceReport ?? ageDays;
  return days > quietAfterDays ? { because: 'no-report', count: days } : null;
}

function learnsNothing({ reports }: GroupSigns): Reason | null {
  const latest = reports.slice(0, inARow);
  const none = latest.length === inARow && latest.every(({ learned }) => !learned);
  return none ? { because: 'nothing-learned', count: inARow } : null;
}
