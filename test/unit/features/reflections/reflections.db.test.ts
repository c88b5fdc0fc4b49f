import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import {
  commitments,
  feedItems,
  groupMeasures,
  groups,
  meetings,
  people,
  questions,
  reflectionAnswers,
  reflections,
  searchDocuments,
} from '#db/schema/index.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { isStillTrue } from '#features/notify/still-true.server.ts';
import { finishReflection, saveReflection } from '#features/reflections/answer-reflection.server.ts';
import { openReflection, sweepReflections } from '#features/reflections/open-reflection.server.ts';
import { findReflection, lookBack } from '#features/reflections/reflection-page.server.ts';
import { type SentStep, type StepText, versionOf } from '#features/reflections/reflections.ts';
import {
  findGroupReflections,
  findSharedReflection,
} from '#features/reflections/shared-reflections.server.ts';
import { reflectEveryLimits } from '#features/groups/group-form.ts';
import { addDays } from '#lib/calendar-day.ts';
import { actorOf, mailsTo, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { constraintText } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, post } from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';
import { passHours, type TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

/** Thursdays at 19:00; the tests' clock stands at Wednesday, March 18. */
const thursdays = {
  rhythm: 'weekly',
  weekday: 4,
  startsAt: '19:00',
  firstMeetingOn: '2026-01-08',
} as const;
const thursday = '2026-03-19';

async function meet(groupId: string, days: readonly string[]): Promise<void> {
  for (const onDate of days)
    await db.insert(meetings).values({ groupId, onDate, idempotencyKey: randomUUID() });
}
const weeksBefore = (day: string, count: number) =>
  Array.from({ length: count }, (_, week) => addDays(day, -7 * (week + 1)));
const ofGroup = (groupId: string) => db.select().from(reflections).where(eq(reflections.groupId, groupId));

async function opens(services: TestServices, actor: Actor, groupId: string): Promise<string> {
  const outcome = await openReflection(services, actor, groupId);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return (await findReflection(db, groupId, null))?.id ?? '';
}

const step = (given: StepText | null, seen: StepText | null, of: SentStep['step'] = 'learned'): SentStep => ({
  step: of,
  given,
  seen: versionOf(seen),
});
const said = (text: string, shared = false): StepText => ({ text, shared });
const save = (services: TestServices, actor: Actor, id: string, steps: SentStep[], ask = false) =>
  saveReflection(services, actor, { id, steps, ask }, 'en');

describe('a reflection', () => {
  it('opens by itself before the sixth meeting, once, and every member gets one mail', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1, thursdays);
    await meet(group.id, weeksBefore(thursday, 4));
    await sweepReflections(services);
    expect(await ofGroup(group.id)).toHaveLength(0);
    await meet(group.id, [addDays(thursday, -35)]);
    await Promise.all([sweepReflections(services), sweepReflections(services)]);
    await sweepReflections(services);
    expect(await ofGroup(group.id)).toMatchObject([
      { dueOn: thursday, since: '2026-01-08', finishedAt: null },
    ]);
    expect(await mailsTo(db, convener.personId)).toEqual(['reflection-open']);
    expect(await mailsTo(db, first.personId)).toEqual(['reflection-open']);
  });
  it('writes to nobody who switched mails off', async () => {
    const { services, group, convener, first } = await makeGroupWith(db, 1, thursdays);
    await db.update(people).set({ mailsOff: true }).where(eq(people.id, first.personId));
    await meet(group.id, weeksBefore(thursday, 5));
    await sweepReflections(services);
    expect(await mailsTo(db, first.personId)).toEqual([]);
    expect(await mailsTo(db, convener.personId)).toEqual(['reflection-open']);
  });
  it('comes as often as the group chose, and looks back to the last one', async () => {
    const { services, group, convener } = await makeGroupWith(db, 1, { ...thursdays, reflectEvery: 2 });
    await meet(group.id, weeksBefore(thursday, 1));
    await sweepReflections(services);
    const [first] = await ofGroup(group.id);
    await finishReflection(services, convener, first?.id ?? '');
    passHours(services, 24 * 7);
    await sweepReflections(services);
    expect(await ofGroup(group.id)).toHaveLength(1);
    await meet(group.id, [thursday, addDays(thursday, 7)]);
    passHours(services, 24 * 7);
    await sweepReflections(services);
    const [, second] = await ofGroup(group.id);
    expect(second).toMatchObject({ since: addDays(thursday, 1), dueOn: addDays(thursday, 14) });
  });
  it('that nobody finished is put away when the next one falls due', async () => {
    const { services, group } = await makeGroupWith(db, 1, { ...thursdays, reflectEvery: 2 });
    await meet(group.id, weeksBefore(thursday, 1));
    await sweepReflections(services);
    await meet(group.id, [thursday, addDays(thursday, 7)]);
    passHours(services, 24 * 14);
    await sweepReflections(services);
    const rows = await ofGroup(group.id);
    expect(rows.map(({ finishedAt }) => finishedAt !== null)).toEqual([true, false]);
  });
  it('leaves groups that rest or are closed alone', async () => {
    for (const given of [{ restingUntil: '2026-10-01' }, { closedAt: new Date() }]) {
      const { services, group } = await makeGroupWith(db, 1, { ...thursdays, ...given });
      await meet(group.id, weeksBefore(thursday, 8));
      await sweepReflections(services);
      expect(await ofGroup(group.id)).toHaveLength(0);
    }
  });
  it('is opened by hand by any member, however many press at once, and by nobody else', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 1, thursdays);
    await Promise.all([first, convener].map((who) => openReflection(services, who, group.id)));
    expect(await ofGroup(group.id)).toMatchObject([{ dueOn: thursday }]);
    const stranger = actorOf(await makePerson(db));
    expect(await openReflection(services, stranger, group.id)).toEqual(refusal('not-allowed'));
    await finishReflection(services, first, (await ofGroup(group.id))[0]?.id ?? '');
    expect(await openReflection(services, first, group.id)).toEqual(refusal('reflected-already'));
  });
  it('is not mailed about once the group has put it away', async () => {
    const { services, group, first } = await makeGroupWith(db, 1, thursdays);
    const id = await opens(services, first, group.id);
    const mail = { kind: 'reflection-open', onceKey: `reflection-open:${id}:x`, createdAt: services.now() };
    expect(await isStillTrue(db, mail, services.now())).toBe(true);
    await finishReflection(services, first, id);
    expect(await isStillTrue(db, mail, services.now())).toBe(false);
  });
  it('shows the group’s own figures since the last one', async () => {
    const measure = await makeMeasure(db);
    const { services, group, first } = await makeGroupWith(db, 1, thursdays);
    await db.insert(groupMeasures).values({ groupId: group.id, measureId: measure.id });
    const ledger = makeLedger(db, '2026-03-18T10:00:00Z');
    const period = { periodStart: addDays(thursday, -13), periodEnd: addDays(thursday, -7) };
    await post(ledger, { group, actor: first }, measure.id, { ...period, expected: 20, value: 14 });
    const meetingId = randomUUID();
    const day = addDays(thursday, -7);
    await db
      .insert(meetings)
      .values({ id: meetingId, groupId: group.id, onDate: day, idempotencyKey: randomUUID() });
    for (const outcome of ['kept', 'kept', 'carried', null]) {
      await db.insert(commitments).values({
        idempotencyKey: randomUUID(),
        groupId: group.id,
        meetingId,
        lang: 'en',
        text: 'Ring three doors.',
        expected: 'Two open.',
        outcome,
        outcomeAt: outcome === null ? null : services.now(),
      });
    }
    const look = await lookBack(db, group.id, day);
    expect(look).toMatchObject({ met: 1, kept: 2, dropped: 0, carried: 1 });
    expect(look.commitments).toHaveLength(4);
    expect(look.reports.map(({ figures }) => [figures.expected, figures.value])).toEqual([[20, 14]]);
    expect((await lookBack(db, group.id, addDays(day, 1))).commitments).toHaveLength(0);
  });
});

