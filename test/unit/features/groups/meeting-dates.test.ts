import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDayIn, daysBetween } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import {
  beginsAt,
  inRhythm,
  meetingOn,
  meetingsBetween,
  nextMeetings,
  partOfDayAt,
  upcomingMeetings,
  weekdayOf,
  type MeetingChange,
  type MeetingPlan,
} from '#features/groups/meeting-dates.ts';

const zone = 'Europe/Madrid';
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
const next = (plan: Partial<MeetingPlan>, now: string, count = 3) =>
  nextMeetings({ ...thursdays, ...plan }, new Date(now), zone, count);

describe('the next dates on which a group meets', () => {
  it('are every Thursday, over a change of clocks as well', () => {
    expect(next({}, '2026-03-20T12:00:00Z')).toEqual(['2026-03-26', '2026-04-02', '2026-04-09']);
    const hours = next({}, '2026-03-20T12:00:00Z').map((day) => instantOf(day, '19:00', zone).getUTCHours());
    expect(hours).toEqual([18, 17, 17]);
  });
  it('keep their hour on the town’s clock when summer time ends, twice a week and with a move across it', () => {
    const twice = { rhythm: 'twice-weekly', weekday: 4, secondWeekday: 7 } as const;
    const days = next(twice, '2026-10-21T12:00:00Z', 4);
    expect(days).toEqual(['2026-10-22', '2026-10-25', '2026-10-29', '2026-11-01']);
    expect(days.map((day) => instantOf(day, '19:00', zone).getUTCHours())).toEqual([17, 18, 18, 18]);
    const fortnights = {
      ...({ rhythm: 'fortnightly', firstMeetingOn: '2026-10-15' } as const),
      changes: [{ onDate: '2026-10-29', movedTo: '2026-10-24', movedToTime: null }],
    };
    const [moved, after] = upcomingMeetings(
      { ...thursdays, ...fortnights },
      new Date('2026-10-16T12:00:00Z'),
      zone,
      2,
    );
    expect([moved, after].map((meeting) => meeting && beginsAt(meeting, zone)?.toISOString())).toEqual([
      '2026-10-24T17:00:00.000Z',
      '2026-11-12T18:00:00.000Z',
    ]);
  });
  it('include today until the meeting begins on the town’s clock', () => {
    expect(next({}, '2026-03-26T17:59:00Z', 1)).toEqual(['2026-03-26']);
    expect(next({}, '2026-03-26T18:00:00Z', 1)).toEqual(['2026-04-02']);
    expect(next({}, '2026-04-02T16:59:00Z', 1)).toEqual(['2026-04-02']);
    expect(next({}, '2026-04-02T17:00:00Z', 1)).toEqual(['2026-04-09']);
  });
  it('leave today out when the hour is not known', () => {
    expect(next({ startsAt: null }, '2026-03-26T06:00:00Z', 1)).toEqual(['2026-04-02']);
  });
  it('go by the day in the town, not in Greenwich', () => {
    // Thursday half past midnight in Madrid is still Wednesday in UTC.
    expect(next({}, '2026-06-10T22:30:00Z', 1)).toEqual(['2026-06-11']);
  });
  it('come every other week, counted from the first meeting', () => {
    const plan = { rhythm: 'fortnightly', firstMeetingOn: '2026-03-05' } as const;
    expect(next(plan, '2026-03-13T12:00:00Z')).toEqual(['2026-03-19', '2026-04-02', '2026-04-16']);
  });
  it('begin with the first meeting, on whatever weekday it is', () => {
    const plan = { firstMeetingOn: '2026-05-09' };
    expect(next(plan, '2026-03-13T12:00:00Z')).toEqual(['2026-05-09', '2026-05-14', '2026-05-21']);
  });
  it('are just the first meeting while no rhythm is known, and none after it', () => {
    const plan = { rhythm: null, weekday: null, firstMeetingOn: '2026-05-09' };
    expect(next(plan, '2026-03-13T12:00:00Z')).toEqual(['2026-05-09']);
    expect(next(plan, '2026-05-10T12:00:00Z')).toEqual([]);
  });
  it('come twice a week, or daily', () => {
    const twice = { rhythm: 'twice-weekly', weekday: 2, secondWeekday: 5 } as const;
    expect(next(twice, '2026-03-20T20:00:00Z')).toEqual(['2026-03-24', '2026-03-27', '2026-03-31']);
    expect(next({ rhythm: 'daily' }, '2026-03-28T20:00:00Z')).toEqual([
      '2026-03-29',
      '2026-03-30',
      '2026-03-31',
    ]);
  });
  it('wait for the end of a rest, and end when the group closes', () => {
    expect(next({ restingUntil: '2026-10-01' }, '2026-03-20T12:00:00Z', 1)).toEqual(['2026-10-01']);
    expect(next({ closedAt: new Date() }, '2026-03-20T12:00:00Z')).toEqual([]);
  });
  it('are always ahead, in order, on the weekday and a week or a fortnight apart', () => {
    const plans = fc.record({
      rhythm: fc.constantFrom('weekly' as const, 'fortnightly' as const),
      weekday: fc.integer({ min: 1, max: 7 }),
    });
    const instants = fc.date({
      min: new Date('2025-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(plans, instants, (plan, now) => {
        const days = nextMeetings({ ...thursdays, ...plan }, now, zone, 4);
        expect(days).toHaveLength(4);
        expect(days.every((day) => weekdayOf(day) === plan.weekday)).toBe(true);
        expect(days.every((day) => instantOf(day, '19:00', zone) > now)).toBe(true);
        const apart = plan.rhythm === 'weekly' ? 7 : 14;
        expect(days.slice(1).every((day, index) => daysBetween(days[index] ?? '', day) === apart)).toBe(true);
      }),
    );
  });
});

