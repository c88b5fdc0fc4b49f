import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Database, OpenDatabase } from '#db/client.ts';
import { answers, groupMeasures, groups, questions, searchDocuments } from '#db/schema/index.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { answerQuestion, sayItHelped, withdrawAnswer } from '#features/questions/answer.server.ts';
import { addressQuestion } from '#features/questions/address.server.ts';
import { proposeGroups } from '#features/questions/propose-groups.server.ts';
import { askQuestion, resolveQuestion } from '#features/questions/ask.server.ts';
import { upsertChapterQuestions } from '#features/questions/chapter-questions.server.ts';
import { listQuestions } from '#features/questions/list-questions.server.ts';
import { findQuestionPage } from '#features/questions/question-page.server.ts';
import { questionState } from '#features/questions/questions.ts';
import type { Town } from '#features/town/town.ts';
import { actorOf, mailsTo, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeMeasure } from '#test/support/ledger.ts';
import { makePerson } from '#test/support/people.ts';
import { testServices, type TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const words = { text: 'Which drain refuses?', detail: null, focusId: null, neighborhoodId: null };

async function asked(services: TestServices, actor: Actor, group: string | null, more = {}) {
  const fields = { key: randomUUID(), group, ...words, ...more };
  const outcome = await askQuestion(services, actor, fields, 'en');
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.id;
}

async function answered(services: TestServices, actor: Actor, question: string, group: string | null = null) {
  const key = randomUUID();
  const fields = { key, question, group, text: 'Look after the tide.', approach: null };
  const outcome = await answerQuestion(services, actor, fields, 'en');
  if (!outcome.ok) throw new Error(outcome.refusal);
  const [row] = await db.select({ id: answers.id }).from(answers).where(eq(answers.idempotencyKey, key));
  return row?.id ?? '';
}

const stateOf = async (id: string) => {
  const page = await findQuestionPage(db, id, 'en');
  return page && questionState(page);
};

describe('a resident who asks', () => {
  it('asks once, however often the form is sent', async () => {
    const services = testServices(db);
    const actor = actorOf(await makePerson(db));
    const fields = { key: randomUUID(), group: null, ...words };
    await Promise.all([1, 2, 3].map(() => askQuestion(services, actor, fields, 'en')));
    expect(await db.select().from(questions).where(eq(questions.askedBy, actor.personId))).toHaveLength(1);
  });
  it('is told of an answer, says that it helped, and settles the question', async () => {
    const services = testServices(db);
    const asker = actorOf(await makePerson(db));
    const neighbor = actorOf(await makePerson(db));
    const id = await asked(services, asker, null);
    expect(await stateOf(id)).toBe('open');
    const answer = await answered(services, neighbor, id);
    expect(await mailsTo(db, asker.personId)).toEqual(['question-answered']);
    expect(await stateOf(id)).toBe('answered');
    const said = { answer, helped: true, cameOfIt: 'It was the gutter.' };
    expect(await sayItHelped(services, neighbor, said)).toEqual(refusal('not-allowed'));
    expect(await sayItHelped(services, asker, said)).toMatchObject({ ok: true });
    await sayItHelped(services, asker, said);
    expect(await mailsTo(db, neighbor.personId)).toEqual(['answer-helped']);
    expect(await resolveQuestion(services, asker, { question: id, resolved: true })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(id)).toBe('resolved');
  });
  it('may not speak for a group without belonging to it', async () => {
    const { services, group } = await makeGroupWith(db, 0);
    const stranger = actorOf(await makePerson(db));
    const fields = { key: randomUUID(), group: group.id, ...words };
    expect(await askQuestion(services, stranger, fields, 'en')).toEqual(refusal('not-allowed'));
  });
  it('takes an answer back, and its words are gone everywhere', async () => {
    const services = testServices(db);
    const asker = actorOf(await makePerson(db));
    const neighbor = actorOf(await makePerson(db));
    const id = await asked(services, asker, null);
    const answer = await answered(services, neighbor, id);
    expect(await withdrawAnswer(services, asker, answer)).toEqual(refusal('not-allowed'));
    expect(await withdrawAnswer(services, neighbor, answer)).toMatchObject({ ok: true });
    expect((await findQuestionPage(db, id, 'en'))?.given).toEqual([]);
    const [found] = await db.select().from(searchDocuments).where(eq(searchDocuments.ref, id));
    expect(found?.body).toBe('');
  });
});

describe('a group that asks', () => {
  it('has any of its members settle the question, and tells its conveners of answers', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 2);
    const id = await asked(services, first, group.id);
    await answered(services, actorOf(await makePerson(db)), id);
    expect(await mailsTo(db, convener.personId)).toEqual(['question-answered']);
    expect(await resolveQuestion(services, convener, { question: id, resolved: true })).toMatchObject({
      ok: true,
    });
  });
  it('no longer lets somebody settle its question who has left', async () => {
    const { services, group } = await makeGroupWith(db, 0);
    const person = await makePerson(db);
    const id = randomUUID();
    await db
      .insert(questions)
      .values({ id, idempotencyKey: id, groupId: group.id, askedBy: person.id, lang: 'en', text: 'Who?' });
    const outcome = await resolveQuestion(services, actorOf(person), { question: id, resolved: true });
    expect(outcome).toEqual(refusal('not-allowed'));
  });
  it('is shown first the groups that are clearly better, and asks those it ticks, each once', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const other = await makeGroupWith(db, 0, { name: 'Clearly better' });
    const measure = await makeMeasure(db);
    await db
      .insert(groupMeasures)
      .values({ groupId: other.group.id, measureId: measure.id, trajectory: 'clearly-better' });
    const [best] = await proposeGroups(db, {
      ...{ text: 'Who?', lang: 'en' },
      focusId: 'water',
      neighborhoodId: 'saltpans',
      groupId: group.id,
    });
    expect(best).toMatchObject({ reasons: ['clearly-better', 'same-focus'] });
    const id = await asked(services, first, group.id);
    const address = { question: id, groups: [other.group.id, group.id] };
    await addressQuestion(services, first, address);
    await addressQuestion(services, first, address);
    expect((await findQuestionPage(db, id, 'en'))?.addressees.map(({ name }) => name)).toEqual([
      'Clearly better',
    ]);
    expect(await mailsTo(db, other.convener.personId)).toEqual(['question-addressed']);
  });
  it('is proposed groups that use its words, whether or not it names a focus, and hears which words', async () => {
    const about = 'We raise otters below the weir.';
    const { group } = await makeGroupWith(db, 0, { name: 'Holt', about, focusId: null });
    const place = { lang: 'en', focusId: null, neighborhoodId: null, groupId: null };
    const proposed = await proposeGroups(db, { ...place, text: 'Where does an otter sleep?' });
    expect(proposed).toMatchObject([{ id: group.id, reasons: ['words'], says: [{ word: 'otter' }] }]);
    expect(await proposeGroups(db, { ...place, text: 'Who is it, and why?' })).toEqual([]);
    const withFocus = await proposeGroups(db, { ...place, focusId: 'water', text: 'An otter at a weir?' });
    expect(withFocus.map(({ id }) => id)).toContain(group.id);
  });
});