describe('several people who write a reflection', () => {
  it('each save their own steps, and the later one is shown what the other wrote', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 1, thursdays);
    const id = await opens(services, first, group.id);
    expect(await save(services, first, id, [step(said('Ring early.'), null)])).toMatchObject({
      value: { stale: [] },
    });
    const both = [step(said('Ring late.'), null), step(said('Nobody came.'), null, 'surprised')];
    expect(await save(services, convener, id, both)).toMatchObject({ value: { stale: ['learned'] } });
    const { answers } = (await findReflection(db, group.id, id)) ?? { answers: new Map() };
    expect(answers.get('learned')).toMatchObject({ text: 'Ring early.' });
    expect(answers.get('surprised')).toMatchObject({ text: 'Nobody came.' });
    const seen = [step(said('Ring early, then late.'), said('Ring early.'))];
    expect(await save(services, convener, id, seen)).toMatchObject({ value: { stale: [] } });
  });
  it('skip a step again by emptying it', async () => {
    const { services, group, first } = await makeGroupWith(db, 1, thursdays);
    const id = await opens(services, first, group.id);
    await save(services, first, id, [step(said('Ring early.', true), null)]);
    await save(services, first, id, [step(null, said('Ring early.', true))]);
    expect((await findReflection(db, group.id, id))?.answers.size).toBe(0);
    expect(await findSharedReflection(db, id)).toBeNull();
    const told = and(eq(feedItems.kind, 'reflection'), eq(feedItems.ref, id));
    expect(await db.select().from(feedItems).where(told)).toHaveLength(0);
  });
  it('put their question to the network, once however often they save', async () => {
    const { services, group, first } = await makeGroupWith(db, 1, thursdays);
    const id = await opens(services, first, group.id);
    const asks = step(said('Who has the key?'), null, 'question');
    await save(services, first, id, [asks], true);
    await save(services, first, id, [asks], true);
    const asked = await db.select().from(questions).where(eq(questions.groupId, group.id));
    expect(asked).toMatchObject([{ text: 'Who has the key?' }]);
    const [answer] = await db.select().from(reflectionAnswers).where(eq(reflectionAnswers.reflectionId, id));
    expect(answer?.questionId).toBe(asked[0]?.id);
  });
  it('are members of that group', async () => {
    const { services, group, first } = await makeGroupWith(db, 1, thursdays);
    const id = await opens(services, first, group.id);
    const other = await makeGroupWith(db, 1);
    expect(await save(services, other.first, id, [step(said('Mine.'), null)])).toEqual(
      refusal('not-allowed'),
    );
    expect(await finishReflection(services, other.first, id)).toEqual(refusal('not-allowed'));
    expect(await save(services, first, randomUUID(), [])).toEqual(refusal('no-such-reflection'));
  });
});

