import { z } from 'zod';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { idField, requiredText } from '#lib/form-fields.ts';

export const checkInMax = 280;
/** With fewer, whoever wrote one would know who wrote the other. */
export const fewestShown = 3;
/** So much is kept for one meeting; nobody is counted, so a flood is stopped by this alone. */
export const mostKept = 30;

/** How somebody arrives. `key` makes sending twice harmless; it becomes the row's id and tells nothing. */
export const checkInFields = z.object({
  key: idField(),
  group: idField(),
  words: requiredText(checkInMax, 'checkIns.errors.wordsMissing'),
});

/** What a group's page of check-ins shows. */
export type CheckInView =
  | { readonly state: 'off' | 'no-date' }
  /** Before the day of the meeting, or while too few wrote. */
  | { readonly state: 'not-yet' | 'too-few'; readonly forDate: CalendarDay }
  | { readonly state: 'shown'; readonly forDate: CalendarDay; readonly words: readonly string[] };

/** The same things in an order that tells nothing; `random` gives numbers from 0 up to, not including, 1. */
export function shuffled<Each>(things: readonly Each[], random: () => number): Each[] {
  const mixed = [...things];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as Each, mixed[last] as Each];
  }
  return mixed;
}
