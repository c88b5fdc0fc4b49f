import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { adoptions, answers, approaches, approachTexts, groups, questions } from '#db/schema/index.ts';
import { findPaceRows } from '#features/pace/pace-rows.server.ts';
import { findJourneys, learningPace } from '#features/pace/pace.server.ts';
import { always, paceFigures, quarterPeriod } from '#features/pace/pace.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
  await makeLearning();
});
afterAll(() => opened.close());

const zone = 'Europe/Madrid';
const quarters = ['2025-Q4', '2026-Q1', '2026-Q2'];
/** Instants around the quarters and their borders, in the town's zone and beside it. */
const instants = fc
  .oneof(
    fc.date({ min: new Date('2025-09-01'), max: new Date('2026-08-01'), noInvalidDate: true }),
    fc.constantFrom(
      '2025-12-31T22:59:59Z',
      '2025-12-31T23:00:00Z',
      '2026-03-31T21:59:59Z',
      '2026-03-31T22:00:00Z',
    ),
  )
  .map((at) => new Date(at));
const pick = <Value>(values: fc.Arbitrary<Value>, count: number, seed: number) =>
  fc.sample(values, { numRuns: count, seed });

/** Groups of which some are hidden or not confirmed, and what they write, try, ask and answer. */
async function makeLearning(): Promise<void> {
  const person = await makePerson(db);
  const unconfirmed = { safeguarding: { concerns: ['children'] } };
  const ways = [{}, {}, {}, { hiddenAt: new Date() }, unconfirmed];
  const made: Awaited<ReturnType<typeof makeGroup>>[] = [];
  for (const [n, way] of ways.entries()) made.push(await makeGroup(db, { ...way, slug: `learning-${n}` }));
  const any = fc.constantFrom(...made);
  const [times, voices] = [pick(instants, 200, 1), pick(any, 200, 2)];
  const at = (n: number) => times[n % 200] ?? new Date();
  const by = (n: number) => voices[n % 200]?.id ?? '';
  const written = [...Array(20).keys()].map((n) => ({
    id: randomUUID(),
    slug: `approach-${n}`,
    idempotencyKey: randomUUID(),
    groupId: by(n),
    neighborhoodId: made[n % 5]?.neighborhoodId ?? '',
    lang: 'en',
    writtenAt: at(n),
    hiddenAt: n % 7 === 0 ? new Date() : null,
  }));
  await db.insert(approaches).values(written);
  await db
    .insert(approachTexts)
    .values(written.map(({ id }) => ({ approachId: id, lang: 'en', title: id, whatToDo: 'It.' })));
  const taken = written.flatMap(({ id: approachId }, n) =>
    made.slice(0, 1 + (n % 5)).map(({ id: groupId }, m) => {
      const outcome = [null, 'kept', 'adapted', 'dropped'][(n + m) % 4] ?? null;
      const adoptedAt = at(n * 5 + m);
      return {
        approachId,
        groupId,
        adoptedAt,
        askAt: adoptedAt,
        lang: 'en',
        outcome,
        outcomeAt: outcome ? at(n + m + 60) : null,
      };
    }),
  );
  await db.insert(adoptions).values(taken);
  const asked = [...Array(40).keys()].map((n) => ({
    id: randomUUID(),
    idempotencyKey: randomUUID(),
    groupId: n % 3 === 0 ? null : by(n),
    askedBy: person.id,
    lang: 'en',
    text: 'Which drain?',
    askedAt: at(n + 100),
    resolvedAt: n % 5 === 0 ? new Date() : null,
    hiddenAt: n % 9 === 0 ? new Date() : null,
  }));
  await db.insert(questions).values(asked);
  const given = asked.flatMap(({ id: questionId, askedAt }, n) =>
    [...Array(n % 3).keys()].map((m) => ({
      idempotencyKey: randomUUID(),
      questionId,
      answeredBy: person.id,
      groupId: m === 0 ? by(n + 7) : null,
      lang: 'en',
      text: 'That one.',
      answeredAt: new Date(askedAt.getTime() + (m + 1) * 86_400_000 * (1 + (n % 11))),
      helpedAt: n % 2 === 0 ? new Date() : null,
      hiddenAt: n % 8 === 0 ? new Date() : null,
    })),
  );
  await db.insert(answers).values(given);
}

describe('an organizer who opens a figure of how fast the town learns', () => {
  it.each([null, ...quarters])('finds exactly the rows it counts (%s)', async (quarter) => {
    const pace = await learningPace(db, quarter ? quarterPeriod(quarter) : always, zone);
    expect(Math.max(...paceFigures.map((figure) => pace[figure]))).toBeGreaterThan(1);
    for (const figure of paceFigures) {
      const rows = await findPaceRows(db, { figure, quarter }, 1, zone, 'en');
      expect({ figure, count: rows.count }).toEqual({ figure, count: pace[figure] });
    }
  });

  it('finds nothing of groups that are not public among the rows', async () => {
    const tried = await findPaceRows(db, { figure: 'tried', quarter: null }, 1, zone, 'en');
    const slugs = new Set(tried.adoptions.flatMap(({ from, to }) => [from.slug, to.slug]));
    expect([...slugs].sort()).toEqual(['learning-0', 'learning-1', 'learning-2']);
  });

  it.each([null, ...quarters])(
    'finds each approach taken up on one way between neighborhoods (%s)',
    async (quarter) => {
      const period = quarter ? quarterPeriod(quarter) : always;
      const [pace, ways] = await Promise.all([
        learningPace(db, period, zone),
        findJourneys(db, period, zone),
      ]);
      expect(ways.reduce((sum, { count }) => sum + count, 0)).toBe(pace.tried);
      for (const { from, to, count } of ways) {
        const rows = await findPaceRows(db, { figure: 'tried', quarter, from, to }, 1, zone, 'en');
        expect(rows.count).toBe(count);
      }
    },
  );

  it('reads the middle one of the days until an answer helped', async () => {
    const pace = await learningPace(db, always, zone);
    const helped = await findPaceRows(db, { figure: 'helped', quarter: null }, 1, zone, 'en');
    const rows = await db
      .select({ answer: answers, slug: groups.slug })
      .from(answers)
      .leftJoin(groups, eq(groups.id, answers.groupId));
    const standing = rows.filter(
      ({ answer, slug }) => !answer.hiddenAt && (slug === null || /learning-[012]/.test(slug)),
    );
    const days = helped.questions
      .map(({ id, askedAt }) =>
        Math.min(
          ...standing
            .filter(({ answer }) => answer.questionId === id && answer.helpedAt)
            .map(({ answer }) => (answer.answeredAt.getTime() - askedAt.getTime()) / 86_400_000),
        ),
      )
      .sort((a, b) => a - b);
    const [low = 0, high = 0] = [
      days[Math.floor((days.length - 1) / 2)],
      days[Math.ceil((days.length - 1) / 2)],
    ];
    expect(pace.daysToHelp).toBeCloseTo((low + high) / 2, 6);
  });
});
