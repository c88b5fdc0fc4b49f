import { describe, expect, it } from 'vitest';
import { type DescribedGroup, groupJsonLd, meetingsJsonLd } from '#features/groups/group-json-ld.ts';
import { jsonLdText } from '#lib/json-ld.ts';

const around = {
  url: 'https://town.example/groups/gully-gang/',
  town: 'Tidewell',
  neighborhood: 'Netmakers',
  timeZone: 'America/New_York',
};
const group: DescribedGroup = {
  name: 'Gully Gang',
  about: 'We keep drains open.',
  lang: 'en',
  place: null,
  rhythm: 'twice-weekly',
  weekday: 1,
  secondWeekday: 4,
  startsAt: null,
  closedAt: null,
  restingUntil: null,
};

describe('what a search engine is told about a group', () => {
  it('is its rhythm and no date, and neither hour nor place where the group keeps them', () => {
    const meetings = meetingsJsonLd(group, around);
    expect(JSON.stringify(meetings)).not.toContain('startDate');
    expect(meetings).toMatchObject({
      location: { name: 'Netmakers' },
      eventSchedule: {
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Monday', 'https://schema.org/Thursday'],
        scheduleTimezone: 'America/New_York',
      },
    });
    expect(JSON.stringify(meetings)).not.toContain('startTime');
  });

  it('leaves meetings out while it rests, and says when it closed', () => {
    expect(meetingsJsonLd({ ...group, restingUntil: '2026-10-01' }, around)).toBeNull();
    const closedAt = new Date('2026-03-04T20:00:00Z');
    expect(meetingsJsonLd({ ...group, closedAt }, around)).toBeNull();
    expect(groupJsonLd({ ...group, closedAt }, around)).toMatchObject({ dissolutionDate: '2026-03-04' });
  });

  it('cannot be ended by what somebody wrote', () => {
    expect(jsonLdText([{ name: '</script><script>alert(1)' }])).not.toContain('<');
  });
});
