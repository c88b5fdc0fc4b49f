import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';
import type { GroupSummary } from './summary.ts';

type Meets = Pick<GroupSummary, 'rhythm' | 'weekday' | 'secondWeekday' | 'partOfDay' | 'startTime'>;

/**
 * When a group meets, as it is said: “Thursdays at 7 in the evening” where it shows its exact time, otherwise
 * “Thursday evenings”; “every day”, “every other Thursday” and both days of a week where that is its rhythm. As much of
 * it as is known, or null.
 */
export function meetsWhen(meets: Meets, t: Translate, lang: Lang): string | null {
  const { partOfDay, startTime } = meets;
  const on = daysOf(meets);
  if (startTime !== null) {
    const at = { clock: clockTime(startTime, lang), part: partOf(startTime) };
    return on ? t('groupLine.weekdayAtTime', { ...on, ...at }) : t('groupLine.atTime', at);
  }
  if (!on) return partOfDay === null ? null : t('groupLine.partOfDay', { part: partOfDay });
  return t('groupLine.weekdayPart', { ...on, part: partOfDay ?? 'none' });
}

/** The days of its rhythm, in the order of the week; null while it has named none. */
function daysOf({ rhythm, weekday, secondWeekday }: Meets) {
  if (rhythm === 'daily') return { rhythm, weekday: 0, second: 0 };
  if (weekday === null) return null;
  if (rhythm !== 'twice-weekly' || secondWeekday === null || secondWeekday === weekday)
    return { rhythm: rhythm === 'fortnightly' ? rhythm : 'weekly', weekday, second: 0 };
  return {
    rhythm: 'twice',
    weekday: Math.min(weekday, secondWeekday),
    second: Math.max(weekday, secondWeekday),
  };
}

/** Whether what `meetsWhen` says begins with the name of a day. */
export function beginsWithDay(meets: Meets): boolean {
  const on = daysOf(meets);
  return on !== null && on.rhythm !== 'daily' && on.rhythm !== 'fortnightly';
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
