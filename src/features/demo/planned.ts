import type { CalendarDay } from '#lib/calendar-day.ts';
import type { DemoClub, DemoGroup } from './demo.ts';

/** Somebody of a demonstration town. */
export interface PlannedPerson {
  id: string;
  name: string;
  email: string;
  lang: string;
  joinedOn: CalendarDay;
}

/** What somebody is in a group, and since when. */
export interface PlannedMembership {
  groupId: string;
  personId: string;
  state: 'active' | 'waitlisted' | 'requested' | 'left';
  role: 'member' | 'moderator' | 'convener';
  note: string | null;
  since: CalendarDay;
  /** When somebody who left did so. */
  until?: CalendarDay;
}

/** A group with everybody who is, was or wants to be in it; its convener comes first. */
export interface PlannedGroup {
  id: string;
  kind: 'impact' | 'interest';
  brief: DemoGroup | DemoClub;
  foundedOn: CalendarDay;
  /** The first day on which it met; always one of its rhythm. */
  firstMeetingOn: CalendarDay;
  closedOn: CalendarDay | null;
  restingUntil: CalendarDay | null;
  memberships: PlannedMembership[];
}

/** The people and groups of a demonstration town. */
export interface PlannedLife {
  people: PlannedPerson[];
  groups: PlannedGroup[];
}