describe('a resident who reads questions', () => {
  it('sees nothing of a hidden group: no question, no answer, nothing in search', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const id = await asked(services, first, group.id);
    const open = await asked(services, actorOf(await makePerson(db)), null);
    await answered(services, first, open, group.id);
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
    expect(await findQuestionPage(db, id, 'en')).toBeNull();
    expect((await findQuestionPage(db, open, 'en'))?.given).toEqual([]);
    const [found] = await db.select().from(searchDocuments).where(eq(searchDocuments.ref, open));
    expect(found?.body).toBe('');
    const { questions: listed } = await listQuestions(db, { page: 1 });
    expect(listed.map((each) => each.id)).not.toContain(id);
  });
  it('finds each state by its filter', async () => {
    const services = testServices(db);
    const asker = actorOf(await makePerson(db));
    const [open, done] = [await asked(services, asker, null), await asked(services, asker, null)];
    await resolveQuestion(services, asker, { question: done, resolved: true });
    const ids = async (state: 'open' | 'resolved') =>
      (await listQuestions(db, { state, page: 1 })).questions.map((each) => each.id);
    expect(await ids('open')).toContain(open);
    expect(await ids('open')).not.toContain(done);
    expect(await ids('resolved')).toContain(done);
  });
  it('finds a chapter’s open question by its chapter, and its answers stay when it is worded anew', async () => {
    const services = testServices(db);
    const town = (question: string) =>
      ({
        languages: ['en'],
        chapters: [{ slug: 'twice-a-day', language: 'en', question }],
      }) as unknown as Town;
    await upsertChapterQuestions(db, town('What if we were good at it?'), new Date());
    const before = await findQuestionPage(db, 'twice-a-day', 'en');
    await answered(services, actorOf(await makePerson(db)), before?.id ?? '');
    await upsertChapterQuestions(db, town('What if we liked it?'), new Date());
    const after = await findQuestionPage(db, 'twice-a-day', 'en');
    expect(after).toMatchObject({ id: before?.id, text: 'What if we liked it?', answers: 1 });
  });
});
