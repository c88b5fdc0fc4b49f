import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import {
  answers,
  approaches,
  approachTexts,
  auditLog,
  feedItems,
  flags,
  mails,
  questions,
  searchDocuments,
} from '#db/schema/index.ts';
import { findApproachPage } from '#features/approaches/approach-page.server.ts';
import { readFeed } from '#features/feed/feed.server.ts';
import { findSubject, findSubjects, raiseConcern } from '#features/organize/concerns.server.ts';
import { findCalls } from '#features/organize/calls.server.ts';
import { listHidden } from '#features/organize/hidden-things.server.ts';
import { setHidden } from '#features/organize/hiding.server.ts';
import { type HideableType, hideableTypes } from '#features/organize/organize.ts';
import { findQuestionPage } from '#features/questions/question-page.server.ts';
import { constraintText, quoted } from '#test/support/constraints.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const mark = () => `mark${randomUUID().slice(0, 8)}`;

/** A resident's question with an answer of a group, and an approach of that group, each with words of its own. */
async function makeWords() {
  const [asker, group] = [await makePerson(db), await makeGroup(db)];
  const [question, answer, approach] = [randomUUID(), randomUUID(), randomUUID()];
  const words = { question: mark(), answer: mark(), approach: mark() };
  await db.insert(questions).values({
    id: question,
    idempotencyKey: question,
    askedBy: asker.id,
    lang: 'en',
    text: `Who knows ${words.question}?`,
  });
  await db.insert(answers).values({
    id: answer,
    idempotencyKey: answer,
    questionId: question,
    groupId: group.id,
    answeredBy: asker.id,
    lang: 'en',
    text: `Ask ${words.answer}.`,
  });
  await db.insert(approaches).values({
    id: approach,
    slug: approach,
    idempotencyKey: approach,
    groupId: group.id,
    neighborhoodId: 'saltpans',
    lang: 'en',
  });
  await db
    .insert(approachTexts)
    .values({ approachId: approach, lang: 'en', title: `Do ${words.approach}`, whatToDo: 'So.' });
  return { ids: { question, answer, approach }, words, group, asker };
}

type Words = Awaited<ReturnType<typeof makeWords>>;
type Kind = keyof Words['ids'];

/** Everywhere the public could read it: its page, the feed, search. */
async function everywhere({ ids }: Words): Promise<string> {
  return JSON.stringify([
    await findQuestionPage(db, ids.question, 'en'),
    await findApproachPage(db, ids.approach, 'en'),
    (await readFeed(db, {}, null, 'en')).items,
    await db.select({ title: searchDocuments.title, body: searchDocuments.body }).from(searchDocuments),
  ]);
}

const hide = async (kind: HideableType, id: string, again = false) => {
  const organizer = await makePerson(db);
  const reason = again ? null : ('advertising' as const);
  return setHidden(db, organizer.id, kind, id, reason, new Date());
};

describe.each(['question', 'answer', 'approach'] as const)('an organizer who hides a %s', (kind: Kind) => {
  it('takes its words away everywhere at once, and brings them back', async () => {
    await db.delete(feedItems);
    const made = await makeWords();
    expect(await everywhere(made)).toContain(made.words[kind]);
    const thing = await hide(kind, made.ids[kind]);
    expect(thing?.tags).toContain(kind === 'approach' ? 'approaches' : 'questions');
    expect(thing?.tags).toContain(
      kind === 'approach' ? `approach:${made.ids.approach}` : `question:${made.ids.question}`,
    );
    const said = await everywhere(made);
    expect(said).not.toContain(made.words[kind]);
    if (kind === 'question') expect(said).not.toContain(made.words.answer);
    expect(await findSubject(db, kind, made.ids[kind])).toBeNull();
    expect((await listHidden(db)).map(({ subjectId }) => subjectId)).toContain(made.ids[kind]);
    await hide(kind, made.ids[kind], true);
    expect(await everywhere(made)).toContain(made.words[kind]);
    expect((await listHidden(db)).map(({ subjectId }) => subjectId)).not.toContain(made.ids[kind]);
    const acts = await db.select().from(auditLog).where(eq(auditLog.subjectId, made.ids[kind]));
    expect(acts.map(({ act, subjectType, reason }) => [act, subjectType, reason])).toEqual([
      ['hide-content', kind, 'advertising'],
      ['show-again', kind, null],
    ]);
  });

  it('holds back mails that wait to be sent and quote it, and no others', async () => {
    const made = await makeWords();
    const path = {
      question: `/questions/${made.ids.question}/`,
      answer: `/questions/${made.ids.question}/#answer-${made.ids.answer}`,
      approach: `/approaches/${made.ids.approach}/`,
    }[kind];
    const letter = { recipient: 'a@example.org', lang: 'en', subject: 's', bodyHtml: '' };
    const write = async (more: { kind: string; bodyText: string; sentAt?: Date }) =>
      (
        await db
          .insert(mails)
          .values({ ...letter, ...more })
          .returning()
      )[0]?.id ?? '';
    const waits = await write({ kind: 'digest', bodyText: `Read https://t.example${path}` });
    const other = await write({ kind: 'digest', bodyText: 'Read https://t.example/questions/other/' });
    const sent = await write({ kind: 'digest', bodyText: `https://t.example${path}`, sentAt: new Date() });
    await hide(kind, made.ids[kind]);
    const bodyOf = async (id: string) => (await db.select().from(mails).where(eq(mails.id, id)))[0]?.bodyText;
    expect(await bodyOf(waits)).toBe('');
    expect(await bodyOf(other)).not.toBe('');
    expect(await bodyOf(sent)).not.toBe('');
  });

  it('is told of concerns about it, by its name and address', async () => {
    const made = await makeWords();
    const subject = await findSubject(db, kind, made.ids[kind]);
    expect(subject?.name).toContain(kind === 'approach' ? made.words.approach : made.words.question);
    expect(subject?.path).toContain(kind === 'approach' ? made.ids.approach : made.ids.question);
    await db.delete(flags);
    const concern = { subjectType: kind, subjectId: made.ids[kind], words: 'A name.', raisedBy: null };
    await raiseConcern(db, concern);
    const calls = await findCalls(db, new Date());
    expect(calls.find(({ reason }) => reason.startsWith('concern'))).toMatchObject(
      kind === 'question'
        ? { reason: 'concern-resident' }
        : { reason: 'concern', groupSlug: made.group.slug },
    );
    expect((await findSubjects(db, [concern])).has(made.ids[kind])).toBe(true);
  });
});

it('nothing is hidden that is not there', async () => {
  for (const type of hideableTypes) expect(await hide(type, randomUUID())).toBeNull();
});

it('the forms and the database list the same things to raise a concern about', async () => {
  expect(quoted(await constraintText(db, 'flags_subject')).sort()).toEqual([...hideableTypes].sort());
});
