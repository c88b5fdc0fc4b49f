import { type CalendarDay, calendarDayIn } from '#lib/calendar-day.ts';
import {
  type GroupKind,
  type GroupLife,
  type GroupState,
  groupState,
  isQuiet,
  openPlaces,
} from './groups.ts';
import { type GroupSymbolKind, symbolOf } from './summary.ts';

/** How a group stands at an instant, and what it therefore offers; its page and its poster say the same. */
export interface Standing {
  readonly state: GroupState;
  readonly quiet: boolean;
  readonly symbol: GroupSymbolKind;
  /** Places nobody holds and that are offered to nobody. */
  readonly placesLeft: number;
  /** Whether one may join, or stand in line. */
  readonly takesPeople: boolean;
  /** Whether it ever has visitors; on which days, its dates say. */
  readonly hasVisitors: boolean;
}

interface StandingGroup extends GroupLife {
  readonly kind: GroupKind;
  readonly welcomesVisitors: boolean;
  readonly createdAt: Date;
  readonly lastReportAt: Date | null;
  readonly firstMeetingOn: CalendarDay | null;
}

/** Communities of interest have no places, are never quiet and are not joined here. */
export function standingOf(group: StandingGroup, now: Date, timeZone: string): Standing {
  const impact = group.kind === 'impact';
  const state = groupState(group, calendarDayIn(now, timeZone));
  const quiet = impact && isQuiet(group, now, timeZone);
  const takesPeople = impact && state !== 'closed';
  return {
    state,
    quiet,
    symbol: symbolOf({ kind: group.kind, state, quiet }),
    placesLeft: openPlaces(group),
    takesPeople,
    hasVisitors: takesPeople && group.welcomesVisitors,
  };
}
