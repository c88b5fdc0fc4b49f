import { describe, expect, it } from 'vitest';
import type { MeetingPlan } from '#features/groups/meeting-dates.ts';
import { datesAhead } from '#features/meetings/dates-ahead.ts';
import { seeYouOn, whichMeeting } from '#features/meetings/which-meeting.ts';

const thursdays: MeetingPlan = {
  rhythm: 'weekly',
  weekday: 4,
  secondWeekday: null,
  startsAt: '19:00',
  firstMeetingOn: null,
  restingUntil: null,
  closedAt: null,
  changes: [],
};
const skipped = (onDate: string) => ({ onDate, movedTo: null, movedToTime: null });
const moved = (onDate: string, movedTo: string) => ({ onDate, movedTo, movedToTime: null });

describe('the meeting that the page on the table is about', () => {
  it('is today’s', () => {
    expect(whichMeeting(thursdays, '2026-03-19', [])).toBe('2026-03-19');
    expect(whichMeeting(thursdays, '2026-03-20', ['2026-03-20'])).toBe('2026-03-20');
  });
  it('is the last one of the week, to be typed in, on other days', () => {
    expect(whichMeeting(thursdays, '2026-03-23', [])).toBe('2026-03-19');
    expect(whichMeeting(thursdays, '2026-03-23', ['2026-03-21'])).toBe('2026-03-21');
    expect(
      whichMeeting({ ...thursdays, changes: [moved('2026-03-19', '2026-03-21')] }, '2026-03-23', []),
    ).toBe('2026-03-21');
  });
  it('is none when the group did not meet lately', () => {
    const changes = [skipped('2026-03-19'), skipped('2026-03-12')];
    expect(whichMeeting({ ...thursdays, changes }, '2026-03-23', [])).toBeNull();
  });
});

describe('a group that has saved its meeting', () => {
  const seeYou = (date: string, now: string) =>
    seeYouOn(thursdays, date, { now: new Date(now), timeZone: 'Europe/Madrid' })?.day;

  it('reads when it meets next, and never today again, though it began before its hour', () => {
    expect(seeYou('2026-03-19', '2026-03-19T17:30:00Z')).toBe('2026-03-26');
    expect(seeYou('2026-03-19', '2026-03-19T19:30:00Z')).toBe('2026-03-26');
  });
  it('reads so of a meeting that is typed in later', () => {
    expect(seeYou('2026-03-19', '2026-03-23T10:00:00Z')).toBe('2026-03-26');
  });
});

describe('the dates that a group may change', () => {
  const list = (changes: MeetingPlan['changes'], today = '2026-03-18') =>
    datesAhead({ ...thursdays, changes }, today, 3).map(({ rhythmDay, meeting }) => [
      rhythmDay,
      meeting?.day ?? null,
    ]);

  it('stand in the order of their meetings, the skipped ones among them', () => {
    expect(list([skipped('2026-03-19'), moved('2026-03-26', '2026-04-03')])).toEqual([
      ['2026-03-19', null],
      ['2026-04-02', '2026-04-02'],
      ['2026-03-26', '2026-04-03'],
    ]);
  });
  it('include one that was moved from a day that is over', () => {
    expect(list([moved('2026-03-12', '2026-03-21')])[1]).toEqual(['2026-03-12', '2026-03-21']);
  });
});
