import { addDays, calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';

/** Names that no group's address takes: the site would look for `/groups/focuses/join/` at the page of a focus. */
export const reservedSlugs = ['act', 'approaches', 'feed', 'focuses'] as const;

/** Places in a group: past fifteen people the trust thins. The database holds it too, as `groups_places`. */
export const capacity = 15;
/** With how many active members a group has begun. */
export const activeFrom = 5;
/** After how many days without a report a group is shown as quiet. */
export const quietAfterDays = 28;
/** From how many dates ahead somebody who wants to come once may choose. */
export const visitDatesAhead = 4;

/** For how many days a club tries being an impact group. */
export const trialDays = 28;

/** An impact group, or a community of interest such as a book club. */
export const groupKinds = ['impact', 'interest'] as const;
export type GroupKind = (typeof groupKinds)[number];

export const rhythms = ['daily', 'twice-weekly', 'weekly', 'fortnightly'] as const;
export type Rhythm = (typeof rhythms)[number];

export const partsOfDay = ['morning', 'afternoon', 'evening'] as const;
export type PartOfDay = (typeof partsOfDay)[number];

/** Whether people simply join, or ask and are accepted by a convener. */
export const joinings = ['open', 'request'] as const;
export type Joining = (typeof joinings)[number];

/** Who started the group: residents, or the town as its sponsor. */
export const runners = ['residents', 'town'] as const;

/** ISO weekdays, 1 Monday to 7 Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export const groupStates = ['forming', 'active', 'full', 'resting', 'closed'] as const;
export type GroupState = (typeof groupStates)[number];

/** How many people hold or wait for a place; kept by the database. */
export interface PlaceCounts {
  readonly activeCount: number;
  /** Places kept for people to whom one is offered. */
  readonly offeredCount: number;
  readonly waitingCount: number;
}

/** What a group's state follows from. */
export interface GroupLife extends PlaceCounts {
  readonly restingUntil: CalendarDay | null;
  readonly closedAt: Date | null;
}

/** A group's state on a day; the first three follow from the count alone and are never set by hand. */
export function groupState(
  group: Omit<GroupLife, 'offeredCount' | 'waitingCount'>,
  today: CalendarDay,
): GroupState {
  if (group.closedAt) return 'closed';
  if (group.restingUntil !== null && group.restingUntil > today) return 'resting';
  if (group.activeCount >= capacity) return 'full';
  return group.activeCount >= activeFrom ? 'active' : 'forming';
}

/** Places nobody holds and that are offered to nobody. */
export function openPlaces({ activeCount, offeredCount }: Omit<PlaceCounts, 'waitingCount'>): number {
  return Math.max(0, capacity - activeCount - offeredCount);
}

/**
 * Whether a group may be proposed to be divided: only a full one grows by becoming two, even while it rests. The database
 * holds it too, as `divisions_full`. What was proposed stands when somebody leaves.
 */
export function mayDivide(group: {
  readonly kind: string;
  readonly activeCount: number;
  readonly closedAt: Date | null;
}): boolean {
  return group.kind === 'impact' && group.closedAt === null && group.activeCount >= capacity;
}

/** How many more people a forming group needs to begin; 0 for any other. */
export function moreToBegin({ activeCount }: Pick<PlaceCounts, 'activeCount'>): number {
  return Math.max(0, activeFrom - activeCount);
}

/** What somebody who comes now gets: a place, or the end of the line. Nobody is put before those who wait. */
export function nextPlace(group: PlaceCounts): 'active' | 'waitlisted' {
  return openPlaces(group) > 0 && group.waitingCount === 0 ? 'active' : 'waitlisted';
}

interface Signs extends GroupLife {
  readonly createdAt: Date;
  readonly lastReportAt: Date | null;
  readonly firstMeetingOn: CalendarDay | null;
}

/**
 * Whether nothing was heard of a group for `quietAfterDays`: no report, counted from its beginning, its first
 * meeting or the end of its rest. Resting and closed groups are not quiet.
 */
export function isQuiet(group: Signs, now: Date, timeZone: string): boolean {
  const today = calendarDayIn(now, timeZone);
  const state = groupState(group, today);
  if (state === 'resting' || state === 'closed') return false;
  const signs = [group.createdAt, group.lastReportAt]
    .filter((instant) => instant !== null)
    .map((instant) => calendarDayIn(instant, timeZone));
  const days = [...signs, group.firstMeetingOn, group.restingUntil].filter((day) => day !== null);
  const last = days.reduce((latest, day) => (day > latest ? day : latest));
  return addDays(last, quietAfterDays) < today;
}

/** Whether the public may know of a group; what `isPublic` (public-groups.server.ts) says of it in SQL. */
export function isPublicGroup(group: {
  readonly hiddenAt: Date | null;
  readonly safeguarding: { readonly concerns: readonly string[]; readonly confirmedAt?: string } | null;
}): boolean {
  const { concerns = [], confirmedAt } = group.safeguarding ?? {};
  return group.hiddenAt === null && (concerns.length === 0 || confirmedAt !== undefined);
}

/** Cache tags of every page that shows something of this group; `before` too when it moved. */
export function groupTags(
  group: { readonly id: string; readonly neighborhoodId: string; readonly focusId: string | null },
  before?: { readonly neighborhoodId: string; readonly focusId: string | null },
): string[] {
  const neighborhoods = [group.neighborhoodId, before?.neighborhoodId];
  const focuses = [group.focusId, before?.focusId];
  return [
    `group:${group.id}`,
    'groups',
    ...distinct(neighborhoods).map((id) => `neighborhood:${id}`),
    ...distinct(focuses).map((id) => `focus:${id}`),
    'town',
  ];
}

function distinct(ids: (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id != null))];
}
