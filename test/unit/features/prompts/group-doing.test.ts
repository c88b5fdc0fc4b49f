import { describe, expect, it } from 'vitest';
import { type GroupSigns, howDoing, type ReportSign } from '#features/prompts/group-doing.ts';

const report = (given: Partial<ReportSign> = {}): ReportSign => ({
  expected: 10,
  value: 10,
  better: 'more',
  hours: 2,
  learned: true,
  ...given,
});
const times = <Each>(count: number, each: Each): Each[] => Array.from({ length: count }, () => each);

/** A group that has met for a while and goes about its work. */
const group = (given: Partial<GroupSigns> = {}): GroupSigns => ({
  activeCount: 8,
  ageDays: 200,
  commitmentsMade: [2, 1, 2],
  outcomes: ['kept', 'carried', 'kept'],
  reports: times(6, report()),
  daysSinceReport: 6,
  trajectories: ['too-early'],
  ...given,
});
const doing = (given: Partial<GroupSigns>) => {
  const { state, reason } = howDoing(group(given));
  return [state, reason.because, reason.count];
};

describe('how a group is doing', () => {
  it('is forming while it has fewer than five people, whatever else it does', () => {
    expect(doing({ activeCount: 4, outcomes: ['carried', 'carried', 'carried'] })).toEqual([
      'forming',
      'few-people',
      4,
    ]);
  });
  it('is forming in its first weeks, until it has reported three times', () => {
    expect(doing({ ageDays: 15, reports: times(2, report()) })).toEqual(['forming', 'first-weeks', 3]);
    expect(doing({ ageDays: 15, reports: times(3, report()) })[0]).not.toBe('forming');
  });
  it('is stuck when the last three commitments were carried on, and not when one was kept', () => {
    expect(doing({ outcomes: ['carried', 'carried', 'carried', 'kept'] })).toEqual([
      'stuck',
      'carried-on',
      3,
    ]);
    expect(doing({ outcomes: ['carried', 'kept', 'carried', 'carried'] })[0]).not.toBe('stuck');
  });
  it('is stuck when the last three commitments were dropped', () => {
    expect(doing({ outcomes: times(4, 'dropped') })).toEqual(['stuck', 'dropped', 4]);
  });
  it('is stuck when three results in a row fell short, on the side that is worse', () => {
    const short = times(3, report({ value: 4 }));
    expect(doing({ reports: short })).toEqual(['stuck', 'below-expected', 3]);
    expect(doing({ reports: times(3, report({ value: 4, better: 'less' })) })[0]).not.toBe('stuck');
    expect(doing({ reports: times(3, report({ value: 14, better: 'less' })) })[0]).toBe('stuck');
  });
  it('is stuck when it does less than when it began', () => {
    expect(doing({ trajectories: ['clearly-better', 'clearly-less'] })).toEqual(['stuck', 'clearly-less', 0]);
  });
  it('is rushing when it promises more than it can look at', () => {
    expect(doing({ commitmentsMade: [5, 4, 6, 1] })).toEqual(['rushing', 'much-promised', 15]);
  });
  it('is rushing when the hours of three reports are half as many again', () => {
    const hours = [...times(3, report({ hours: 6 })), ...times(3, report({ hours: 4 }))];
    expect(doing({ reports: hours })).toEqual(['rushing', 'more-hours', 18]);
    expect(doing({ reports: hours.slice(0, 5) })[0]).not.toBe('rushing');
  });
  it('is rushing when nobody writes down what was learned', () => {
    expect(doing({ reports: times(3, report({ learned: false })) })).toEqual([
      'rushing',
      'nothing-learned',
      3,
    ]);
  });
  it('is passive when three meetings led to no commitment', () => {
    expect(doing({ commitmentsMade: [0, 0, 0, 3] })).toEqual(['passive', 'no-commitments', 3]);
  });
  it('is passive when it has not reported for more than four weeks', () => {
    expect(doing({ daysSinceReport: 28 })[0]).not.toBe('passive');
    expect(doing({ daysSinceReport: 29 })).toEqual(['passive', 'no-report', 29]);
    expect(doing({ daysSinceReport: null, reports: [], ageDays: 60 })).toEqual(['passive', 'no-report', 60]);
  });
  it('is thriving when it is clearly better than when it began, or keeps what it says', () => {
    expect(doing({ trajectories: ['no-clear-change', 'clearly-better'] })[1]).toBe('clearly-better');
    expect(doing({ outcomes: times(3, 'kept') })).toEqual(['thriving', 'kept', 3]);
  });
  it('is stuck when nothing else shows and nothing changes', () => {
    expect(doing({ trajectories: ['no-clear-change'] })).toEqual(['stuck', 'no-clear-change', 0]);
  });
  it('is taken to be well when nothing stands out', () => {
    expect(doing({})).toEqual(['thriving', 'steady', 0]);
  });
});
