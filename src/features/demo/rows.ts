import type { CalendarDay } from '#lib/calendar-day.ts';

/** PostgreSQL takes 65,535 parameters a statement; the widest table here has about thirty columns. */
const rowsAtOnce = 500;

/** Hands `rows` on in chunks that fit one statement; narrow tables take larger ones. */
export async function inChunks<T>(
  rows: readonly T[],
  write: (chunk: T[]) => PromiseLike<unknown>,
  size = rowsAtOnce,
): Promise<void> {
  for (let i = 0; i < rows.length; i += size) await write(rows.slice(i, i + size));
}

/** The evening of a day. */
export function instantOf(day: CalendarDay): Date {
  return new Date(`${day}T23:00:00Z`);
}
