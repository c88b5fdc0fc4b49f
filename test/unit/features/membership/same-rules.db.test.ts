import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import type { OpenDatabase } from '#db/client.ts';
import { capacity } from '#features/groups/groups.ts';
import { liveStates, membershipStates, steps } from '#features/membership/membership.ts';
import { constraintText, described, quoted } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const constraint = (name: string) => constraintText(opened.db, name);

it('the database and the pages agree how many places a group has', async () => {
  expect(await constraint('groups_places')).toContain(`<= ${capacity}`);
});

it('they agree on the states of a membership, and which of them one person may have once', async () => {
  expect(quoted(await constraint('memberships_state'))).toEqual([...membershipStates]);
  const index = await described(
    opened.db,
    sql`select pg_get_indexdef('memberships_one_live'::regclass) as text`,
  );
  expect(quoted(index)).toEqual([...liveStates]);
});

it('they agree on every step from one state to another', async () => {
  const text = await described(
    opened.db,
    sql`select pg_get_functiondef('check_membership_step'::regproc) as text`,
  );
  const held = [...text.matchAll(/\('([a-z]+)', '([a-z]+)'\)/g)].map(([, from, to]) => `${from} ${to}`);
  const said = membershipStates.flatMap((from) => steps[from].map((to) => `${from} ${to}`));
  expect(held.sort()).toEqual(said.sort());
});
