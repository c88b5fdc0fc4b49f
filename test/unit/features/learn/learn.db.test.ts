import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import {
  adoptions,
  answers,
  approaches,
  approachTexts,
  groupMeasures,
  groups,
  questions,
  reflectionAnswers,
  reflections,
  visits,
} from '#db/schema/index.ts';
import { findBetter } from '#features/learn/better.server.ts';
import { listDropped } from '#features/learn/dropped.server.ts';
import { findHelpers } from '#features/learn/helpers.server.ts';
import { ofMeasureShown } from '#features/learn/learn.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());
beforeEach(() => db.update(groups).set({ staysOut: true }));

const since = new Date('2026-01-01');
const helpers = async () => (await findHelpers(db, since, '2026-03-01', 100)).helpers;
const named = async () => (await helpers()).map(({ id }) => id);

async function makeBetter(measureId: string, given: Partial<typeof groups.$inferInsert> = {}) {
  const group = await makeGroup(db, given);
  await db.insert(groupMeasures).values({ groupId: group.id, measureId, trajectory: 'clearly-better' });
  return group;
}

async function makeApproach(groupId: string) {
  const id = randomUUID();
  await db
    .insert(approaches)
    .values({ id, slug: id, idempotencyKey: id, groupId, neighborhoodId: 'saltpans', lang: 'en' });
  await db
    .insert(approachTexts)
    .values({ approachId: id, lang: 'en', title: 'Chalk the waterline', whatToDo: 'Chalk.' });
  return id;
}

const takeUp = (approachId: string, groupId: string, given: Partial<typeof adoptions.$inferInsert> = {}) =>
  db.insert(adoptions).values({
    approachId,
    groupId,
    askAt: new Date(),
    lang: 'en',
    adoptedAt: new Date('2026-02-01'),
    ...given,
  });

async function helpWith(
  groupId: string,
  askedBy: string | null,
  helpedAt: Date | null = new Date('2026-02-01'),
) {
  const person = await makePerson(db);
  const [question, answer] = [randomUUID(), randomUUID()];
  const base = { lang: 'en', text: 'Why?' };
  await db
    .insert(questions)
    .values({ ...base, id: question, idempotencyKey: question, groupId: askedBy, askedBy: person.id });
  await db.insert(answers).values({
    ...base,
    id: answer,
    idempotencyKey: answer,
    questionId: question,
    groupId,
    answeredBy: person.id,
    helpedAt,
  });
  return answer;
}

describe('groups that are clearly better than when they began', () => {
  it('stand under their measure with their own first and latest reports, and sensitive measures do not', async () => {
    const measure = await makeMeasure(db);
    const ledger = makeLedger(db);
    const who = await makeReportingGroup(db, measure.id);
    for (let week = 0; week < 14; week += 1) {
      const end = new Date(Date.UTC(2026, 0, 7 + 7 * week));
      await post(ledger, who, measure.id, {
        value: 10 + week,
        periodStart: new Date(end.getTime() - 6 * 86_400_000).toISOString().slice(0, 10),
        periodEnd: end.toISOString().slice(0, 10),
      });
    }
    const sensitive = await makeMeasure(db, { sensitive: true });
    await makeBetter(sensitive.id);
    const found = await findBetter(db, '2026-11-01');
    expect(found.map(({ measure: { id } }) => id)).toEqual([measure.id]);
    const [group] = found[0]?.groups ?? [];
    expect(group?.id).toBe(who.group.id);
    expect(group?.first?.result).toBe(10 + 11 + 12 + 13 + 14 + 15);
    expect(group?.latest?.result).toBe(18 + 19 + 20 + 21 + 22 + 23);
  });
  it('take turns by a draw that changes every day, and the whole list is by name', async () => {
    const measure = await makeMeasure(db);
    const all = await Promise.all(['C', 'A', 'D', 'B', 'E'].map((name) => makeBetter(measure.id, { name })));
    const of = async (day: string, only: string | null = null) =>
      (await findBetter(db, day, only)).find((each) => each.measure.id === measure.id);
    const seen = new Set<string>();
    for (let day = 1; day <= 28; day += 1) {
      const shown = await of(`2026-02-${String(day).padStart(2, '0')}`);
      expect(shown?.groups).toHaveLength(ofMeasureShown);
      expect(shown?.total).toBe(all.length);
      seen.add(shown?.groups[0]?.name ?? '');
    }
    expect(seen.size).toBe(all.length);
    expect((await of('2026-02-01', measure.id))?.groups.map(({ name }) => name)).toEqual([
      'A',
      'B',
      'C',
      'D',
      'E',
    ]);
  });
  it('are not named when they stay out, are hidden, closed, unconfirmed, or count it no more', async () => {
    const measure = await makeMeasure(db);
    for (const given of [
      { staysOut: true },
      { hiddenAt: new Date() },
      { closedAt: new Date() },
      { safeguarding: { concerns: ['children'] } },
    ])
      await makeBetter(measure.id, given);
    const ended = await makeBetter(measure.id);
    await db.update(groupMeasures).set({ endedAt: new Date() }).where(eq(groupMeasures.groupId, ended.id));
    expect(await findBetter(db, '2026-02-01', measure.id)).toEqual([]);
  });
});

