import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '#db/client.ts';

/** One text from PostgreSQL's own description of what it holds to. */
export async function described(db: Database, query: SQL): Promise<string> {
  const result: unknown = await db.execute(query);
  const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as { text: string }[];
  const [row] = rows;
  if (!row) throw new Error('the database has no such rule');
  return row.text;
}

/** What a named constraint holds to. */
export function constraintText(db: Database, name: string): Promise<string> {
  return described(
    db,
    sql`select pg_get_constraintdef(oid) as text from pg_constraint where conname = ${name}`,
  );
}

/** The words that a constraint or an index lists. */
export function quoted(text: string): string[] {
  return [...text.matchAll(/'([a-z-]+)'::text/g)].map(([, word = '']) => word);
}
