import type { ClockTime } from '#lib/zoned-time.ts';

const hours = new Map<string, Intl.DateTimeFormat>();

/** An hour on the town's clock: “7:00 PM”, “19:00”. */
export function hourWords(time: ClockTime, lang: string): string {
  let format = hours.get(lang);
  if (!format) {
    format = new Intl.DateTimeFormat(lang, { timeStyle: 'short', timeZone: 'UTC' });
    hours.set(lang, format);
  }
  return format.format(new Date(`2000-01-01T${time}:00Z`));
}
