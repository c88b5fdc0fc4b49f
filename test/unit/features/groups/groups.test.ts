import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capacity,
  groupState,
  groupTags,
  isQuiet,
  moreToBegin,
  nextPlace,
  openPlaces,
} from '#features/groups/groups.ts';

const life = { activeCount: 8, offeredCount: 0, waitingCount: 0, restingUntil: null, closedAt: null };

describe('the state of a group', () => {
  it('follows from how many people belong to it', () => {
    const states = [0, 4, 5, 14, 15].map((activeCount) => groupState({ ...life, activeCount }, '2026-05-01'));
    expect(states).toEqual(['forming', 'forming', 'active', 'active', 'full']);
  });
  it('is resting until the day it comes back, and closed whatever else is true', () => {
    const resting = { ...life, restingUntil: '2026-10-01' };
    expect(groupState(resting, '2026-09-30')).toBe('resting');
    expect(groupState(resting, '2026-10-01')).toBe('active');
    expect(groupState({ ...resting, closedAt: new Date() }, '2026-09-30')).toBe('closed');
  });
});

describe('places', () => {
  it('offered ones are taken until the answer comes', () => {
    expect(openPlaces({ activeCount: 13, offeredCount: 1 })).toBe(1);
    expect(openPlaces({ activeCount: 13, offeredCount: 2 })).toBe(0);
  });
  it('a forming group says how many more it needs, an active one nothing', () => {
    expect([0, 3, 5, 15].map((activeCount) => moreToBegin({ activeCount }))).toEqual([5, 2, 0, 0]);
  });
  it('nobody gets a place past fifteen or before those who wait', () => {
    const counts = fc.record({
      activeCount: fc.nat(capacity),
      offeredCount: fc.nat(capacity),
      waitingCount: fc.nat(5),
    });
    fc.assert(
      fc.property(counts, (group) => {
        const taken = group.activeCount + group.offeredCount;
        expect(nextPlace(group)).toBe(taken < capacity && group.waitingCount === 0 ? 'active' : 'waitlisted');
      }),
    );
  });
});

describe('a quiet group', () => {
  const group = {
    ...life,
    createdAt: new Date('2026-01-01T12:00:00Z'),
    lastReportAt: new Date('2026-05-01T12:00:00Z'),
    firstMeetingOn: null,
  };
  const on = (day: string) => new Date(`${day}T12:00:00Z`);
  it('has not reported for more than 28 days', () => {
    expect(isQuiet(group, on('2026-05-29'), 'UTC')).toBe(false);
    expect(isQuiet(group, on('2026-05-30'), 'UTC')).toBe(true);
  });
  it('is given its 28 days from its first meeting and from the end of its rest', () => {
    expect(isQuiet({ ...group, firstMeetingOn: '2026-05-20' }, on('2026-06-10'), 'UTC')).toBe(false);
    expect(isQuiet({ ...group, restingUntil: '2026-05-20' }, on('2026-06-10'), 'UTC')).toBe(false);
  });
  it('is neither one that rests nor one that closed', () => {
    expect(isQuiet({ ...group, restingUntil: '2027-01-01' }, on('2026-12-01'), 'UTC')).toBe(false);
    expect(isQuiet({ ...group, closedAt: on('2026-05-02') }, on('2026-12-01'), 'UTC')).toBe(false);
  });
});

it('a group that moves clears the pages of the neighborhood and focus it left, too', () => {
  const group = { id: '7', neighborhoodId: 'quay', focusId: 'water' };
  expect(groupTags(group)).toEqual(['group:7', 'groups', 'neighborhood:quay', 'focus:water', 'town']);
  expect(groupTags(group, { neighborhoodId: 'bar', focusId: null })).toEqual([
    'group:7',
    'groups',
    'neighborhood:quay',
    'neighborhood:bar',
    'focus:water',
    'town',
  ]);
});
