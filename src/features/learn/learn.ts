import type { MeasureView } from '#features/impact/report-view.ts';
import type { WindowFigure } from '#features/impact/window-figure.ts';

/** A group as these pages name it. */
export interface LearnGroup {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly lang: string;
  readonly neighborhoodId: string;
}

/** A group that is clearly better than when it began, by the one rule of the trajectory. */
export interface BetterGroup extends LearnGroup {
  /** Its own first and latest six reports; null where they are not told here. */
  readonly first: WindowFigure | null;
  readonly latest: WindowFigure | null;
}

/** The groups that are clearly better by one measure: some of them, and how many there are. */
export interface BetterByMeasure {
  readonly measure: MeasureView;
  readonly groups: readonly BetterGroup[];
  readonly total: number;
}

/** A group that helped others, and how. */
export interface Helper extends LearnGroup {
  /** Questions of others to which an answer of theirs helped. */
  readonly helped: number;
  /** Other groups that took an approach of theirs up, and those that kept it. */
  readonly adopted: number;
  readonly kept: number;
  /** Visits from other groups, or to see an approach, that took place. */
  readonly visits: number;
}

/** Something that was given up, and why, in the words of those who did. */
export interface Dropped {
  readonly kind: 'adoption' | 'reflection' | 'closing';
  readonly at: Date;
  readonly group: Omit<LearnGroup, 'id'>;
  readonly text: string;
  readonly lang: string;
  readonly approach: { readonly slug: string; readonly title: string; readonly lang: string } | null;
}

/** Help given longer ago is not counted. */
export const helpDays = 365;
/** How many groups stand under one measure before the list opens; which ones changes every day. */
export const ofMeasureShown = 2;
/** On the right stand as many as on the left, and never fewer than so many where there are. */
export const helpersAtLeast = 6;
export const droppedShown = 6;
export const droppedPerPage = 20;
/** How long a list that was opened may be. */
export const openedMost = 300;

/** Cache tags of what these pages are made of. */
export const learnTags = ['impact', 'questions', 'approaches', 'reflections', 'visits', 'groups'] as const;
