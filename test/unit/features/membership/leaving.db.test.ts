import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import type { Database, OpenDatabase } from '#db/client.ts';
import { groups, memberships, people } from '#db/schema/index.ts';
import { leaveEverything } from '#features/membership/leaving.server.ts';
import { addMember, leaveGroup, removeMember, setRole } from '#features/membership/members.server.ts';
import {
  arrive,
  countsOf,
  mailsTo,
  makeGroupWith,
  makeMember,
  refusal,
  stateOf,
} from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { passHours } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

async function closeNow(groupId: string) {
  await db.update(groups).set({ closedAt: new Date() }).where(eq(groups.id, groupId));
}

describe('leaving', () => {
  it('asks the last convener to hand over first, and then lets them go quietly', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    expect(await leaveGroup(services, convener, convener.membershipId)).toEqual(refusal('hand-over-first'));
    expect(await setRole(services, convener, first.membershipId, 'convener')).toMatchObject({ ok: true });
    expect(await leaveGroup(services, convener, convener.membershipId)).toMatchObject({ ok: true });
    expect(await leaveGroup(services, convener, convener.membershipId)).toMatchObject({ ok: true });
    expect(await countsOf(db, group.id)).toEqual([1, 0, 0, 0]);
    expect(await mailsTo(db, first.personId)).toEqual(['made-convener']);
  });
  it('for good passes the group to the longest-standing moderator, then to the longest-standing member', async () => {
    const { services, group, convener } = await makeGroupWith(db, 0);
    const member = await makeMember(db, group.id, { activeSince: new Date('2026-01-01') });
    const moderator = (since: string) =>
      makeMember(db, group.id, { role: 'moderator', activeSince: new Date(since) });
    const later = await moderator('2026-03-01');
    const earlier = await moderator('2026-02-01');
    const heirs = [];
    for (const gone of [convener, earlier, later]) {
      await leaveEverything(services, gone.personId);
      const rows = await db
        .select({ id: memberships.id })
        .from(memberships)
        .where(
          and(
            eq(memberships.groupId, group.id),
            eq(memberships.role, 'convener'),
            eq(memberships.state, 'active'),
          ),
        );
      heirs.push(...rows.map(({ id }) => id));
    }
    expect(heirs).toEqual([earlier.membershipId, later.membershipId, member.membershipId]);
  });
  it('for good never leaves a group to somebody who could not sign in', async () => {
    const { services, group, convener } = await makeGroupWith(db, 0);
    const tom = { name: 'Old Tom', consent: 'Said yes on Thursday', lang: 'en' };
    await addMember(services, convener, group.id, tom);
    passHours(services, 1);
    const able = await makeMember(db, group.id, { activeSince: services.clock });
    await leaveEverything(services, convener.personId);
    const [heir] = await db
      .select({ id: memberships.id })
      .from(memberships)
      .where(
        and(
          eq(memberships.groupId, group.id),
          eq(memberships.role, 'convener'),
          eq(memberships.state, 'active'),
        ),
      );
    expect(heir?.id).toBe(able.membershipId);
  });
  it('for good gives up places, requests and places in line everywhere', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 14);
    const waiting = await arrive(services, group.id, convener);
    await leaveEverything(services, first.personId);
    expect(await stateOf(db, waiting.membershipId)).toBe('offered');
    await leaveEverything(services, waiting.personId);
    expect(await stateOf(db, waiting.membershipId)).toBe('withdrawn');
    expect(await countsOf(db, group.id)).toEqual([14, 0, 0, 0]);
  });
});

describe('conveners', () => {
  it('remove members, but no other convener, and members remove nobody', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    const second = await makeMember(db, group.id, { role: 'convener' });
    expect(await removeMember(services, convener, second.membershipId)).toEqual(refusal('is-convener'));
    expect(await removeMember(services, first, second.membershipId)).toEqual(refusal('not-allowed'));
    expect(await removeMember(services, convener, first.membershipId)).toMatchObject({ ok: true });
    expect(await removeMember(services, convener, first.membershipId)).toMatchObject({ ok: true });
    expect(await leaveGroup(services, first, first.membershipId)).toEqual(refusal('no-such-membership'));
    expect(await setRole(services, convener, first.membershipId, 'convener')).toEqual(
      refusal('no-such-membership'),
    );
  });
  it('step down only by themselves, and never the last', async () => {
    const { services, group, convener } = await makeGroupWith(db, 1);
    const stepDown = (of: { membershipId: string }) => setRole(services, convener, of.membershipId, 'member');
    expect(await stepDown(convener)).toEqual(refusal('hand-over-first'));
    const second = await makeMember(db, group.id, { role: 'convener' });
    expect(await stepDown(second)).toEqual(refusal('is-convener'));
    expect(await stepDown(convener)).toMatchObject({ ok: true });
    expect(await stepDown(second)).toEqual(refusal('not-allowed'));
  });
  it('add people without email by name, once however often it is sent, who cannot become conveners', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1);
    const tom = { name: 'Old Tom', consent: 'Said yes on Thursday', lang: 'en' };
    expect(await addMember(services, first, group.id, tom)).toEqual(refusal('not-allowed'));
    const added = await addMember(services, convener, group.id, tom);
    expect(await addMember(services, convener, group.id, tom)).toEqual(added);
    expect(await countsOf(db, group.id)).toEqual([3, 0, 0, 0]);
    const membershipId = added.ok ? added.value.membershipId : '';
    const [row] = await db
      .select({ email: people.email, consent: memberships.consentNote, by: memberships.addedBy })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(eq(memberships.id, membershipId));
    expect(row).toEqual({ email: null, consent: tom.consent, by: convener.personId });
    expect(await setRole(services, convener, membershipId, 'convener')).toEqual(refusal('needs-email'));
    expect(await setRole(services, convener, membershipId, 'moderator')).toMatchObject({ ok: true });
  });
  it('make somebody a convener, who reads by mail what that is', async () => {
    const { services, convener, first } = await makeGroupWith(db, 1);
    const made = [1, 2].map(() => setRole(services, convener, first.membershipId, 'convener'));
    expect((await Promise.all(made)).every(({ ok }) => ok)).toBe(true);
    expect(await mailsTo(db, first.personId)).toEqual(['made-convener']);
  });
  it('cannot add a sixteenth by name, nor anybody to a closed group', async () => {
    const { services, group, convener } = await makeGroupWith(db, 14);
    const tom = { name: 'Old Tom', consent: 'Said yes on Thursday', lang: 'en' };
    expect(await addMember(services, convener, group.id, tom)).toEqual(refusal('group-full'));
    await closeNow(group.id);
    expect(await addMember(services, convener, group.id, tom)).toEqual(refusal('group-closed'));
  });
});
