import { type CalendarDay, daysBetween } from './calendar-day.ts';

/** A day in words, in the reader's language: “November 16, 2025”, “16 de noviembre de 2025”. */
export function longDay(day: CalendarDay, lang: string): string {
  return format(lang).format(new Date(`${day}T00:00:00Z`));
}

/** From one day to another, saying once what they share: “November 18 – 24, 2026”. */
export function daySpan(from: CalendarDay, to: CalendarDay, lang: string): string {
  return format(lang).formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

/** From how many days away a day is said with its year: nearer ones cannot be taken for another. */
const farDays = 270;

/**
 * A day as people say it of a meeting: “Thursday, November 26”, “jueves, 26 de noviembre”; with its year when it lies
 * many months from `today`.
 */
export function dayWords(day: CalendarDay, lang: string, today: CalendarDay = day): string {
  const isFar = Math.abs(daysBetween(today, day)) > farDays;
  return spoken(lang, isFar).format(new Date(`${day}T00:00:00Z`));
}

const spokenFormats = new Map<string, Intl.DateTimeFormat>();

function spoken(lang: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${lang} ${withYear}`;
  let known = spokenFormats.get(key);
  if (!known) {
    const year = withYear ? ({ year: 'numeric' } as const) : {};
    const parts = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC', ...year } as const;
    known = new Intl.DateTimeFormat(lang, parts);
    spokenFormats.set(key, known);
  }
  return known;
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
