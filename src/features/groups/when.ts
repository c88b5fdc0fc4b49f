import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';
import type { GroupSummary } from './summary.ts';

/**
 * When a group meets, as it is said: “Thursdays at 7 in the evening” where it shows its exact time, otherwise
 * “Thursday evenings”; as much of it as is known, or null.
 */
export function meetsWhen(
  { weekday, partOfDay, startTime }: Pick<GroupSummary, 'weekday' | 'partOfDay' | 'startTime'>,
  t: Translate,
  lang: Lang,
): string | null {
  if (startTime !== null) {
    const values = { weekday: weekday ?? 0, clock: clockTime(startTime, lang), part: partOf(startTime) };
    return t(weekday === null ? 'groupLine.atTime' : 'groupLine.weekdayAtTime', values);
  }
  if (weekday === null) return partOfDay === null ? null : t('groupLine.partOfDay', { part: partOfDay });
  return t('groupLine.weekdayPart', { weekday, part: partOfDay ?? 'none' });
}

/** “7” or “7:30” in English, “19:00” in Spanish. */
function clockTime(time: string, lang: Lang): string {
  if (lang !== 'en') return time.replace(/^0/, '');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const hour = hours % 12 || 12;
  return minutes === 0 ? String(hour) : `${hour}:${String(minutes).padStart(2, '0')}`;
}

function partOf(time: string): string {
  if (time < '12:00') return 'morning';
  return time < '18:00' ? 'afternoon' : 'evening';
}
