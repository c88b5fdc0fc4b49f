import { randomUUID } from 'node:crypto';
import { and, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { refusedBy } from '#db/errors.ts';
import { divisions, groups, mails, memberships, people } from '#db/schema/index.ts';
import { divide } from '#features/growth/divide.server.ts';
import { cancelDivision, chooseSide, proposeDivision } from '#features/growth/division.server.ts';
import { findDivision, findNewHalf } from '#features/growth/find-division.server.ts';
import { sweepTrials, tellOfSister } from '#features/growth/jobs.server.ts';
import { decideTrial } from '#features/growth/trial.server.ts';
import { reopenGroup } from '#features/groups/edit-group.server.ts';
import { foundGroup } from '#features/groups/found-group.server.ts';
import { capacity } from '#features/groups/groups.ts';
import { findOffspring } from '#features/groups/lineage.server.ts';
import { isStillTrue } from '#features/notify/still-true.server.ts';
import { joinGroup } from '#features/membership/membership.server.ts';
import {
  countsOf,
  type Belonging,
  mailsTo,
  makeGroupWith,
  makeMember,
  refusal,
  stateOf,
  actorOf,
} from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { passHours, type TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

async function fullGroup() {
  const made = await makeGroupWith(db, capacity - 1, { joining: 'open' });
  const waiting: Belonging[] = [];
  for (let n = 0; n < 3; n += 1) waiting.push(await arriveInLine(made.services, made.group.id));
  return { ...made, waiting };
}

/** Somebody who waits for a place. */
async function arriveInLine(services: TestServices, groupId: string): Promise<Belonging> {
  return makeMember(db, groupId, { state: 'waitlisted', activeSince: null, waitlistedAt: services.now() });
}

type Full = Awaited<ReturnType<typeof fullGroup>>;

const half = ({ group, members }: Full) => ({
  id: group.id,
  name: `Half ${randomUUID()}`,
  about: 'We keep the drains.',
  neighborhoodId: group.neighborhoodId,
  firstMeetingOn: '2026-04-01',
  convener: members[0]?.personId ?? '',
});

async function proposed(full: Full) {
  const { services, convener, group } = full;
  expect(await proposeDivision(services, convener, half(full))).toMatchObject({ ok: true });
  const division = await findDivision(db, group.id);
  if (!division) throw new Error('nothing was proposed');
  return division;
}

const goes = (full: Full, who: Belonging | undefined, person: string | null = null) =>
  chooseSide(full.services, who ?? full.convener, { id: full.group.id, side: 'goes', person });

const halfOf = async (groupId: string) => {
  const [row] = await db.select().from(groups).where(eq(groups.dividedFromId, groupId));
  return row;
};

/** How many mails about dividing a group would be sent now. */
async function mailsThatHold(groupId: string): Promise<number> {
  const [division] = await db.select().from(divisions).where(eq(divisions.groupId, groupId));
  const written = await db
    .select()
    .from(mails)
    .where(like(mails.onceKey, `division-proposed:${division?.id}:%`));
  const holds = await Promise.all(written.map((mail) => isStillTrue(db, mail, new Date())));
  return holds.filter(Boolean).length;
}

describe('a full group that divides', () => {
  it('sends each member where they chose, keeps the rest, and offers the free places to those who wait', async () => {
    const full = await fullGroup();
    const { services, convener, group, members, waiting } = full;
    const division = await proposed(full);
    for (const member of members.slice(1, 6)) await goes(full, member);
    const divided = await divide(services, convener, group.id, division.id);
    expect(divided).toMatchObject({ ok: true });
    const made = await halfOf(group.id);
    expect(await countsOf(db, group.id)).toEqual([9, 3, 0, 0]);
    expect(await countsOf(db, made?.id ?? '')).toEqual([6, 0, 0, 0]);
    expect(await stateOf(db, members[1]?.membershipId ?? '')).toBe('left');
    expect(await stateOf(db, waiting[0]?.membershipId ?? '')).toBe('offered');
    expect(await findOffspring(db, group.id)).toEqual([
      { slug: made?.slug, name: made?.name, how: 'divided' },
    ]);
    expect(await divide(services, convener, group.id, division.id)).toEqual(divided);
    expect(await findNewHalf(db, group.id)).toMatchObject({ slug: made?.slug, name: made?.name });
    const told = ['division-proposed', 'division-done'];
    for (const member of members.slice(0, 6)) expect(await mailsTo(db, member.personId)).toEqual(told);
    expect(await mailsTo(db, members[6]?.personId ?? '')).toEqual(['division-proposed']);
  });

  it('is asked once by mail, however often the proposal changes', async () => {
    const full = await fullGroup();
    await proposed(full);
    await proposeDivision(full.services, full.convener, { ...half(full), about: 'Otherwise.' });
    expect(await mailsTo(db, full.members[3]?.personId ?? '')).toEqual(['division-proposed']);
  });

  it('is not proposed while there is room, and stays proposed when somebody leaves', async () => {
    const roomy = await makeGroupWith(db, capacity - 2);
    const wanted = half({ ...roomy, waiting: [] });
    expect(await proposeDivision(roomy.services, roomy.convener, wanted)).toEqual(refusal('not-full'));
    const row = { ...wanted, id: randomUUID(), groupId: roomy.group.id, convenerId: wanted.convener };
    const refusedThere = await db
      .insert(divisions)
      .values(row)
      .catch((error: unknown) => error);
    expect(refusedBy(refusedThere, 'divisions_full')).toBe(true);
    await makeMember(db, roomy.group.id);
    expect(await proposeDivision(roomy.services, roomy.convener, wanted)).toMatchObject({ ok: true });
    const leaver = eq(memberships.id, roomy.members[5]?.membershipId ?? '');
    await db.update(memberships).set({ state: 'left' }).where(leaver);
    const anew = { ...wanted, about: 'Otherwise.' };
    expect(await proposeDivision(roomy.services, roomy.convener, anew)).toMatchObject({ ok: true });
  });

  it('leaves nobody alone, and no side without a convener', async () => {
    const full = await fullGroup();
    const { services, convener, group } = full;
    const division = await proposed(full);
    expect(await divide(services, convener, group.id, division.id)).toEqual(refusal('too-few'));
    await goes(full, full.members[1]);
    await goes(full, convener);
    expect(await divide(services, convener, group.id, division.id)).toEqual(refusal('no-convener-here'));
    await chooseSide(services, convener, { id: group.id, side: 'stays', person: null });
    expect(await divide(services, convener, group.id, division.id)).toMatchObject({ ok: true });
  });

  it('lets a convener note the choice of somebody without email, and of nobody else', async () => {
    const full = await fullGroup();
    await proposed(full);
    const [, one, two] = full.members;
    await db
      .update(people)
      .set({ email: null })
      .where(eq(people.id, one?.personId ?? ''));
    expect(await goes(full, full.convener, one?.personId ?? '')).toMatchObject({ ok: true });
    expect(await goes(full, full.convener, two?.personId ?? '')).toEqual(refusal('not-allowed'));
    expect(await goes(full, two, one?.personId ?? '')).toEqual(refusal('not-allowed'));
  });

  it('goes on as one when the proposal is called off', async () => {
    const full = await fullGroup();
    const { services, convener, group } = full;
    const division = await proposed(full);
    await goes(full, full.members[1]);
    expect(await mailsThatHold(group.id)).toBe(15);
    await cancelDivision(services, convener, group.id);
    expect(await mailsThatHold(group.id)).toBe(0);
    expect(await divide(services, convener, group.id, division.id)).toEqual(refusal('no-division'));
    expect(await countsOf(db, group.id)).toEqual([15, 0, 3, 0]);
  });
});

const founding = (more = {}) => ({
  key: randomUUID(),
  name: `New ${randomUUID()}`,
  about: 'We count.',
  neighborhoodId: '',
  place: null,
  placeIsPublic: false,
  firstMeetingOn: '2026-03-20',
  startsAt: null,
  as: 'impact' as const,
  origin: null,
  ...more,
});

describe('people who wait in a full group', () => {
  it('hear once of a sister group, and keep their place in line', async () => {
    const { services, group, waiting } = await fullGroup();
    const founder = waiting[0] ?? actorOf(await makePerson(db));
    const { neighborhoodId } = group;
    const fields = founding({ as: 'sister', origin: group.id, neighborhoodId });
    const founded = await foundGroup(services, founder, fields, 'en');
    expect(founded).toMatchObject({ ok: true });
    const begun = services.queued.find(({ job }) => job === 'sister-begun');
    await tellOfSister(services, begun?.data);
    await tellOfSister(services, begun?.data);
    expect(await mailsTo(db, waiting[1]?.personId ?? '')).toEqual(['sister-begins']);
    expect(await mailsTo(db, founder.personId)).toEqual([]);
    expect(await stateOf(db, waiting[1]?.membershipId ?? '')).toBe('waitlisted');
    const [, second] = waiting;
    const joined = second && (await joinGroup(services, second, fields.key, null));
    expect(joined).toMatchObject({ ok: true, value: { state: 'active' } });
    expect(await findOffspring(db, group.id)).toMatchObject([{ how: 'sister' }]);
  });

  it('cannot be gathered where nobody waits', async () => {
    const { services, group, first } = await makeGroupWith(db, 2);
    const fields = founding({ as: 'sister', origin: group.id, neighborhoodId: group.neighborhoodId });
    expect(await foundGroup(services, first, fields, 'en')).toEqual(refusal('no-such-origin'));
  });
});

describe('a club that tries four weeks as an impact group', () => {
  const onTrial = async () => {
    const club = await makeGroupWith(db, 0, { kind: 'interest' });
    const { services, convener, group } = club;
    const fields = founding({ as: 'trial', origin: group.id, neighborhoodId: group.neighborhoodId });
    expect(await foundGroup(services, convener, fields, 'en')).toMatchObject({ ok: true });
    return { ...club, trialId: fields.key };
  };
  const trial = async (id: string) => {
    const [row] = await db.select().from(groups).where(eq(groups.id, id));
    return row;
  };

  it('keeps the link, runs one trial at a time, and is asked once when the weeks are over', async () => {
    const { services, convener, group, trialId } = await onTrial();
    expect(await findOffspring(db, group.id)).toMatchObject([{ how: 'trying' }]);
    expect(await trial(trialId)).toMatchObject({ grownFromId: group.id, trialEndsOn: '2026-04-17' });
    const again = founding({ as: 'trial', origin: group.id, neighborhoodId: group.neighborhoodId });
    expect(await foundGroup(services, convener, again, 'en')).toEqual(refusal('trial-runs'));
    await sweepTrials(services as never);
    expect(await mailsTo(db, convener.personId)).toEqual([]);
    passHours(services, 31 * 24);
    await sweepTrials(services as never);
    await sweepTrials(services as never);
    expect(await mailsTo(db, convener.personId)).toEqual(['trial-ends']);
  });

  it('goes back, and the club is as it was', async () => {
    const { services, convener, group, trialId } = await onTrial();
    const back = { id: trialId, decision: 'returned' as const, words: 'Reading suits us better.' };
    expect(await decideTrial(services, convener, back)).toMatchObject({ ok: true });
    expect(await decideTrial(services, convener, back)).toMatchObject({ ok: true });
    expect(await trial(trialId)).toMatchObject({ trialDecision: 'returned', closingWords: back.words });
    expect(await decideTrial(services, convener, { ...back, decision: 'continued' })).toEqual(
      refusal('decided-otherwise'),
    );
    expect((await trial(group.id))?.closedAt).toBeNull();
    expect(await findOffspring(db, group.id)).toMatchObject([{ how: 'tried' }]);
    expect(await reopenGroup(services, convener, trialId)).toEqual(refusal('group-closed'));
  });

  it('goes on, and is a group like any other', async () => {
    const { services, convener, group, trialId } = await onTrial();
    await decideTrial(services, convener, { id: trialId, decision: 'continued', words: null });
    expect(await findOffspring(db, group.id)).toMatchObject([{ how: 'grew' }]);
    expect(await trial(trialId)).toMatchObject({ trialDecision: 'continued', closedAt: null });
    const own = and(eq(memberships.groupId, trialId), eq(memberships.role, 'convener'));
    expect(await db.$count(memberships, own)).toBe(1);
  });
});
