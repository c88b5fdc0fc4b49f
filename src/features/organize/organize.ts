/** For what content may be hidden: listed, and none of them about a viewpoint. */
export const hidingReasons = [
  'personal-information',
  'threat-or-harassment',
  'unlawful',
  'advertising',
  'impersonation',
  'asked-by-author',
] as const;
export type HidingReason = (typeof hidingReasons)[number];

/** What organizers may hide. */
export const hideableTypes = [
  'group',
  'report',
  'question',
  'answer',
  'approach',
  'reflection',
  'hand',
] as const;
export type HideableType = (typeof hideableTypes)[number];

export const concernMax = 1000;
export const settlementMax = 500;
/** How long an organizer who gave a reason sees a group's list of members. */
export const memberListMinutes = 15;
export const auditPageSize = 50;
export const glancePageSize = 100;

/** Whether a text has the form of a row's id. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** After how many hours without an answer a request becomes a call to make. */
export const unansweredAfterHours = 48;
/** After how many days a hand that a group asks of the town becomes a call to make. */
export const handWaitsDays = 7;
/** With how many people in line a group without places becomes a call to make: a sister group could begin. */
export const waitingEnough = 3;
/** The console opens on so many calls, never a longer list of worries. */
export const callsMost = 3;
/** Over how many weeks the console looks at a group's rhythm. */
export const rhythmWeeks = 12;

/** Somebody to call, and why: the console's first line. */
export interface Call {
  reason:
    | 'concern'
    | 'concern-resident'
    | 'hand-waiting'
    | 'request-unanswered'
    | 'group-quiet'
    | 'waiting-without-place';
  groupName: string;
  groupSlug: string;
  /** Days since the request, the last report, the concern or the hand. */
  days: number;
  /** The convener's first name, where they show it. */
  contactName: string | null;
  count: number;
}

/**
 * Which calls to make: the most pressing kind first, then the longest wait, one call a group.
 * @returns at most `callsMost`.
 */
export function chooseCalls(calls: readonly Call[]): Call[] {
  const urgency: Call['reason'][] = [
    'concern',
    'concern-resident',
    // Nobody but the town can settle it.
    'hand-waiting',
    'request-unanswered',
    'waiting-without-place',
    'group-quiet',
  ];
  const sorted = [...calls].sort(
    (a, b) => urgency.indexOf(a.reason) - urgency.indexOf(b.reason) || b.days - a.days,
  );
  const seen = new Set<string>();
  const first = sorted.filter(({ groupSlug }) => !seen.has(groupSlug) && seen.add(groupSlug));
  return first.slice(0, callsMost);
}

/** One line of "groups at a glance". Counts only: who the members are stays with the group. */
export interface GlanceRow {
  slug: string;
  name: string;
  lang: string;
  neighborhoodId: string;
  focusId: string | null;
  activeCount: number;
  offeredCount: number;
  waitingCount: number;
  requestCount: number;
  restingUntil: string | null;
  closedAt: Date | null;
  hiddenAt: Date | null;
  lastReportAt: Date | null;
  createdAt: Date;
  /** In how many of the last `rhythmWeeks` weeks it posted a report. */
  weeksWithReport: number;
}

/** What happened in seven days. */
export interface WeekFigures {
  reports: number;
  groupsReporting: number;
  joined: number;
  requests: number;
  visits: number;
  groupsFounded: number;
}
