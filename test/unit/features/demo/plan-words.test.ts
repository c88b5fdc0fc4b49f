import { beforeAll, describe, expect, test } from 'vitest';
import type { DemoContent } from '#features/demo/demo.ts';
import { loadDemo } from '#features/demo/demo.server.ts';
import { planWords, type Wordless } from '#features/demo/plan-words.ts';
import { addDays } from '#lib/calendar-day.ts';

let content: DemoContent;
beforeAll(async () => {
  content = await loadDemo('content');
});

const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A year of weekly reports of eight groups, two of which write Spanish. */
function yearOfReports(): Wordless[] {
  return Array.from({ length: 52 }, (_, week) =>
    groups.map((groupId, index) => ({
      groupId,
      lang: index < 2 ? 'es' : 'en',
      measureId: index % 2 === 0 ? 'trips-without-a-car' : 'calls-and-visits',
      periodEnd: addDays('2025-11-24', 7 * week),
      mood: ((week * 7 + index * 3) % 50) / 50,
      nothing: (week + index) % 19 === 18,
      amended: (week + index) % 29 === 28,
      withdrawn: week === 30 && index === 3,
    })),
  ).flat();
}

/** What each group wrote, in order. */
function byGroup(seed = 'seed') {
  const reports = yearOfReports();
  const words = planWords(reports, content, seed);
  return groups.map((groupId) => words.filter((_, at) => reports[at]?.groupId === groupId));
}

const texts = (words: { tried?: string; happened?: string; learned?: string; next?: string }) =>
  [words.tried, words.happened, words.learned, words.next].filter((text) => text !== undefined);

describe('somebody who reads a year of one group’s reports', () => {
  test('never reads the same report twice, nor the same sentence but for the weather and who came', () => {
    const { en, es } = content.diary;
    const small = [en, es].flatMap((diary) => [
      ...(diary?.people ?? []),
      ...Object.values(diary?.weather ?? {}).flat(),
    ]);
    for (const reports of byGroup()) {
      const whole = reports.map((words) => texts(words).join(' ')).filter((text) => text !== '');
      expect(new Set(whole).size).toBe(whole.length);
      const said = reports
        .flatMap(texts)
        .map((text) => small.reduce((rest, line) => rest.replace(line, ''), text));
      const sentences = said.map((text) => text.trim()).filter((text) => text !== '');
      expect(sentences.filter((text, at) => sentences.indexOf(text) !== at)).toEqual([]);
    }
  });

  test('finds words in most of them, what was learned in many, and in some a number alone', () => {
    for (const reports of byGroup()) {
      const part = (which: (words: (typeof reports)[number]) => unknown) =>
        reports.filter(which).length / reports.length;
      expect(part((words) => texts(words).length > 0)).toBeGreaterThan(0.7);
      expect(part((words) => texts(words).length > 0)).toBeLessThan(0.97);
      expect(part((words) => words.learned)).toBeGreaterThan(0.2);
    }
  });

  test('reads it in the group’s language', () => {
    const [spanish] = byGroup();
    const english = new Set([...(content.diary.en.incidents ?? []), ...content.diary.en.learned]);
    for (const text of (spanish ?? []).flatMap(texts)) {
      expect([...english].filter((line) => text.includes(line))).toEqual([]);
    }
  });
});

test('a reader of one week’s reports of all groups does not read one sentence of what was learned twice', () => {
  const reports = yearOfReports();
  const words = planWords(reports, content, 'seed');
  for (let at = 0; at + groups.length <= words.length; at += groups.length) {
    const learned = words.slice(at, at + groups.length).flatMap((each) => each.learned ?? []);
    expect(new Set(learned).size).toBe(learned.length);
  }
});

test('whoever amends or withdraws says why, and nobody else does', () => {
  const reports = yearOfReports();
  for (const [at, words] of planWords(reports, content, 'seed').entries()) {
    expect([Boolean(words.amended), Boolean(words.withdrawn)]).toEqual([
      reports[at]?.amended,
      reports[at]?.withdrawn,
    ]);
  }
});

test('the same seed gives the same words, another seed others', () => {
  expect(byGroup('a')).toEqual(byGroup('a'));
  expect(byGroup('a')).not.toEqual(byGroup('b'));
});
