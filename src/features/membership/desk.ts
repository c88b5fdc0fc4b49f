import type { CalendarDay } from '#lib/calendar-day.ts';

/** Somebody in a group or on the way in, as their group sees them. */
export interface DeskMember {
  id: string;
  personId: string;
  /** May be empty until they give one. */
  name: string;
  hasEmail: boolean;
  role: 'member' | 'moderator' | 'convener';
  note: string | null;
  since: Date;
  offerExpiresAt: Date | null;
  consentNote: string | null;
}

export interface DeskVisit {
  id: string;
  name: string;
  onDate: CalendarDay;
  state: 'asked' | 'arranged';
}

/** What a group's members page shows; requests, the line and visitors are for its conveners. */
export interface Desk {
  active: DeskMember[];
  requests: DeskMember[];
  /** The head of the line first. */
  waiting: DeskMember[];
  offers: DeskMember[];
  visits: DeskVisit[];
}
