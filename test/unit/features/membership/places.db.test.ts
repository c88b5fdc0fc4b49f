import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { lapseOffer, remindOfOffer, sweepMemberships } from '#features/membership/jobs.server.ts';
import { leaveGroup } from '#features/membership/members.server.ts';
import { acceptRequest, takeOffer, withdraw } from '#features/membership/membership.server.ts';
import {
  arrive,
  askToJoin,
  countsOf,
  mailsTo,
  makeGroupWith,
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
