import type { CalendarDay } from './calendar-day.ts';

/** A day in words, in the reader's language: “November 16, 2025”, “16 de noviembre de 2025”. */
export function longDay(day: CalendarDay, lang: string): string {
  return format(lang).format(new Date(`${day}T00:00:00Z`));
}

/** From one day to another, saying once what they share: “November 18 – 24, 2026”. */
export function daySpan(from: CalendarDay, to: CalendarDay, lang: string): string {
  return format(lang).formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: string): Intl.DateTimeFormat {
  let known = formats.get(lang);
  if (!known) {
    known = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
    formats.set(lang, known);
  }
  return known;
}
