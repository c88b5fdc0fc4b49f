import type { TrajectoryTally } from '#features/impact/totals.ts';
import type { CalendarDay, Quarter } from '#lib/calendar-day.ts';
import { quarterBefore, quarterEnd, quarterOf, quarterStart, readQuarter } from '#lib/calendar-day.ts';

/** What the town's learning pace is told in; each opens to the rows it counts. */
export const approachFigures = ['written'] as const;
export const adoptionFigures = ['tried', 'kept', 'adapted', 'dropped'] as const;
export const questionFigures = ['asked', 'answered', 'helped', 'unanswered'] as const;
export const paceFigures = [...approachFigures, ...adoptionFigures, ...questionFigures] as const;
export type PaceFigure = (typeof paceFigures)[number];
export type AdoptionFigure = (typeof adoptionFigures)[number];
export type QuestionFigure = (typeof questionFigures)[number];

export const pacePageSize = 50;

/** How fast the town learns, within a period: one number a figure. */
export type Pace = Readonly<Record<PaceFigure, number>> & {
  /** Median days from a question to the first answer that helped, over the questions of `helped`; null without any. */
  readonly daysToHelp: number | null;
};

/** How many groups are better, the same and less, and when that was. */
export interface TownCourse {
  readonly tally: TrajectoryTally;
  /** At the end of this quarter; null: today. */
  readonly quarter: Quarter | null;
}

/** A part of the town's time, both days included; null: without end on that side. */
export interface Period {
  readonly from: CalendarDay | null;
  readonly to: CalendarDay | null;
}

export const always: Period = { from: null, to: null };

export const quarterPeriod = (quarter: Quarter): Period => ({
  from: quarterStart(quarter),
  to: quarterEnd(quarter),
});

/** The quarters from the one of `first` to the one of `last`, newest first; at most `most`. */
export function quartersBetween(first: CalendarDay, last: CalendarDay, most = 12): Quarter[] {
  const quarters: Quarter[] = [];
  const until = quarterOf(first);
  for (
    let quarter = quarterOf(last);
    quarter >= until && quarters.length < most;
    quarter = quarterBefore(quarter)
  )
    quarters.push(quarter);
  return quarters;
}

/** An approach that went from one neighborhood to another, and how often. */
export interface Journey {
  /** The neighborhood of the group that wrote it, and of the group that took it up. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * Draws the way of a journey as a bow from one point to another, bent to its left so that the way back lies beside it.
 * @returns the path, and the bow's middle for its number
 */
export function bow(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): { path: string; middle: [number, number] } {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const bend = 0.18;
  const control = [(x1 + x2) / 2 + dy * bend, (y1 + y2) / 2 - dx * bend] as const;
  const tenth = (value: number) => Math.round(value * 10) / 10;
  const middle: [number, number] = [
    tenth((x1 + x2) / 4 + control[0] / 2),
    tenth((y1 + y2) / 4 + control[1] / 2),
  ];
  return {
    path: `M${tenth(x1)} ${tenth(y1)}Q${tenth(control[0])} ${tenth(control[1])} ${tenth(x2)} ${tenth(y2)}`,
    middle,
  };
}

/** What the rows page is asked for. */
export interface PaceRows {
  readonly figure: PaceFigure;
  readonly quarter: Quarter | null;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The address of the rows behind a figure, without language. */
export function paceRowsPath({ figure, quarter, from, to }: PaceRows, page = 1): string {
  const query = new URLSearchParams({ figure });
  for (const [name, value] of Object.entries({ quarter, from, to })) if (value) query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return `/impact/learning/rows/?${query.toString()}`;
}

/** An approach that a group took up, and what came of it. */
export interface AdoptionRow {
  readonly id: string;
  readonly adoptedAt: Date;
  readonly outcome: string | null;
  readonly outcomeAt: Date | null;
  readonly line: string | null;
  readonly lang: string;
  readonly approach: { readonly slug: string; readonly title: string; readonly lang: string };
  readonly from: {
    readonly name: string;
    readonly slug: string;
    readonly lang: string;
    readonly hood: string;
  };
  readonly to: { readonly name: string; readonly slug: string; readonly lang: string; readonly hood: string };
}

/** What a query string asks to be opened; null when it names no figure. Unknown neighborhoods are passed over. */
export function readPaceRows(
  query: URLSearchParams,
  town: { readonly neighborhoods: readonly { readonly id: string }[] },
): PaceRows | null {
  const figure = paceFigures.find((each) => each === query.get('figure'));
  if (!figure) return null;
  const hood = (name: string) => town.neighborhoods.find(({ id }) => id === query.get(name))?.id;
  return { figure, quarter: readQuarter(query.get('quarter')), from: hood('from'), to: hood('to') };
}
