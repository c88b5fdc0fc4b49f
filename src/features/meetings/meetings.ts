import type { PlannedMeeting } from '#features/groups/meeting-dates.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { ClockTime } from '#lib/zoned-time.ts';

/** How far from its usual day a meeting may be moved. */
export const moveDaysMax = 60;
/** How many of the next dates a group sees, to skip or move one. */
export const datesShown = 6;
/** Most characters of a commitment, of what is expected of it and of what came of it. */
export const commitmentMax = 400;
/** Most guests a meeting may note; the database holds it too, as `meetings_guests`. */
export const guestsMax = 100;
/** How many new commitments one form has room for. */
export const newCommitments = 3;
/** Most commitments of one meeting: what everybody promises, nobody does. */
export const commitmentsMost = 12;

/** What became of a commitment: it was kept, dropped, or carried on to the next meeting. */
export const commitmentOutcomes = ['kept', 'dropped', 'carried'] as const;
export type CommitmentOutcome = (typeof commitmentOutcomes)[number];

/** What a convener or moderator does to one date of the rhythm. */
export type DateChange =
  | { readonly kind: 'skip' }
  | { readonly kind: 'move'; readonly to: CalendarDay; readonly time: ClockTime | null }
  /** As the rhythm says, after all. */
  | { readonly kind: 'undo' };

/** A date of the rhythm ahead, as the group's own page lists it. */
export interface DateAhead {
  readonly rhythmDay: CalendarDay;
  /** Null: it is skipped. */
  readonly meeting: PlannedMeeting | null;
}

/** A date of the rhythm that was moved to another day or hour. */
export function isMoved({ rhythmDay, meeting }: DateAhead, usual: ClockTime | null): boolean {
  return meeting !== null && (meeting.day !== rhythmDay || meeting.startsAt !== usual);
}

/** Why something about a meeting was refused. Each is a text `meetings.refusals.<name>`. */
export type MeetingRefusal =
  | 'no-such-group'
  | 'not-allowed'
  | 'group-closed'
  | 'no-such-date'
  | 'already-meets'
  | 'rests-then'
  | 'too-far'
  | 'too-many-commitments';
