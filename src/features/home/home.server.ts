import type { Queryable } from '#db/client.ts';
import type { GroupFilters } from '#features/groups/filters.ts';
import { countGroups, listGroups, type Reading } from '#features/groups/list.server.ts';
import { groupsForSheet } from '#features/groups/sheet-groups.server.ts';
import type { GroupSummary, SheetGroups } from '#features/groups/summary.ts';
import type { LonLat } from '#features/town/geography.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { offsetOfTheDay } from './of-the-day.ts';

const withRoomShown = 3;

const hasRoom: Partial<GroupFilters> = { kind: 'impact', places: true };
const receives: Partial<GroupFilters> = { ...hasRoom, visitors: true };

export interface HomeGroups {
  readonly sheet: SheetGroups;
  readonly listed: number;
  /** The nearest that receives visitors and has a place, seen from where the reader lives. */
  readonly nearest: GroupSummary | null;
  /** The group that invites today. */
  readonly invites: GroupSummary | null;
  /** Groups with a place, others each day. */
  readonly withRoom: readonly GroupSummary[];
}

/** The groups of the first page. Depends on the tag `groups` and on the town's day. */
export async function findHomeGroups(
  db: Queryable,
  reading: Reading,
  livesAt: LonLat | null,
): Promise<HomeGroups> {
  const day = calendarDayIn(reading.now, reading.timeZone);
  const [sheet, listed, receiving, nearest] = await Promise.all([
    groupsForSheet(db, {}, reading),
    countGroups(db, {}, reading),
    countGroups(db, receives, reading),
    livesAt ? listGroups(db, receives, reading, { origin: livesAt, limit: 1 }) : [],
  ]);
  // One more than is shown: the group that invites today is not proposed twice.
  const shown = withRoomShown + 1;
  const [invites, withRoom] = await Promise.all([
    receiving.withPlaces === 0
      ? []
      : listGroups(db, receives, reading, {
          limit: 1,
          offset: offsetOfTheDay(receiving.withPlaces, 1, day),
        }),
    listGroups(db, hasRoom, reading, {
      limit: Math.min(shown, listed.withPlaces),
      offset: offsetOfTheDay(listed.withPlaces, shown, day),
    }),
  ]);
  const today = nearest[0] ?? invites[0] ?? null;
  return {
    sheet,
    listed: listed.impact + listed.interest,
    nearest: nearest[0] ?? null,
    invites: invites[0] ?? null,
    withRoom: withRoom.filter(({ id }) => id !== today?.id).slice(0, withRoomShown),
  };
}
