import type { JsonLd } from '#lib/json-ld.ts';
import type { Rhythm } from './groups.ts';

/** What is public about a group, as far as it is told to machines. */
export interface DescribedGroup {
  readonly name: string;
  readonly about: string;
  readonly lang: string;
  /** A public venue, or null. */
  readonly place: string | null;
  readonly rhythm: Rhythm | null;
  readonly weekday: number | null;
  readonly secondWeekday: number | null;
  /** Only where the group shows its hour. */
  readonly startsAt: string | null;
  readonly closedAt: Date | null;
  readonly restingUntil: string | null;
}

/** Where it is described, and in which town. */
export interface GroupSurroundings {
  readonly url: string;
  readonly town: string;
  readonly neighborhood: string;
  readonly timeZone: string;
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const frequency: Record<Rhythm, string> = {
  daily: 'P1D',
  'twice-weekly': 'P1W',
  weekly: 'P1W',
  fortnightly: 'P2W',
};

/** A group and, where they can be told, its meetings. */
export function describeGroup(group: DescribedGroup, around: GroupSurroundings): JsonLd[] {
  const meetings = meetingsJsonLd(group, around);
  return [groupJsonLd(group, around), ...(meetings ? [meetings] : [])];
}

/**
 * A group as a schema.org Organization, with its meetings as an Event whose Schedule tells the rhythm and never a
 * date: the next one is on the page, and a search engine would go on showing the last.
 */
export function groupJsonLd(group: DescribedGroup, { url, town, neighborhood }: GroupSurroundings): JsonLd {
  return {
    '@type': 'Organization',
    '@id': url,
    name: group.name,
    description: group.about,
    url,
    areaServed: {
      '@type': 'Place',
      name: neighborhood,
      containedInPlace: { '@type': 'Place', name: town },
    },
    ...(group.closedAt === null ? {} : { dissolutionDate: group.closedAt.toISOString().slice(0, 10) }),
  };
}

/** Its meetings; null while it has no rhythm, rests, or is closed. */
export function meetingsJsonLd(group: DescribedGroup, around: GroupSurroundings): JsonLd | null {
  const { rhythm, weekday, secondWeekday, startsAt } = group;
  if (rhythm === null || group.closedAt !== null || group.restingUntil !== null) return null;
  const days = [weekday, secondWeekday].flatMap((day) => (day === null ? [] : [dayNames[day - 1]]));
  return {
    '@type': 'Event',
    name: group.name,
    description: group.about,
    inLanguage: group.lang,
    url: around.url,
    organizer: { '@id': around.url },
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      '@type': 'Place',
      name: group.place ?? around.neighborhood,
      address: `${around.neighborhood}, ${around.town}`,
    },
    eventSchedule: {
      '@type': 'Schedule',
      repeatFrequency: frequency[rhythm],
      scheduleTimezone: around.timeZone,
      ...(rhythm === 'daily' || days.length === 0
        ? {}
        : { byDay: days.map((day) => `https://schema.org/${day}`) }),
      ...(startsAt === null ? {} : { startTime: startsAt }),
    },
  };
}
