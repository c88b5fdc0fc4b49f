import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql, type SQL } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { capacity } from '#features/groups/groups.ts';
import { liveStates, membershipStates, steps } from '#features/membership/membership.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

/** One text from PostgreSQL's own description of what it holds to. */
async function described(query: SQL): Promise<string> {
  const result: unknown = await opened.db.execute(query);
  const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as { text: string }[];
  const [row] = rows;
  if (!row) throw new Error('the database has no such rule');
  return row.text;
}
const constraint = (name: string) =>
  described(sql`select pg_get_constraintdef(oid) as text from pg_constraint where conname = ${name}`);
const quoted = (text: string) => [...text.matchAll(/'([a-z]+)'::text/g)].map(([, word]) => word);

it('the database and the pages agree how many places a group has', async () => {
  expect(await constraint('groups_places')).toContain(`<= ${capacity}`);
});

it('they agree on the states of a membership, and which of them one person may have once', async () => {
  expect(quoted(await constraint('memberships_state'))).toEqual([...membershipStates]);
  const index = await described(sql`select pg_get_indexdef('memberships_one_live'::regclass) as text`);
  expect(quoted(index)).toEqual([...liveStates]);
});

it('they agree on every step from one state to another', async () => {
  const text = await described(sql`select pg_get_functiondef('check_membership_step'::regproc) as text`);
  const held = [...text.matchAll(/\('([a-z]+)', '([a-z]+)'\)/g)].map(([, from, to]) => `${from} ${to}`);
  const said = membershipStates.flatMap((from) => steps[from].map((to) => `${from} ${to}`));
  expect(held.sort()).toEqual(said.sort());
});
