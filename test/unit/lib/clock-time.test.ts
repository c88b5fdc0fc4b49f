import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClockTime } from '#lib/clock-time.ts';
import { timeField } from '#lib/form-fields.ts';

describe('somebody who writes a time by hand', () => {
  it.each([
    ['19:30', '19:30'],
    ['7:30pm', '19:30'],
    ['7:30 PM', '19:30'],
    ['7:30 p.\u00A0m.', '19:30'],
    ['7.30', '07:30'],
    ['19.30', '19:30'],
    ['19h30', '19:30'],
    ['19 h', '19:00'],
    ['19:30 h', '19:30'],
    ['19:30 hrs.', '19:30'],
    ['19:30:00', '19:30'],
    ['7 pm', '19:00'],
    ['12am', '00:00'],
    ['12 p.m.', '12:00'],
  ])('is understood: %s', (typed, time) => {
    expect(readClockTime(typed)).toBe(time);
  });
  it.each(['7', '25:00', '19:60', '13:00 pm', '0 am', 'evening', '19:3', '1930', '19:30 or 20:00'])(
    'is told how to write one instead of %s',
    (typed) => {
      const { error } = timeField().safeParse(typed);
      expect(error?.issues.map(({ message }) => message)).toEqual(['groups.errors.timeWrong']);
    },
  );
  it('may leave it out', () => {
    expect([timeField().parse(''), timeField().parse(null), timeField().parse(undefined)]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('is shown the time that was meant, written either way', () => {
    const pad = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${pad(hour)}:${pad(minute)}`;
        const spoken = `${hour % 12 || 12}:${pad(minute)} ${hour < 12 ? 'AM' : 'PM'}`;
        expect([readClockTime(time), readClockTime(spoken)]).toEqual([time, time]);
      }),
    );
  });
});
