import { describe, expect, it } from 'vitest';
import { type AskedSigns, notAsked } from '#features/moderation/not-asked.ts';

const whole = { expected: true, hours: true, nextQuestion: true };
const times = (count: number, given: Partial<typeof whole> = {}) =>
  Array.from({ length: count }, () => ({ ...whole, ...given }));

/** A group that asks about everything. */
const signs = (given: Partial<AskedSigns> = {}): AskedSigns => ({
  reportsSameWay: 14,
  everRecounted: true,
  reports: times(12),
  meetings: 20,
  reflections: 2,
  questionsAsked: 1,
  adoptions: 1,
  chapters: [],
  ...given,
});
const found = (given: Partial<AskedSigns>) => notAsked(signs(given)).map(({ what, count }) => [what, count]);

describe('what a group has not asked about', () => {
  it('is nothing where it asks about everything', () => {
    expect(found({})).toEqual([]);
  });
  it('is the next question, what was expected, and hours, once three reports in a row lack them', () => {
    expect(found({ reports: times(2, { nextQuestion: false }).concat(times(4)) })).toEqual([]);
    expect(found({ reports: times(3, { nextQuestion: false }).concat(times(4)) })).toEqual([
      ['no-next-question', 3],
    ]);
    expect(found({ reports: times(5, { hours: false, expected: false }) })).toEqual([
      ['no-expectation', 5],
      ['no-hours', 5],
    ]);
  });
  it('is the measure, after twelve reports in the same way', () => {
    expect(found({ everRecounted: false, reportsSameWay: 11 })).toEqual([]);
    expect(found({ everRecounted: false, reportsSameWay: 12 })).toEqual([['measure-never-questioned', 12]]);
  });
  it('is itself, after eight meetings without stepping back', () => {
    expect(found({ reflections: 0, meetings: 7 })).toEqual([]);
    expect(found({ reflections: 0, meetings: 8 })).toEqual([['never-reflected', 8]]);
  });
  it('is others, once it has something to ask about', () => {
    expect(found({ questionsAsked: 0, adoptions: 0, reports: times(2) })).toEqual([]);
    expect(found({ questionsAsked: 0, adoptions: 0 }).map(([what]) => what)).toEqual([
      'never-asked-others',
      'never-tried-others',
    ]);
  });
  it('names at most five things, the chapters of its focus last', () => {
    const chapters = ['twice-a-day', 'the-quay-comes-back', 'five-at-a-table'];
    expect(notAsked(signs({ chapters })).map(({ chapter }) => chapter)).toEqual(chapters);
    const many = signs({ chapters, questionsAsked: 0, adoptions: 0, reflections: 0, everRecounted: false });
    expect(notAsked(many)).toHaveLength(5);
  });
});
