import type { CalendarDay } from '#lib/calendar-day.ts';
import type { GroupLife, Joining, PartOfDay, Rhythm } from './groups.ts';

/** A group a page links to. */
export interface LinkedGroup {
  slug: string;
  name: string;
}

/** What a group's page shows of it; all of it public. */
export interface GroupPageView {
  group: GroupLife & {
    id: string;
    slug: string;
    kind: 'impact' | 'interest';
    name: string;
    lang: string;
    about: string;
    ourPart: string | null;
    focusId: string | null;
    joining: Joining;
    rhythm: Rhythm | null;
    weekday: number | null;
    secondWeekday: number | null;
    partOfDay: PartOfDay | null;
    startsAt: string | null;
    place: string | null;
    languages: string[];
    stepFree: boolean | null;
    welcomesVisitors: boolean;
    runBy: 'residents' | 'town';
    contactName: string | null;
    lastReportAt: Date | null;
  };
  /** Soonest first. */
  meetings: CalendarDay[];
  dividedFrom: LinkedGroup | null;
  grownFrom: LinkedGroup | null;
  sisterOf: LinkedGroup | null;
  /** The last day of a trial, and what came of it. */
  trialEndsOn: CalendarDay | null;
  trialDecision: string | null;
  /** What came of it, and how. */
  offspring: readonly (LinkedGroup & { readonly how: 'divided' | 'grew' | 'trying' | 'tried' | 'sister' })[];
}
