import type { AdoptionOutcome } from '#features/approaches/approaches.ts';
import type { MeasureView, ReportSummary } from '#features/impact/report-view.ts';
import { withQuery } from '#lib/with-query.ts';

/** What the feed tells; the database holds the same list. */
export const feedKinds = [
  'group',
  'report',
  'question',
  'answer',
  'helped',
  'approach',
  'adoption',
  'outcome',
  'reflection',
  'hand',
  'divided',
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** What a reader chooses among, and the kinds that each of them shows. */
export const feedSorts = {
  reports: ['report'],
  questions: ['question', 'answer', 'helped'],
  approaches: ['approach', 'adoption', 'outcome'],
  reflections: ['reflection', 'hand'],
  groups: ['group', 'divided'],
} as const satisfies Record<string, readonly FeedKind[]>;
export type FeedSort = keyof typeof feedSorts;
export const feedSortNames = Object.keys(feedSorts) as FeedSort[];

export const itemsPerPage = 30;
/** How much of a longer text stands in the feed, in characters. */
export const excerptLength = 220;

export interface FeedFilter {
  readonly focusId?: string | undefined;
  readonly neighborhoodId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly sort?: FeedSort | undefined;
}

/** A group as the feed names it. */
export interface Actor {
  readonly slug: string;
  readonly name: string;
  readonly lang: string;
}

export interface FeedText {
  readonly text: string;
  readonly lang: string;
}

/** One event of the creation space, as the public may read it. */
export interface FeedItem {
  readonly id: number;
  readonly kind: FeedKind;
  readonly at: Date;
  /** The group whose act it is; null for a resident's. */
  readonly group: Actor | null;
  /** The group it was done with, such as the one whose approach was taken up. */
  readonly other: Actor | null;
  readonly focusId: string | null;
  readonly neighborhoodId: string | null;
  /** Where it can be read, without language prefix. */
  readonly path: string;
  /** What it is about, in its writer's words; null where the portal words it. */
  readonly title: FeedText | null;
  readonly excerpt: FeedText | null;
  readonly outcome: AdoptionOutcome | null;
  readonly report: { readonly summary: ReportSummary; readonly measure: MeasureView | null } | null;
  /** Days from the question to the answer that helped. */
  readonly days: number | null;
}

/** What a kind of item says besides when it happened. */
export type Told = Partial<Omit<FeedItem, 'id' | 'kind' | 'at' | 'path'>> & Pick<FeedItem, 'path'>;
/** By the id of the row that tells it. */
export type ToldByRef = ReadonlyMap<string, Told>;

/** Cache tags of what the feed is made of: each write that adds to it or hides something clears one of them. */
export const feedTags = ['impact', 'questions', 'approaches', 'reflections', 'hands', 'groups'] as const;

/** The address of the feed, without language, with what it is narrowed to. */
export function feedPath(
  asked: Partial<Record<'focus' | 'neighborhood' | 'group' | 'kind' | 'before', string>>,
  page = '/feed/',
): string {
  return withQuery(page, asked);
}
