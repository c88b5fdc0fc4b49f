import type { PlannedMeeting } from '#features/groups/meeting-dates.ts';

/** A meeting that a person goes to, as their own page and calendar show it. */
export interface MyMeeting extends PlannedMeeting {
  readonly group: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly lang: string;
  };
  /** Where exactly; null while the group has named no place. */
  readonly place: string | null;
  /** They come once, as a visitor. */
  readonly isVisit: boolean;
}
