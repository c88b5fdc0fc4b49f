import type postgres from 'postgres';

/** Tables that a request may write without changing anything: counters of limits, when a session was last seen. */
const passing = ['rate_limits', 'sessions'];

/** Tables whose rows go on changing by themselves, as mails do when they are sent: what counts is how many there are. */
const counted = ['mails'];

/** Each table of the town with a digest of its rows: two digests differ where something was changed between them. */
export async function digestOf(sql: postgres.Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const digests: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !passing.includes(table.name)).sort(byName)) {
    const rows = counted.includes(name)
      ? `''`
      : `coalesce(md5(string_agg(t::text, '|' order by t::text)), '')`;
    const [row] = await sql.unsafe<{ digest: string }[]>(
      `select count(*) || ':' || ${rows} as digest from "${name}" t`,
    );
    digests[name] = row?.digest ?? '';
  }
  return digests;
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/** Tables that differ between two digests. */
export function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}
