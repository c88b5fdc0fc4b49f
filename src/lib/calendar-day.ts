/** A day without a clock, `YYYY-MM-DD`, in the town's zone; such texts sort as the days they name. */
export type CalendarDay = string;
/** A month, `YYYY-MM`. */
export type CalendarMonth = string;
/** A quarter of a year, `YYYY-Qn`. */
export type Quarter = string;

const dayMilliseconds = 86_400_000;

/** Whether `text` names a day that exists (`2026-02-30` does not). */
export function isCalendarDay(text: string): text is CalendarDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** Days from `from` to `to`; 0 for the same day, negative when `to` is the earlier one. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}

/** How many days a period covers, its first and last day included. */
export function daysCovered(start: CalendarDay, end: CalendarDay): number {
  return daysBetween(start, end) + 1;
}

/** The day `days` after `day` (before it, if negative). */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The Monday of its week. */
export function weekStart(day: CalendarDay): CalendarDay {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

export function monthOf(day: CalendarDay): CalendarMonth {
  return day.slice(0, 7);
}

export function quarterOf(day: CalendarDay): Quarter {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The first day of a quarter. */
export function quarterStart(quarter: Quarter): CalendarDay {
  return `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}-01`;
}

/** The last day of a quarter. */
export function quarterEnd(quarter: Quarter): CalendarDay {
  const lastDays = ['03-31', '06-30', '09-30', '12-31'] as const;
  return `${quarter.slice(0, 4)}-${lastDays[Number(quarter.slice(6)) - 1] ?? '12-31'}`;
}

/** The first and the last month of a quarter. */
export function quarterMonths(quarter: Quarter): [CalendarMonth, CalendarMonth] {
  return [monthOf(quarterStart(quarter)), monthOf(quarterEnd(quarter))];
}

/** The quarter that a text names, `YYYY-Qn`; null when it names none. */
export function readQuarter(text: string | null): Quarter | null {
  return text !== null && /^20\d\d-Q[1-4]$/.test(text) ? text : null;
}

/** The quarter before. */
export function quarterBefore(quarter: Quarter): Quarter {
  return quarterOf(addDays(quarterStart(quarter), -1));
}

/** The calendar day of an instant in a time zone (an IANA name, the town's). */
export function calendarDayIn(instant: Date, timeZone: string): CalendarDay {
  return dayFormat(timeZone).format(instant);
}

/** Making a format costs a hundred times what using it does, and lists ask for a day in every line. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(timeZone, format);
  }
  return format;
}
