import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingPlan } from '#features/groups/meeting-dates.ts';
import { keptRhythm } from '#features/meetings/kept-rhythm.ts';
import { addDays } from '#lib/calendar-day.ts';

const thursdays: MeetingPlan = {
  rhythm: 'weekly',
  weekday: 4,
  secondWeekday: null,
  startsAt: '19:00',
  firstMeetingOn: '2026-01-01',
  restingUntil: null,
  closedAt: null,
  changes: [],
};
/** A Wednesday. */
const today = '2026-06-10';
const kept = (signs: string[], plan: Partial<MeetingPlan> = {}) =>
  keptRhythm({ ...thursdays, ...plan }, signs, { since: '2026-01-01', today });
/** The Thursdays of the last `count` full weeks. */
const lastThursdays = (count: number) =>
  Array.from({ length: count }, (_, n) => addDays('2026-06-04', -7 * n));

describe('a rhythm that is told kindly', () => {
  it('says of how many of the last twelve weeks something was noted or reported', () => {
    expect(kept(lastThursdays(9))).toEqual({ met: 9, of: 12 });
    expect(kept([])).toEqual({ met: 0, of: 12 });
  });
  it('counts a report that ends on any day of the week', () => {
    expect(kept(lastThursdays(12).map((day) => addDays(day, 3)))).toEqual({ met: 12, of: 12 });
  });
  it('does not hold a week against a group that said beforehand it would not meet', () => {
    const skipped = lastThursdays(2).map((onDate) => ({ onDate, movedTo: null, movedToTime: null }));
    expect(kept(lastThursdays(14).slice(2), { changes: skipped })).toEqual({ met: 12, of: 12 });
  });
  it('counts a meeting in the week it was moved to', () => {
    const changes = [{ onDate: '2026-05-28', movedTo: '2026-06-02', movedToTime: null }];
    // Both meetings of the first week of June were one week: eleven others, and that one.
    expect(kept(lastThursdays(1), { changes })).toEqual({ met: 1, of: 12 });
  });
  it('counts the present week only once it is met', () => {
    expect(kept(['2026-06-09'])).toEqual({ met: 1, of: 12 });
  });
  it('takes a fortnight as one', () => {
    const plan = { rhythm: 'fortnightly', firstMeetingOn: '2026-01-01' } as const;
    // In the weeks between, too.
    expect(kept(['2026-05-28', '2026-05-14'], plan)?.met).toBe(2);
  });
  it('begins again after a rest, says nothing during one, nor before three weeks have passed', () => {
    expect(kept(lastThursdays(4), { restingUntil: '2026-05-11' })).toEqual({ met: 4, of: 4 });
    expect(kept([], { restingUntil: '2026-10-01' })).toBeNull();
    expect(kept(lastThursdays(2), { firstMeetingOn: '2026-05-28' })).toBeNull();
    expect(kept([], { rhythm: null })).toBeNull();
    expect(kept([], { closedAt: new Date() })).toBeNull();
  });
  it('never says more than there were, and one more sign never makes it less', () => {
    const days = fc.integer({ min: 0, max: 200 }).map((back) => addDays(today, -back));
    fc.assert(
      fc.property(fc.array(days), days, (signs, another) => {
        const told = kept(signs);
        expect(told?.met ?? 0).toBeLessThanOrEqual(told?.of ?? 0);
        const share = (one: typeof told) => (one ? one.of - one.met : 0);
        expect(share(kept([...signs, another]))).toBeLessThanOrEqual(share(told));
      }),
    );
  });
});