describe('groups that helped others', () => {
  it('count answers that helped others, approaches that others took up, and visits that took place', async () => {
    const [helper, other, third] = [await makeGroup(db), await makeGroup(db), await makeGroup(db)];
    await helpWith(helper.id, other.id);
    await helpWith(helper.id, null);
    const approach = await makeApproach(helper.id);
    await takeUp(approach, other.id, { outcome: 'kept', outcomeAt: new Date() });
    await takeUp(approach, third.id);
    const visit = { groupId: helper.id, onDate: '2026-02-03', state: 'arranged' };
    const came = async (given: Partial<typeof visits.$inferInsert>) =>
      db.insert(visits).values({ ...visit, personId: (await makePerson(db)).id, ...given });
    await came({ fromGroupId: other.id, cameAt: new Date('2026-02-04') });
    await came({ approachId: approach, cameAt: new Date('2026-02-04') });
    await came({ fromGroupId: other.id });
    await came({ cameAt: new Date('2026-02-04') });
    const [found] = (await helpers()).filter(({ id }) => id === helper.id);
    expect(found).toMatchObject({ helped: 2, adopted: 2, kept: 1, visits: 2 });
  });
  it('are not named for what they did for themselves, what did not help, what was hidden, or long ago', async () => {
    const [self, unhelpful, hidden, longAgo] = await Promise.all([1, 2, 3, 4].map(() => makeGroup(db)));
    const asker = await makeGroup(db);
    await helpWith(self?.id ?? '', self?.id ?? '');
    await helpWith(unhelpful?.id ?? '', asker.id, null);
    const answer = await helpWith(hidden?.id ?? '', asker.id);
    await db.update(answers).set({ hiddenAt: new Date() }).where(eq(answers.id, answer));
    await helpWith(longAgo?.id ?? '', asker.id, new Date('2025-01-01'));
    expect(await named()).toEqual([]);
    await db.update(answers).set({ hiddenAt: null }).where(eq(answers.id, answer));
    expect(await named()).toEqual([hidden?.id]);
    await db
      .update(groups)
      .set({ staysOut: true })
      .where(eq(groups.id, hidden?.id ?? ''));
    expect(await named()).toEqual([]);
  });
});

describe('what was dropped', () => {
  it('lists approaches given up, shared reflections and closing words, newest first, with why', async () => {
    const [writer, adopter, thinker] = [await makeGroup(db), await makeGroup(db), await makeGroup(db)];
    await makeGroup(db, { closedAt: new Date('2026-02-03'), closingWords: 'Nobody came.' });
    const approach = await makeApproach(writer.id);
    await takeUp(approach, adopter.id, {
      outcome: 'dropped',
      outcomeAt: new Date('2026-02-02'),
      line: 'It rained.',
    });
    await takeUp(approach, thinker.id, { outcome: 'dropped', outcomeAt: new Date('2026-02-02') });
    const [reflection] = await db
      .insert(reflections)
      .values({ groupId: thinker.id, since: '2026-01-01', dueOn: '2026-02-01' })
      .returning();
    const answer = { reflectionId: reflection?.id ?? '', lang: 'en' };
    await db.insert(reflectionAnswers).values([
      { ...answer, step: 'dropped', text: 'The stall.', shared: true, sharedAt: new Date('2026-02-01') },
      { ...answer, step: 'worked', text: 'The bell.', shared: true, sharedAt: new Date('2026-02-01') },
    ]);
    const found = await listDropped(db, 'en', 10);
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['closing', 'Nobody came.'],
      ['adoption', 'It rained.'],
      ['reflection', 'The stall.'],
    ]);
    expect((await listDropped(db, 'en', 1, 1)).map(({ kind }) => kind)).toEqual(['adoption']);
    await db.update(approaches).set({ hiddenAt: new Date() });
    await db.update(reflectionAnswers).set({ hiddenAt: new Date() });
    await db.update(groups).set({ staysOut: true });
    expect(await listDropped(db, 'en', 10)).toEqual([]);
  });
});
