import { describe, expect, it } from 'vitest';
import {
  chooseNews,
  digestItemsMost,
  digestOfOneGroupMost,
  dueDigest,
  indexNews,
  type Interests,
  type News,
  newsSince,
} from '#features/digest/digest.ts';

const zone = 'Europe/Madrid';
const due = (instant: string) => dueDigest(new Date(instant), zone)?.day ?? null;

describe('the week’s digest', () => {
  it('falls due on Thursday at seven by the town’s clocks, in winter and in summer', () => {
    expect(due('2026-01-15T05:59:59Z')).toBeNull();
    expect(due('2026-01-15T06:00:00Z')).toBe('2026-01-15');
    expect(due('2026-07-16T04:59:59Z')).toBeNull();
    expect(due('2026-07-16T05:00:00Z')).toBe('2026-07-16');
  });
  it('goes out late after a day of trouble, and not at all when the week is half over', () => {
    expect(due('2026-01-17T22:00:00Z')).toBe('2026-01-15');
    expect(due('2026-01-18T06:00:01Z')).toBeNull();
    expect(due('2026-01-22T05:00:00Z')).toBeNull();
  });
  it('tells what is new since the last one, of two weeks at most, and is not silenced by a clock that ran ahead', () => {
    const at = { day: '2026-01-15', until: new Date('2026-01-15T06:00:00Z') };
    const since = (day: string | null) =>
      newsSince(day === null ? null : new Date(day), at)
        .toISOString()
        .slice(0, 10);
    expect(since(null)).toBe('2026-01-08');
    expect(since('2026-01-08T06:00:00Z')).toBe('2026-01-08');
    expect(since('2025-06-01T06:00:00Z')).toBe('2026-01-01');
    expect(since('2027-06-01T06:00:00Z')).toBe('2026-01-08');
  });
});

let id = 0;
const news = (given: Partial<News>): News => ({
  id: (id += 1),
  at: new Date(Date.UTC(2026, 0, 10, 0, id % 60)),
  groupId: null,
  focusId: null,
  neighborhoodId: null,
  questionId: null,
  approachId: null,
  ...given,
});
const interests = (given: Partial<Record<keyof Interests, string[]>>): Interests => {
  const of = (key: keyof Interests) => new Set(given[key] ?? []);
  return {
    groups: of('groups'),
    questions: of('questions'),
    approaches: of('approaches'),
    focuses: of('focuses'),
    neighborhoods: of('neighborhoods'),
  };
};
const choose = (items: News[], given: Partial<Record<keyof Interests, string[]>>, since = '2026-01-01') => {
  const newest = [...items].sort((a, b) => b.at.getTime() - a.at.getTime());
  return chooseNews(indexNews(newest), interests(given), new Date(since)).map((each) => each.id);
};

describe('what one person’s digest tells', () => {
  it('puts what they follow by name first, then their focuses, then their neighborhood, each newest first', () => {
    const near = news({ neighborhoodId: 'saltpans' });
    const topic = news({ focusId: 'water' });
    const question = news({ questionId: 'q' });
    const older = news({ groupId: 'a', at: new Date('2026-01-05') });
    const found = choose([near, topic, question, older], {
      neighborhoods: ['saltpans'],
      focuses: ['water'],
      questions: ['q'],
      groups: ['a'],
    });
    expect(found).toEqual([question.id, older.id, topic.id, near.id]);
  });
  it('tells each thing once, however many reasons there are for it', () => {
    const item = news({ groupId: 'a', focusId: 'water', neighborhoodId: 'saltpans' });
    expect(choose([item], { groups: ['a'], focuses: ['water'], neighborhoods: ['saltpans'] })).toEqual([
      item.id,
    ]);
  });
  it('tells nothing to somebody who follows nothing, and nothing that was told before', () => {
    const item = news({ groupId: 'a', focusId: 'water' });
    expect(choose([item], {})).toEqual([]);
    expect(choose([item], { groups: ['a'] }, '2026-02-01')).toEqual([]);
  });
  it('has an end, and no group fills it', () => {
    const loud = Array.from({ length: 40 }, () => news({ groupId: 'loud', focusId: 'water' }));
    const others = Array.from({ length: 40 }, (_, n) =>
      news({ groupId: `g${n}`, focusId: 'water', at: new Date('2026-01-03') }),
    );
    const found = choose([...loud, ...others], { focuses: ['water'] });
    expect(found).toHaveLength(digestItemsMost);
    expect(found.filter((each) => loud.some((item) => item.id === each))).toHaveLength(digestOfOneGroupMost);
  });
});
