import type { CalendarDay } from './calendar-day.ts';

/** A time on the clock, `HH:MM`, 00:00 to 23:59. */
export type ClockTime = string;

const dayMilliseconds = 86_400_000;

export function isClockTime(text: string): text is ClockTime {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/**
 * The instant at which clocks in `timeZone` show `time` on `day`. A time that clocks skip in spring is moved on by
 * as much as they skip; of a time that comes twice in autumn, the first is meant (as Temporal's “compatible”).
 */
export function instantOf(day: CalendarDay, time: ClockTime, timeZone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const before = offsetAt(wall - dayMilliseconds, timeZone);
  const after = offsetAt(wall + dayMilliseconds, timeZone);
  const real = [before, after]
    .filter((offset) => offsetAt(wall - offset, timeZone) === offset)
    .map((offset) => wall - offset);
  return new Date(real.length > 0 ? Math.min(...real) : wall - before);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By how many milliseconds clocks in `timeZone` are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  const parts = Object.fromEntries(
    clock(timeZone)
      .formatToParts(seconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}

function clock(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}
