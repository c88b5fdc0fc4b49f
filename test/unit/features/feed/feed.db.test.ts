import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import {
  adoptions,
  answers,
  approaches,
  approachTexts,
  feedItems,
  follows,
  groups,
  hands,
  questions,
  reflectionAnswers,
  reflections,
  reports,
} from '#db/schema/index.ts';
import { readFeed } from '#features/feed/feed.server.ts';
import { feedKinds, feedSorts, itemsPerPage, type FeedItem } from '#features/feed/feed.ts';
import { sentenceText, titleOf } from '#features/feed/feed-words.ts';
import { readTogether } from '#features/feed/together.server.ts';
import { readMyFeed } from '#features/feed/my-feed.server.ts';
import { interfaceLanguages } from '#i18n/catalog.ts';
import { translator } from '#i18n/translate.ts';
import { makeMember } from '#test/support/belonging.ts';
import { constraintText, quoted } from '#test/support/constraints.ts';
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
beforeEach(() => db.delete(feedItems));

const unsafe = { concerns: ['children'] };

async function makeApproach(groupId: string, title = 'Chalk the waterline') {
  const id = randomUUID();
  await db.insert(approaches).values({
    id,
    slug: id,
    idempotencyKey: id,
    groupId,
    focusId: 'water',
    neighborhoodId: 'saltpans',
    lang: 'en',
  });
  await db.insert(approachTexts).values({ approachId: id, lang: 'en', title, whatToDo: 'Chalk it.' });
  return id;
}

async function makeQuestion(groupId: string | null) {
  const id = randomUUID();
  const person = await makePerson(db);
  await db.insert(questions).values({
    id,
    idempotencyKey: id,
    groupId,
    askedBy: person.id,
    lang: 'en',
    text: 'Which drain refuses?',
    focusId: 'water',
    askedAt: new Date('2026-03-01T10:00:00Z'),
  });
  return id;
}

async function makeAnswer(questionId: string, groupId: string | null) {
  const person = await makePerson(db);
  const id = randomUUID();
  await db.insert(answers).values({
    id,
    idempotencyKey: id,
    questionId,
    groupId,
    answeredBy: person.id,
    lang: 'en',
    text: 'The third one.',
    answeredAt: new Date('2026-03-04T10:00:00Z'),
  });
  return id;
}

async function makeReflection(groupId: string, shared: boolean) {
  const [reflection] = await db
    .insert(reflections)
    .values({ groupId, since: '2026-01-01', dueOn: '2026-03-01' })
    .returning();
  const [answer] = await db
    .insert(reflectionAnswers)
    .values({
      reflectionId: reflection?.id ?? '',
      step: 'learned',
      lang: 'en',
      text: 'Ask first.',
      shared,
      sharedAt: shared ? new Date() : null,
    })
    .returning();
  return answer?.id ?? '';
}

/** Everything of one group that the feed can tell, and what it was done with. */
async function makeLife(given: Partial<typeof groups.$inferInsert> = {}) {
  const ledger = makeLedger(db, '2026-11-22T18:00:00Z');
  const measure = await makeMeasure(db);
  const who = await makeReportingGroup(db, measure.id, given);
  const group = who.group;
  const other = await makeGroup(db, { name: 'Gully Gang' });
  const report = await post(ledger, who, measure.id, { words: { learned: 'Look after the tide.' } });
  const question = await makeQuestion(group.id);
  const answer = await makeAnswer(question, group.id);
  await db
    .update(answers)
    .set({ helpedAt: new Date(), cameOfIt: 'It was the gutter.' })
    .where(eq(answers.id, answer));
  const approach = await makeApproach(group.id);
  const theirs = await makeApproach(other.id, 'Map the refusals');
  const [adoption] = await db
    .insert(adoptions)
    .values({ approachId: theirs, groupId: group.id, askAt: new Date(), lang: 'en' })
    .returning();
  await db
    .update(adoptions)
    .set({ outcome: 'dropped', outcomeAt: new Date(), line: 'Nobody came.' })
    .where(eq(adoptions.id, adoption?.id ?? ''));
  const shared = await makeReflection(group.id, true);
  const hand = randomUUID();
  await db.insert(hands).values({
    id: hand,
    idempotencyKey: hand,
    groupId: group.id,
    toWhom: 'organizers',
    lang: 'en',
    words: 'our own words',
    passedOnAt: new Date(),
    passedOnWords: 'They need a lamp.',
  });
  return {
    group,
    other,
    report,
    question,
    answer,
    approach,
    theirs,
    shared,
    hand,
    who,
    adoption: adoption?.id ?? '',
  };
}

