import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { TextKey } from '#i18n/translate.ts';

/** How far ahead a first meeting or the end of a rest may lie, in days. */
export const aheadMaxDays = 366;

/** Why an answer cannot be accepted in this town, today. */
export interface FieldRefusal {
  field: string;
  key: TextKey;
}

interface KnownTown {
  readonly neighborhoods: readonly { readonly id: string }[];
  readonly focuses: readonly { readonly id: string }[];
}

/** What a town without this neighborhood or focus says to a group. */
export function checkAreas(
  group: { neighborhoodId: string; focusId?: string | null },
  town: KnownTown,
): FieldRefusal | null {
  if (!town.neighborhoods.some(({ id }) => id === group.neighborhoodId))
    return { field: 'neighborhoodId', key: 'groups.errors.neighborhoodMissing' };
  if (group.focusId != null && !town.focuses.some(({ id }) => id === group.focusId))
    return { field: 'focusId', key: 'groups.errors.focusUnknown' };
  return null;
}

/** Whether a point, if there is one, lies on the town's sheet. */
export function checkPoint(
  { point }: { point: readonly [lon: number, lat: number] | null },
  { map }: { map: { bounds: readonly [readonly [number, number], readonly [number, number]] } },
): FieldRefusal | null {
  if (!point) return null;
  const [[west, south], [east, north]] = map.bounds;
  const [lon, lat] = point;
  if (lon >= west && lon <= east && lat >= south && lat <= north) return null;
  return { field: 'point', key: 'groups.errors.pointOutside' };
}

/** Whether a day lies ahead, today included, and not farther than `aheadMaxDays`. */
export function checkAhead(field: string, day: CalendarDay, today: CalendarDay): FieldRefusal | null {
  if (day < today) return { field, key: 'groups.errors.dayPast' };
  return day > addDays(today, aheadMaxDays) ? { field, key: 'groups.errors.dayFar' } : null;
}
