import type { CalendarDay } from '#lib/calendar-day.ts';
import type { ClockTime } from '#lib/zoned-time.ts';

const days = new Map<string, Intl.DateTimeFormat>();
const hours = new Map<string, Intl.DateTimeFormat>();

/** A day as people say it of a meeting: “Thursday, November 26”, “jueves, 26 de noviembre”. */
export function dayWords(day: CalendarDay, lang: string): string {
  let format = days.get(lang);
  if (!format) {
    format = new Intl.DateTimeFormat(lang, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    days.set(lang, format);
  }
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** An hour on the town's clock: “7:00 PM”, “19:00”. */
export function hourWords(time: ClockTime, lang: string): string {
  let format = hours.get(lang);
  if (!format) {
    format = new Intl.DateTimeFormat(lang, { timeStyle: 'short', timeZone: 'UTC' });
    hours.set(lang, format);
  }
  return format.format(new Date(`2000-01-01T${time}:00Z`));
}