describe('what a group shares of its reflection', () => {
  async function shared() {
    const made = await makeGroupWith(db, 1, thursdays);
    const id = await opens(made.services, made.first, made.group.id);
    await save(made.services, made.first, id, [
      step(said('Chalk fades in leaf-fall.', true), null),
      step(said('The sandbags, nobody fetched them.', true), null, 'dropped'),
      step(said('We were tired of each other.'), null, 'surprised'),
    ]);
    return { ...made, id };
  }
  const found = (id: string) => db.select().from(searchDocuments).where(eq(searchDocuments.ref, id));

  it('is read, found and told by everybody, and what stays private by nobody', async () => {
    const { services, group, id } = await shared();
    const page = await findSharedReflection(db, id);
    expect(page?.shared.answers.map(({ step: name }) => name)).toEqual(['learned', 'dropped']);
    expect(JSON.stringify(page)).not.toContain('tired');
    expect((await findGroupReflections(db, group.id)).latest?.id).toBe(id);
    const [document] = await found(id);
    expect(document?.body).toContain('leaf-fall');
    expect(document?.body).not.toContain('tired');
    expect(services.cleared).toContain(`group:${group.id}`);
    expect(services.cleared).toContain(`reflection:${id}`);
  });
  it('is nowhere once the group takes it back', async () => {
    const { services, first, id } = await shared();
    await save(services, first, id, [
      step(said('Chalk fades in leaf-fall.'), said('Chalk fades in leaf-fall.', true)),
      step(null, said('The sandbags, nobody fetched them.', true), 'dropped'),
    ]);
    expect(await findSharedReflection(db, id)).toBeNull();
    expect(await found(id)).toHaveLength(0);
  });
  it('shows a mark where an organizer hid it, and is not found any more', async () => {
    const { id } = await shared();
    const organizer = await makePerson(db);
    const hidden = await setHidden(db, organizer.id, 'reflection', id, 'personal-information', new Date());
    expect(hidden?.tags).toContain(`reflection:${id}`);
    const page = await findSharedReflection(db, id);
    expect(page?.shared.answers.map(({ text }) => text)).toEqual([null, null]);
    expect(await found(id)).toHaveLength(0);
    await setHidden(db, organizer.id, 'reflection', id, null, new Date());
    expect(await found(id)).toHaveLength(1);
  });
  it('is nowhere while the group itself is hidden', async () => {
    const { group, id } = await shared();
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
    expect(await findSharedReflection(db, id)).toBeNull();
    expect(await found(id)).toHaveLength(0);
  });
});

it('the database allows a group the same intervals as the form', async () => {
  const { least, most } = reflectEveryLimits;
  const text = await constraintText(db, 'groups_reflect_every');
  expect(text).toMatch(new RegExp(`>= ${least}.*<= ${most}`));
});
