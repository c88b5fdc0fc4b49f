import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import type { Database, OpenDatabase } from '#db/client.ts';
import { groups, memberships, people } from '#db/schema/index.ts';
import {
  lapseOffer,
  remindOfOffer,
  remindOfRequest,
  sweepMemberships,
} from '#features/membership/jobs.server.ts';
import { leaveEverything } from '#features/membership/leaving.server.ts';
import { addMember, leaveGroup, removeMember, setRole } from '#features/membership/members.server.ts';
import {
  acceptRequest,
  declineRequest,
  joinGroup,
  takeOffer,
  withdraw,
} from '#features/membership/membership.server.ts';
import {
  actorOf,
  arrive,
  askToJoin,
  countsOf,
  mailsTo,
  makeGroupWith,
  makeMember,
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

it('of fifty requests accepted at once, fourteen find a place beside the convener and the others stand in line', async () => {
  const { services, group, convener } = await makeGroupWith(db, 0);
  const asking = await Promise.all(Array.from({ length: 50 }, () => askToJoin(services, group.id)));
  const answers = await Promise.all(
    asking.map(({ membershipId }) => acceptRequest(services, convener, membershipId)),
  );
  const states = answers.map((answer) => (answer.ok ? answer.value.state : answer.refusal));
  expect(states.filter((state) => state === 'active')).toHaveLength(14);
  expect(states.filter((state) => state === 'waitlisted')).toHaveLength(36);
  expect(await countsOf(db, group.id)).toEqual([15, 0, 36, 0]);
});

describe('a place that comes free', () => {
  /** A full group, two people in line, and then somebody leaves. */
  async function freed() {
    const made = await makeGroupWith(db, 14);
    const { services, group, convener, first } = made;
    const one = await arrive(services, group.id, convener);
    const two = await arrive(services, group.id, convener);
    services.queued.length = 0;
    await leaveGroup(services, first, first.membershipId);
    const states = async () => [await stateOf(db, one.membershipId), await stateOf(db, two.membershipId)];
    return { ...made, one, two, states };
  }

  it('is kept 72 hours for whoever waits longest, with a reminder after 48', async () => {
    const { services, one, states } = await freed();
    expect(await states()).toEqual(['offered', 'waitlisted']);
    const times = services.queued.map(({ job, startAfter }) => [job, startAfter?.toISOString()]);
    expect(times).toContainEqual(['offer-reminder', '2026-03-20T10:00:00.000Z']);
    expect(times).toContainEqual(['offer-lapse', '2026-03-21T10:00:00.000Z']);
    passHours(services, 47);
    await remindOfOffer(services, one);
    expect(await mailsTo(db, one.personId)).toEqual(['waitlisted', 'offered']);
    passHours(services, 1);
    await remindOfOffer(services, one);
    await remindOfOffer(services, one);
    expect(await mailsTo(db, one.personId)).toEqual(['waitlisted', 'offered', 'offer-reminder']);
  });
  it('goes to the next after 72 hours and not before, whoever asks how often', async () => {
    const { services, group, one, two, states } = await freed();
    passHours(services, 71.9);
    await lapseOffer(services, one);
    expect(await states()).toEqual(['offered', 'waitlisted']);
    passHours(services, 0.1);
    expect(await takeOffer(services, one, one.membershipId, 'answer-offer')).toEqual(refusal('offer-over'));
    await Promise.all([lapseOffer(services, one), lapseOffer(services, one)]);
    expect(await states()).toEqual(['lapsed', 'offered']);
    expect(await countsOf(db, group.id)).toEqual([14, 1, 0, 0]);
    expect(await mailsTo(db, one.personId)).toContain('offer-lapsed');
    expect(await mailsTo(db, two.personId)).toContain('offered');
  });
  it('goes on even when the job that should have seen to it was lost', async () => {
    const { services, states } = await freed();
    passHours(services, 72);
    await sweepMemberships(services);
    expect(await states()).toEqual(['lapsed', 'offered']);
  });
  it('is not given to somebody who asks meanwhile', async () => {
    const { services, group, convener, one } = await freed();
    const late = await arrive(services, group.id, convener);
    expect(await stateOf(db, late.membershipId)).toBe('waitlisted');
    expect(await takeOffer(services, one, one.membershipId, 'answer-offer')).toMatchObject({ ok: true });
    expect(await takeOffer(services, one, one.membershipId, 'answer-offer')).toMatchObject({ ok: true });
    passHours(services, 72);
    await lapseOffer(services, one);
    await remindOfOffer(services, one);
    expect(await countsOf(db, group.id)).toEqual([15, 0, 2, 0]);
    expect(await mailsTo(db, one.personId)).not.toContain('offer-reminder');
  });
  it('is taken by its person, or by a yes on the phone that a convener notes', async () => {
    const { services, convener, members, one } = await freed();
    const other = members[1] ?? convener;
    for (const act of ['answer-offer', 'note-offer-yes'] as const)
      expect(await takeOffer(services, other, one.membershipId, act)).toEqual(refusal('not-allowed'));
    expect(await takeOffer(services, convener, one.membershipId, 'note-offer-yes')).toMatchObject({
      ok: true,
    });
    expect(await stateOf(db, one.membershipId)).toBe('active');
  });
  it('goes on at once when the answer is no', async () => {
    const { services, one, states } = await freed();
    await withdraw(services, one, one.membershipId);
    expect(await states()).toEqual(['withdrawn', 'offered']);
    expect(await takeOffer(services, one, one.membershipId, 'answer-offer')).toEqual(refusal('offer-over'));
  });
  it('goes to the next in the order of the line even when clocks stood still or went back', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 14);
    const line = [];
    for (let n = 0; n < 4; n += 1) {
      if (n === 2) passHours(services, -5);
      line.push(await arrive(services, group.id, convener));
    }
    await leaveGroup(services, first, first.membershipId);
    for (const [place, person] of line.entries()) {
      const states = await Promise.all(line.map(({ membershipId }) => stateOf(db, membershipId)));
      expect(states.indexOf('offered')).toBe(place);
      await withdraw(services, person, person.membershipId);
    }
  });
});

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
