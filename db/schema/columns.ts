import { sql, type SQL } from 'drizzle-orm';
import { timestamp, uuid } from 'drizzle-orm/pg-core';

/** An instant in UTC, as a `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A random UUID that the database makes. */
export const id = () => uuid('id').primaryKey().defaultRandom();

/** `column in ('a', 'b')` for a named CHECK, from the same list that the domain code reads. */
export function oneOf(column: unknown, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
}