describe('dates that a group skips or moves', () => {
  const change = (onDate: string, movedTo: string | null = null, movedToTime: string | null = null) => ({
    changes: [{ onDate, movedTo, movedToTime }],
  });

  it('are left out when they are skipped', () => {
    expect(next(change('2026-03-26'), '2026-03-20T12:00:00Z')).toEqual([
      '2026-04-02',
      '2026-04-09',
      '2026-04-16',
    ]);
  });
  it('stand on the day they are moved to, in order, even before all others', () => {
    const plan = change('2026-04-02', '2026-03-24', '18:30');
    expect(next(plan, '2026-03-20T12:00:00Z')).toEqual(['2026-03-24', '2026-03-26', '2026-04-09']);
    expect(meetingOn({ ...thursdays, ...plan }, '2026-03-24')).toEqual({
      day: '2026-03-24',
      startsAt: '18:30',
      rhythmDay: '2026-04-02',
    });
  });
  it('are over when their own hour has come', () => {
    const plan = change('2026-03-26', '2026-03-26', '17:00');
    expect(next(plan, '2026-03-26T15:59:00Z', 1)).toEqual(['2026-03-26']);
    expect(next(plan, '2026-03-26T16:00:00Z', 1)).toEqual(['2026-04-02']);
  });
  it('mean nothing any more when the group meets on another weekday from now on', () => {
    expect(next({ ...change('2026-03-26', '2026-03-28'), weekday: 2 }, '2026-03-20T12:00:00Z', 2)).toEqual([
      '2026-03-24',
      '2026-03-31',
    ]);
  });
  it('may bring the first meeting forward, and never into a rest', () => {
    const first = { ...change('2026-05-09', '2026-05-02'), firstMeetingOn: '2026-05-09' };
    expect(next(first, '2026-03-13T12:00:00Z', 2)).toEqual(['2026-05-02', '2026-05-14']);
    const rest = { ...change('2026-10-08', '2026-09-20'), restingUntil: '2026-10-01' };
    expect(next(rest, '2026-09-01T12:00:00Z', 2)).toEqual(['2026-10-01', '2026-10-15']);
  });
});

describe('in any zone, with any rhythm and any changes', () => {
  const zones = fc.constantFrom(
    'Europe/Madrid',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kathmandu',
    'America/St_Johns',
  );
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const day = fc.integer({ min: 0, max: 120 }).map((ahead) => addDays('2026-03-01', ahead));
  const changes: fc.Arbitrary<MeetingChange[]> = fc.uniqueArray(
    fc.record({ onDate: day, movedTo: fc.option(day), movedToTime: fc.option(hours) }),
    { selector: ({ onDate }) => onDate, maxLength: 12 },
  );
  const plans: fc.Arbitrary<MeetingPlan> = fc.record({
    rhythm: fc.constantFrom(
      'daily' as const,
      'twice-weekly' as const,
      'weekly' as const,
      'fortnightly' as const,
    ),
    weekday: fc.integer({ min: 1, max: 7 }),
    secondWeekday: fc.integer({ min: 1, max: 7 }),
    startsAt: fc.option(hours),
    firstMeetingOn: fc.option(day),
    restingUntil: fc.option(day),
    closedAt: fc.constant(null),
    changes,
  });
  const instants = fc.date({ min: new Date('2026-03-01'), max: new Date('2026-06-15'), noInvalidDate: true });

  it('the next meetings are ahead, in order, one a day, and each follows from the rhythm or a move', () => {
    fc.assert(
      fc.property(plans, instants, zones, (plan, now, timeZone) => {
        const ahead = upcomingMeetings(plan, now, timeZone, 5);
        const days = ahead.map((meeting) => meeting.day);
        expect([...new Set(days)].sort()).toEqual(days);
        for (const meeting of ahead) {
          const begins = beginsAt(meeting, timeZone);
          expect(begins === null ? meeting.day > calendarDayIn(now, timeZone) : begins > now).toBe(true);
          expect(inRhythm(plan, meeting.rhythmDay)).toBe(true);
          const changed = plan.changes.find(({ onDate }) => onDate === meeting.rhythmDay);
          expect(meeting.day).toBe(changed ? changed.movedTo : meeting.rhythmDay);
          if (plan.restingUntil) expect(meeting.day >= plan.restingUntil).toBe(true);
          // The wall clock in the town shows the hour that was said, whatever its offset then.
          if (begins && meeting.startsAt && meeting.startsAt > '04') {
            const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
            expect(shown.format(begins)).toBe(meeting.startsAt);
          }
        }
      }),
    );
  });
  it('no date between today and the last of them is left out', () => {
    fc.assert(
      fc.property(plans, instants, zones, (plan, now, timeZone) => {
        const ahead = upcomingMeetings(plan, now, timeZone, 5);
        const today = calendarDayIn(now, timeZone);
        const last = ahead.at(-1)?.day ?? today;
        const all = meetingsBetween(plan, addDays(today, 1), last).map((meeting) => meeting.day);
        expect(ahead.map((meeting) => meeting.day).filter((each) => each > today)).toEqual(all);
      }),
    );
  });
});

it('noon is afternoon, six is evening', () => {
  const times = ['00:00', '11:59', '12:00', '17:59', '18:00'];
  expect(times.map(partOfDayAt)).toEqual(['morning', 'morning', 'afternoon', 'afternoon', 'evening']);
});