const read = async (filter = {}) => (await readFeed(db, filter, null, 'en')).items;
const kindsOf = (items: readonly FeedItem[]) => items.map(({ kind }) => kind).sort();
const ofGroup = (items: readonly FeedItem[], slug: string) =>
  items.filter(({ group }) => group?.slug === slug);

describe('the feed', () => {
  it('tells everything a group does, each kind with who, what and where it leads', async () => {
    const { group } = await makeLife();
    const told = ofGroup(await read(), group.slug);
    expect(kindsOf(told)).toEqual(feedKinds.filter((kind) => kind !== 'divided').sort());
    for (const lang of interfaceLanguages) {
      const style = { t: translator(lang), lang, currency: 'EUR' };
      for (const item of told) {
        expect(sentenceText(item, style)).not.toMatch(/[{}\u0001\u0002]/);
        expect(titleOf(item, style).text).not.toBe('');
        expect(item.path).toMatch(/^\/\w/);
      }
    }
    const texts = told.map((item) => [
      item.kind,
      sentenceText(item, { t: translator('en') }),
      titleOf(item, { t: translator('en'), lang: 'en', currency: 'EUR' }).text,
      item.excerpt?.text,
    ]);
    expect(texts).toContainEqual(['report', 'Low Door Watch reported', '14 drains', 'Look after the tide.']);
    expect(texts).toContainEqual([
      'outcome',
      'Low Door Watch dropped an approach of Gully Gang, and says why',
      'Map the refusals',
      'Nobody came.',
    ]);
    expect(told.find(({ kind }) => kind === 'helped')?.days).toBe(3);
  });

  it('says nothing of a group that is hidden or whose safeguarding is not confirmed', async () => {
    for (const given of [{ hiddenAt: new Date() }, { safeguarding: unsafe }]) {
      await db.delete(feedItems);
      const { group, other } = await makeLife();
      await db.update(groups).set(given).where(eq(groups.id, group.id));
      const said = JSON.stringify(await read());
      expect(said).not.toContain(group.slug);
      expect(kindsOf(await read())).toEqual(['approach', 'group']);
      expect(said).toContain(other.slug);
    }
  });

  it('says nothing of an adoption whose approach is of a group that is hidden', async () => {
    const { group, other } = await makeLife();
    await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, other.id));
    expect(kindsOf(ofGroup(await read(), group.slug))).not.toContain('adoption');
    expect(JSON.stringify(await read())).not.toContain(other.slug);
  });

  it.each([
    [
      'report',
      (life: Life) => db.update(reports).set({ hiddenAt: new Date() }).where(eq(reports.id, life.report)),
    ],
    [
      'question',
      (life: Life) =>
        db.update(questions).set({ hiddenAt: new Date() }).where(eq(questions.id, life.question)),
    ],
    [
      'answer',
      (life: Life) => db.update(answers).set({ hiddenAt: new Date() }).where(eq(answers.id, life.answer)),
    ],
    [
      'helped',
      (life: Life) =>
        db.update(answers).set({ withdrawnAt: new Date(), text: '' }).where(eq(answers.id, life.answer)),
    ],
    [
      'approach',
      (life: Life) =>
        db.update(approaches).set({ hiddenAt: new Date() }).where(eq(approaches.id, life.approach)),
    ],
    [
      'outcome',
      (life: Life) =>
        db.update(approaches).set({ hiddenAt: new Date() }).where(eq(approaches.id, life.theirs)),
    ],
    [
      'reflection',
      (life: Life) =>
        db
          .update(reflectionAnswers)
          .set({ hiddenAt: new Date() })
          .where(eq(reflectionAnswers.id, life.shared)),
    ],
    ['hand', (life: Life) => db.update(hands).set({ hiddenAt: new Date() }).where(eq(hands.id, life.hand))],
  ] as const)('no longer tells a %s that was hidden or taken back', async (kind, hide) => {
    const life = await makeLife();
    expect(kindsOf(ofGroup(await read(), life.group.slug))).toContain(kind);
    await hide(life);
    expect(kindsOf(ofGroup(await read(), life.group.slug))).not.toContain(kind);
  });

  it('never tells a reflection of which nothing is shared', async () => {
    const group = await makeGroup(db);
    await makeReflection(group.id, false);
    expect(kindsOf(await read())).toEqual(['group']);
  });

  it('is narrowed by kind, focus, neighborhood and group', async () => {
    const { group, other } = await makeLife();
    await makeQuestion(null);
    for (const [sort, kinds] of Object.entries(feedSorts)) {
      const found = await read({ sort });
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ kind }) => (kinds as readonly string[]).includes(kind))).toBe(true);
    }
    expect(await read({ focusId: 'nowhere' })).toEqual([]);
    expect(await read({ neighborhoodId: 'nowhere' })).toEqual([]);
    expect(kindsOf(await read({ groupId: other.id }))).toEqual(['approach', 'group']);
    expect((await read({ groupId: group.id })).every((item) => item.group?.slug === group.slug)).toBe(true);
  });

  it('is read to its end page by page, each thing once', async () => {
    const instant = new Date('2026-03-01T10:00:00Z');
    for (let n = 0; n < itemsPerPage + 7; n += 1)
      await makeGroup(db, {
        name: `Group ${n}`,
        createdAt: new Date(instant.getTime() + Math.floor(n / 5) * 1000),
      });
    const seen: string[] = [];
    let before: number | null = null;
    for (let turn = 0; turn < 5; turn += 1) {
      const page = await readFeed(db, {}, before, 'en');
      seen.push(...page.items.map(({ path }) => path));
      before = page.next;
      if (before === null) break;
    }
    expect(before).toBeNull();
    expect(seen).toHaveLength(itemsPerPage + 7);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('the feed of everything', () => {
  it('tells the reports of a week in one line, and leads to exactly them', async () => {
    const ledger = makeLedger(db, '2026-11-22T18:00:00Z');
    const measure = await makeMeasure(db);
    const who = await makeReportingGroup(db, measure.id);
    const first = await post(ledger, who, measure.id, { words: { learned: 'Look after the tide.' } });
    const second = await post(ledger, who, measure.id, { words: { learned: 'Ask first.' } });
    const question = await makeQuestion(null);
    const { entries, next } = await readTogether(db, {}, null, 'en', 'UTC');
    const [line] = entries.filter((entry) => entry.kind === 'reports');
    expect(line).toMatchObject({ count: 2, groups: 1, before: null });
    expect(line?.shown.map(({ path }) => path)).toEqual([`/reports/${second}/`]);
    expect(entries.map(({ kind }) => kind)).not.toContain('report');
    expect(JSON.stringify(entries)).toContain(question);
    expect(next).toBeNull();
    const all = await readFeed(db, { sort: 'reports' }, line?.before ?? null, 'en');
    expect(all.items.map(({ path }) => path)).toEqual([`/reports/${second}/`, `/reports/${first}/`]);
    await db.update(reports).set({ hiddenAt: new Date() }).where(eq(reports.id, second));
    const left = await readTogether(db, {}, null, 'en', 'UTC');
    expect(left.entries.find((entry) => entry.kind === 'reports')).toMatchObject({ count: 1 });
  });
});

type Life = Awaited<ReturnType<typeof makeLife>>;

describe('what somebody follows', () => {
  it('is their groups and what they chose, and nothing else', async () => {
    const life = await makeLife();
    const stranger = await makePerson(db);
    expect((await readMyFeed(db, stranger.id, null, 'en')).items).toEqual([]);
    const member = await makeMember(db, life.other.id);
    expect(kindsOf((await readMyFeed(db, member.personId, null, 'en')).items)).toEqual(['approach', 'group']);
    const choose = (subjectType: string, subjectId: string) =>
      db.insert(follows).values({ personId: stranger.id, subjectType, subjectId });
    await choose('question', life.question);
    expect(kindsOf((await readMyFeed(db, stranger.id, null, 'en')).items)).toEqual(['answer', 'helped']);
    await choose('approach', life.theirs);
    expect(kindsOf((await readMyFeed(db, stranger.id, null, 'en')).items)).toEqual([
      'adoption',
      'answer',
      'helped',
      'outcome',
    ]);
  });
});

it('the feed and the database list the same kinds', async () => {
  expect(quoted(await constraintText(db, 'feed_items_kind')).sort()).toEqual([...feedKinds].sort());
});
