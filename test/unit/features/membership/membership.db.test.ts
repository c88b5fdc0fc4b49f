import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Database, OpenDatabase } from '#db/client.ts';
import { groups, memberships } from '#db/schema/index.ts';
import { remindOfRequest } from '#features/membership/jobs.server.ts';
import { removeMember } from '#features/membership/members.server.ts';
import {
  acceptRequest,
  declineRequest,
  joinGroup,
  withdraw,
} from '#features/membership/membership.server.ts';
import {
  actorOf,
  arrive,
  askToJoin,
  countsOf,
  mailsTo,
  makeGroupWith,
  refusal,
  stateOf,
} from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { passHours, testServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

describe('asking to join', () => {
  it('tells the conveners at once and, if nobody answered, once more after two days', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const { membershipId } = await askToJoin(services, group.id, 'I have Thursdays');
    expect(await countsOf(db, group.id)).toEqual([4, 0, 0, 1]);
    expect(services.queued.find(({ job }) => job === 'request-waiting')?.startAfter).toEqual(
      new Date('2026-03-20T10:00:00Z'),
    );
    passHours(services, 47);
    await remindOfRequest(services, { membershipId });
    expect(await mailsTo(db, convener.personId)).toEqual(['request-received']);
    passHours(services, 1);
    await remindOfRequest(services, { membershipId });
    await remindOfRequest(services, { membershipId });
    expect(await mailsTo(db, convener.personId)).toEqual(['request-received', 'request-waiting']);
  });
  it('reminds nobody of a request that was answered', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const { membershipId } = await arrive(services, group.id, convener);
    passHours(services, 48);
    await remindOfRequest(services, { membershipId });
    expect(await mailsTo(db, convener.personId)).toEqual(['request-received']);
  });
  it('twice at once is asking once', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const actor = actorOf(await makePerson(db));
    const ask = () => joinGroup(services, actor, group.id, null);
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one).toEqual(other);
    expect(await countsOf(db, group.id)).toEqual([4, 0, 0, 1]);
    expect(await mailsTo(db, convener.personId)).toEqual(['request-received']);
  });
  it('is joining where that is open, and standing in line where it is full', async () => {
    const { services, group } = await makeGroupWith(db, 13, { joining: 'open' });
    const [one, other] = [actorOf(await makePerson(db)), actorOf(await makePerson(db))];
    expect(await joinGroup(services, one, group.id, null)).toMatchObject({ value: { state: 'active' } });
    expect(services.cleared).toContain(`group:${group.id}`);
    expect(await joinGroup(services, other, group.id, null)).toMatchObject({
      value: { state: 'waitlisted' },
    });
    expect(await countsOf(db, group.id)).toEqual([15, 0, 1, 0]);
    expect(await mailsTo(db, other.personId)).toEqual(['waitlisted']);
  });
  it('is refused by closed and hidden groups, by clubs, and by groups that never were', async () => {
    const services = testServices(db);
    const actor = actorOf(await makePerson(db));
    const join = async (given: Partial<typeof groups.$inferInsert>) =>
      joinGroup(services, actor, (await makeGroup(db, given)).id, null);
    expect(await join({ closedAt: new Date() })).toEqual(refusal('group-closed'));
    expect(await join({ hiddenAt: new Date() })).toEqual(refusal('group-closed'));
    expect(await join({ kind: 'interest' })).toEqual(refusal('no-membership-here'));
    expect(await joinGroup(services, actor, crypto.randomUUID(), null)).toEqual(refusal('no-such-group'));
  });
  it('is still asking for somebody who was removed, even where joining is open', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1, { joining: 'open' });
    await removeMember(services, convener, first.membershipId);
    expect(await joinGroup(services, first, group.id, null)).toMatchObject({ value: { state: 'requested' } });
  });
});

describe('answering a request', () => {
  it('belongs to conveners of that group alone', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const elsewhere = await makeGroupWith(db, 0);
    const { membershipId } = await askToJoin(services, group.id);
    for (const stranger of [
      elsewhere.convener,
      first,
      { ...actorOf(await makePerson(db)), organizer: true },
    ]) {
      expect(await acceptRequest(services, stranger, membershipId)).toEqual(refusal('not-allowed'));
      expect(await declineRequest(services, stranger, membershipId, 'No')).toEqual(refusal('not-allowed'));
    }
    expect(await stateOf(db, membershipId)).toBe('requested');
  });
  it('with yes gives one place, however often it is sent', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const asking = await askToJoin(services, group.id);
    const accept = () => acceptRequest(services, convener, asking.membershipId);
    const [one, other] = await Promise.all([accept(), accept()]);
    expect(one).toEqual({ ok: true, value: { membershipId: asking.membershipId, state: 'active' } });
    expect(other).toEqual(one);
    expect(await countsOf(db, group.id)).toEqual([5, 0, 0, 0]);
    expect(await mailsTo(db, asking.personId)).toEqual(['accepted']);
  });
  it('with no mails a kind word and forgets what was asked', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const { membershipId, personId } = await askToJoin(services, group.id, 'Please');
    await declineRequest(services, convener, membershipId, 'Try Two Rings');
    const [row] = await db.select().from(memberships).where(eq(memberships.id, membershipId));
    expect([row?.state, row?.answer, row?.note]).toEqual(['declined', 'Try Two Rings', null]);
    expect(await declineRequest(services, convener, membershipId, 'Again')).toMatchObject({ ok: true });
    expect(await acceptRequest(services, convener, membershipId)).toEqual(refusal('no-such-membership'));
    expect(await mailsTo(db, personId)).toEqual(['declined']);
  });
  it('comes too late when it was taken back, which only the person can do', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const asking = await askToJoin(services, group.id);
    expect(await withdraw(services, convener, asking.membershipId)).toEqual(refusal('not-allowed'));
    expect(await withdraw(services, asking, asking.membershipId)).toMatchObject({ ok: true });
    expect(await withdraw(services, asking, asking.membershipId)).toMatchObject({ ok: true });
    expect(await acceptRequest(services, convener, asking.membershipId)).toEqual(
      refusal('no-such-membership'),
    );
  });
  it('is over once the group has closed', async () => {
    const { services, group, convener } = await makeGroupWith(db, 3);
    const { membershipId } = await askToJoin(services, group.id);
    await closeNow(group.id);
    expect(await acceptRequest(services, convener, membershipId)).toEqual(refusal('group-closed'));
  });
  it('says so when there is nothing to answer', async () => {
    const { services, convener } = await makeGroupWith(db, 0);
    expect(await acceptRequest(services, convener, crypto.randomUUID())).toEqual(
      refusal('no-such-membership'),
    );
  });
});

async function closeNow(groupId: string) {
  await db.update(groups).set({ closedAt: new Date() }).where(eq(groups.id, groupId));
}
