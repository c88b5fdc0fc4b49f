import type { BeforeAfter } from '#features/impact/before-after.ts';
import type { MeasureView } from '#features/impact/report-view.ts';
import type { AdoptionOutcome } from './approaches.ts';

/** A group that took an approach up, and what came of it. */
export interface Adopter {
  readonly adoptionId: string;
  readonly group: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly lang: string;
  };
  readonly adoptedAt: Date;
  readonly outcome: AdoptionOutcome | null;
  readonly line: string | null;
  /** Language of `line`. */
  readonly lang: string;
  readonly reportId: string | null;
  /** What it made of it. */
  readonly child: { readonly slug: string; readonly title: string; readonly lang: string } | null;
}

/** An adopter's first measure, before it took the approach up and after. */
export interface AdopterStory {
  readonly adoptionId: string;
  readonly measure: MeasureView;
  readonly told: BeforeAfter;
}

/** An approach that a group took up, as its members see it. */
export interface TakenUp {
  readonly adoptionId: string;
  readonly approach: { readonly slug: string; readonly title: string; readonly lang: string };
  readonly adoptedAt: Date;
  readonly askAt: Date;
  readonly outcome: AdoptionOutcome | null;
  readonly line: string | null;
  readonly reportId: string | null;
  /** Whether what the group made of it is written down. */
  readonly hasChild: boolean;
}
