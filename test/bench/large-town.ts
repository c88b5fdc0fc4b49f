import type { Sql } from 'postgres';

/** SQL that stands in a copy in place of a column; `n` is the copy's number. */
type Instead = Readonly<Record<string, string>>;

/** A valid key of version 4 that is always the same for one row's copy. */
const key = (column: string, copies: number | string = '') =>
  `overlay(overlay(md5(${column}::text || ':${copies}:' || n) placing '4' from 13) placing '8' from 17)::uuid`;
const earlier = (...columns: string[]): Instead =>
  Object.fromEntries(columns.map((column) => [column, `${column} - n * interval '364 days'`]));

/** Copies rows of a table under new keys: every uuid is another, but for the columns in `instead`. */
async function copyRows(sql: Sql, table: string, copies: number, instead: Instead = {}, which = 'true') {
  const columns = await sql<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
      and column_default is distinct from 'nextval(''feed_items_id_seq''::regclass)'`;
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const values = columns.map(
    ({ name, type }) => instead[name] ?? (type === 'uuid' ? key(name, copies) : `"${name}"`),
  );
  await sql.unsafe(
    `insert into ${table} (${names}) select ${values.join(', ')} from ${table}, generate_series(1, ${copies}) n where ${which}`,
  );
}

/** Groups and people stay who they are. */
const same: Instead = Object.fromEntries(
  [
    'group_id',
    'meeting_id',
    'posted_by',
    'withdrawn_by',
    'redacted_by',
    'confirmed_by',
    'asked_by',
    'answered_by',
    'helped_by',
    'written_by',
  ].map((column) => [column, column]),
);

/** The key of a copy where a column of text or of any table's keys holds it. */
const keyAsText = (column: string, copies: number) =>
  `case when ${column} ~ '^[0-9a-f-]{36}$' then ${key(column, copies)}::text else ${column} end`;

/**
 * Lets the demonstration town have lived longer: four times the reports, meetings with what was undertaken at them,
 * more questions and approaches, and people who follow something. About 50 groups and 5,000 reports.
 */
export async function deepenTown(sql: Sql): Promise<void> {
  const past = earlier('period_start', 'period_end', 'posted_at', 'confirmed_at');
  for (const table of ['reports', 'report_versions', 'report_words', 'report_confirmations'])
    await copyRows(sql, table, 3, { ...same, ...past });
  await copyRows(sql, 'questions', 3, same, 'chapter is null');
  await copyRows(sql, 'answers', 3, { ...same, approach_id: 'approach_id' });
  await copyRows(sql, 'approaches', 3, { ...same, slug: `slug || '-after-' || n`, parent_id: 'id' });
  await copyRows(sql, 'approach_texts', 3);
  await sql`
    insert into adoptions (approach_id, group_id, adopted_at, ask_at, lang, outcome, outcome_at)
    select a.id, g.id, a.written_at + interval '20 days', a.written_at + interval '50 days', 'en',
      case when g.nth % 3 = 0 then null else (array['kept', 'dropped'])[g.nth % 3] end,
      case when g.nth % 3 = 0 then null else a.written_at + interval '50 days' end
    from approaches a, lateral (
      select id, row_number() over (order by hashtext(id::text || a.id)) as nth from groups
      where kind = 'impact' and closed_at is null and id <> a.group_id limit 4) g
    on conflict do nothing`;
  await sql`
    insert into meetings (id, group_id, on_date, idempotency_key, ended_at)
    select gen_random_uuid(), id, current_date - n * 7, gen_random_uuid(), now() from groups, generate_series(1, 10) n
    on conflict do nothing`;
  await sql`
    insert into commitments (idempotency_key, group_id, meeting_id, lang, text, made_at, outcome, outcome_at)
    select gen_random_uuid(), group_id, id, 'en', 'We ring at the doors of Low Street.', on_date,
      case when on_date < current_date - 8 then 'kept' end, case when on_date < current_date - 8 then now() end from meetings`;
  await sql`update people set digest = abs(hashtext(id::text)) % 6 = 0`;
  await sql`
    insert into follows (person_id, subject_type, subject_id)
    select p.id, 'group', g.id::text from people p, lateral (
      select id from groups order by hashtext(id::text || p.id) limit 2) g where p.digest
    union all
    select p.id, 'focus', f.id from people p, lateral (
      select id from focuses order by hashtext(id || p.id::text) limit 1) f where p.digest
    on conflict do nothing`;
}

const keysAsText: Readonly<Record<string, string[]>> = { follows: ['subject_id'], search_documents: ['ref'] };

const tables: Readonly<Record<string, Instead>> = {
  people: { email: `n || '.' || email` },
  groups: {
    slug: `slug || '-' || n`,
    name: `name || ' ' || n`,
    sort_name: `sort_name || ' ' || n`,
    for_moderators: 'false',
  },
  group_places: {},
  group_measures: {},
  memberships: {},
  reports: {},
  report_versions: {},
  report_words: {},
  report_confirmations: {},
  report_shares: {},
  meetings: {},
  commitments: {},
  questions: {},
  question_groups: {},
  answers: {},
  approaches: { slug: `slug || '-' || n` },
  approach_texts: {},
  approach_evidence: {},
  adoptions: {},
  follows: {},
  feed_items: {},
  report_counts: {},
  group_months: {},
  search_documents: { path: `path || '?' || n` },
};

/** Makes a town of `times` such towns: each group with all that belongs to it. */
export async function multiplyTown(sql: Sql, times: number): Promise<void> {
  const copies = times - 1;
  const connection = await sql.reserve();
  // What triggers would keep is copied with the rest.
  await connection`set session_replication_role = replica`;
  const which: Readonly<Record<string, string>> = {
    questions: 'chapter is null',
    search_documents: `kind in ('group', 'report', 'question', 'approach')`,
  };
  for (const [table, instead] of Object.entries(tables)) {
    const texts = Object.fromEntries(
      (keysAsText[table] ?? []).map((column) => [column, keyAsText(column, copies)]),
    );
    await copyRows(connection, table, copies, { ...instead, ...texts }, which[table]);
  }
  await connection`
    update impact_rollups set reports = reports * ${times}, claimed = claimed * ${times},
      claimed_cases = claimed_cases * ${times}, confirmed_reports = confirmed_reports * ${times},
      confirmed = confirmed * ${times}, confirmed_cases = confirmed_cases * ${times}`;
  await connection`update level_rollups set claimed = claimed * ${times}, confirmed = confirmed * ${times}`;
  await connection`set session_replication_role = origin`;
  connection.release();
  await sql`vacuum analyze`;
}
