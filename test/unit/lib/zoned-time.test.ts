import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { instantOf, isClockTime } from '#lib/zoned-time.ts';

const iso = (day: string, time: string, zone: string) => instantOf(day, time, zone).toISOString();

describe('the instant of a time on the town’s clocks', () => {
  it('keeps seven in the evening at seven on both sides of a change of clocks', () => {
    expect(iso('2026-03-26', '19:00', 'Europe/Madrid')).toBe('2026-03-26T18:00:00.000Z');
    expect(iso('2026-04-02', '19:00', 'Europe/Madrid')).toBe('2026-04-02T17:00:00.000Z');
    expect(iso('2026-11-05', '19:00', 'America/New_York')).toBe('2026-11-06T00:00:00.000Z');
  });
  it('moves a time that clocks skip in spring on by the hour', () => {
    expect(iso('2026-03-29', '02:30', 'Europe/Madrid')).toBe('2026-03-29T01:30:00.000Z');
    expect(iso('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });
  it('means the first of a time that comes twice in autumn', () => {
    expect(iso('2026-10-25', '02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });
  it('knows zones half an hour apart, south of the equator and without any change', () => {
    expect(iso('2026-06-01', '10:00', 'Asia/Kolkata')).toBe('2026-06-01T04:30:00.000Z');
    expect(iso('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    expect(iso('2026-06-01', '00:00', 'UTC')).toBe('2026-06-01T00:00:00.000Z');
  });
  it('always falls on the day that was meant', () => {
    const zones = fc.constantFrom('Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    const days = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const times = fc.tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(zones, days, times, (zone, day, [hour, minute]) => {
        const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
        expect(calendarDayIn(instantOf(day, time, zone), zone)).toBe(day);
      }),
    );
  });
});

it('a time of day has two digits on each side of the colon', () => {
  expect(['00:00', '23:59', '09:30'].every(isClockTime)).toBe(true);
  expect(['24:00', '9:30', '12:60', '12', '', '12:00:00'].some(isClockTime)).toBe(false);
});
