import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, drawPrompt, weightOf } from '#features/prompts/draw.ts';
import { addDays } from '#lib/calendar-day.ts';

const candidate = (id: string, given: Partial<Candidate> = {}): Candidate => ({
  id,
  asked: 0,
  changed: 0,
  lastAskedOn: null,
  writtenForGroupAt: null,
  ...given,
});
const meeting = { groupId: 'low-door-watch', onDate: '2026-11-19' };

/** How often each was drawn in so many weeks. */
function drawn(candidates: readonly Candidate[], weeks: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let week = 0; week < weeks; week += 1) {
    const onDate = addDays('2026-01-01', week);
    const id = drawPrompt(candidates, { ...meeting, onDate })?.id ?? '';
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

describe('the question for a meeting', () => {
  it('is the same however often a group looks, and in whatever order the questions are read', () => {
    const some = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(some, (ids) => {
        const list = ids.map((id) => candidate(id));
        expect(drawPrompt([...list].reverse(), meeting)).toEqual(drawPrompt(list, meeting));
      }),
    );
  });
  it('changes from meeting to meeting, each as likely as the other without any evidence', () => {
    const counts = drawn(
      ['a', 'b', 'c', 'd'].map((id) => candidate(id)),
      4000,
    );
    for (const id of ['a', 'b', 'c', 'd']) expect(counts[id]).toBeGreaterThan(900);
  });
  it('is more often one that changed plans: as its weight says', () => {
    const good = candidate('good', { asked: 8, changed: 7 });
    const poor = candidate('poor', { asked: 8, changed: 0 });
    expect([weightOf(good), weightOf(poor)]).toEqual([0.8, 0.1]);
    const counts = drawn([good, poor], 4000);
    expect((counts.good ?? 0) / 4000).toBeCloseTo(8 / 9, 1);
  });
  it('gives a new one the same chance as one that changes every other plan', () => {
    expect(weightOf({ asked: 0, changed: 0 })).toBe(weightOf({ asked: 4, changed: 2 }));
  });
  it('is none that this group was asked within half a year', () => {
    const recent = candidate('recent', { asked: 9, changed: 9, lastAskedOn: '2026-06-01' });
    expect(drawn([recent, candidate('other')], 100)).toEqual({ other: 100 });
  });
  it('is the one asked longest ago when all were asked lately', () => {
    const list = [
      candidate('may', { lastAskedOn: '2026-11-01' }),
      candidate('june', { lastAskedOn: '2026-10-01' }),
    ];
    expect(drawPrompt(list, meeting)?.id).toBe('june');
  });
  it('is first what a moderator wrote for the group, until it was asked', () => {
    const own = candidate('own', { writtenForGroupAt: new Date('2026-11-01') });
    const older = candidate('older', { writtenForGroupAt: new Date('2026-10-01') });
    expect(drawPrompt([candidate('any'), own, older], meeting)?.id).toBe('older');
    expect(drawPrompt([candidate('any'), { ...own, lastAskedOn: '2026-11-12' }], meeting)?.id).toBe('any');
  });
  it('is none when there are no questions', () => {
    expect(drawPrompt([], meeting)).toBeNull();
  });
});
