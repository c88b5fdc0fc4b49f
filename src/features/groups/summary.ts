import type { LonLat } from '#features/town/geography.ts';
import type { GroupKind, GroupState, PartOfDay, Rhythm } from './groups.ts';

/** What lists, cards and maps show of a group: public, and the same for every reader. */
export interface GroupSummary {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** The language its own texts are written in. */
  readonly lang: string;
  readonly kind: GroupKind;
  readonly state: GroupState;
  readonly activeCount: number;
  readonly waitingCount: number;
  /** Places nobody holds and that are offered to nobody. */
  readonly placesLeft: number;
  readonly about: string;
  /** Its own answer to the narrative. */
  readonly ourPart: string | null;
  readonly neighborhood: {
    readonly id: string;
    /** In the reader's language. */
    readonly name: string;
    /** The cell of the sheet, such as `E4`; null off the sheet. */
    readonly gridRef: string | null;
  };
  readonly focusId: string | null;
  readonly rhythm: Rhythm | null;
  /** ISO weekday, 1 Monday to 7 Sunday. */
  readonly weekday: number | null;
  readonly secondWeekday: number | null;
  readonly partOfDay: PartOfDay | null;
  /** HH:MM in the town's zone; null unless the group shows its exact time. */
  readonly startTime: string | null;
  readonly languages: readonly string[];
  readonly stepFree: boolean | null;
  readonly welcomesVisitors: boolean;
  /** From where the reader looks; null when they did not say. */
  readonly distanceMeters: number | null;
  /** No report for four weeks. */
  readonly quiet: boolean;
  /** A point of the public grid; null stands for its neighborhood. */
  readonly point: LonLat | null;
}

/** The grammar of symbols, the same on the map, in lists and in print. */
export const symbols = ['open', 'full', 'forming', 'quiet', 'interest'] as const;
export type GroupSymbolKind = (typeof symbols)[number];

type Life = Pick<GroupSummary, 'kind' | 'state' | 'quiet'>;

/** The one symbol that stands for a group. */
export function symbolOf({ kind, state, quiet }: Life): GroupSymbolKind {
  if (kind === 'interest') return 'interest';
  if (state === 'resting' || state === 'closed') return 'quiet';
  if (state === 'full') return 'full';
  if (state === 'forming') return 'forming';
  return quiet ? 'quiet' : 'open';
}

/** So many groups in a neighborhood that a sheet shows them as one. */
export interface Crowd {
  readonly neighborhoodId: string;
  /** Impact groups. */
  readonly groups: number;
  readonly withPlaces: number;
}

/** What a sheet shows: groups one by one or, where they are too many, crowds. */
export interface SheetGroups {
  readonly groups: readonly GroupSummary[];
  readonly crowds: readonly Crowd[];
}
