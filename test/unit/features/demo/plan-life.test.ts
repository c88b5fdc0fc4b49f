import { beforeAll, describe, expect, test } from 'vitest';
import { loadDemo } from '#features/demo/demo.server.ts';
import type { DemoContent, DemoGroup } from '#features/demo/demo.ts';
import { planMeetings } from '#features/demo/plan-meetings.ts';
import { planReflections, reflectEvery } from '#features/demo/plan-reflections.ts';
import { planLife } from '#features/demo/plan.ts';
import { planTownReports } from '#features/demo/reports.server.ts';
import { capacity } from '#features/groups/groups.ts';
import { inRhythm } from '#features/groups/meeting-dates.ts';
import { loadTown } from '#features/town/content.server.ts';
import type { Town } from '#features/town/town.ts';
import { addDays, daysBetween } from '#lib/calendar-day.ts';

const today = '2026-11-26';
let content: DemoContent;
let town: Town;
beforeAll(async () => {
  [content, town] = await Promise.all([loadDemo('content'), loadTown('content')]);
});

function lived(seed = 'twice a day') {
  const life = planLife({ content, seed, today });
  const reports = planTownReports(town, life, content, seed, today);
  const reported = new Map(
    life.groups.map((group) => [
      group.id,
      new Set(reports.filter((each) => each.group === group).map(({ report }) => report.periodEnd)),
    ]),
  );
  const rhythm = planMeetings({ life, reported, content, prompts: town.prompts, seed, today });
  const reflections = life.groups
    .filter(({ kind }) => kind === 'impact')
    .flatMap((group) => {
      const own = rhythm.meetings.filter((meeting) => meeting.group === group);
      return planReflections(group, own, content.reflections, seed, today);
    });
  return { life, rhythm, reflections };
}

const named = (slug: string, { life }: ReturnType<typeof lived>) =>
  life.groups.find(({ brief }) => brief.slug === slug);

test('whoever sets the demonstration up twice on one day finds the same meetings and the same reflections', () => {
  expect(lived()).toEqual(lived());
  expect(lived().rhythm.meetings).not.toEqual(lived('another').rhythm.meetings);
});

describe('a member who reads back through the meetings of a demonstration group', () => {
  test('finds each on a day of its rhythm, before today, with people who belonged to it then', () => {
    for (const { group, onDate, present } of lived().rhythm.meetings) {
      const { brief, firstMeetingOn } = group;
      const { rhythm } = brief as DemoGroup;
      const plan = { ...brief, rhythm, secondWeekday: null, startsAt: null, firstMeetingOn };
      expect(inRhythm({ ...plan, restingUntil: null, closedAt: null }, onDate)).toBe(true);
      expect(onDate < today).toBe(true);
      expect(present.length).toBeGreaterThan(0);
      expect(present.length).toBeLessThanOrEqual(capacity);
    }
  });

  test('is never asked a question twice, and never sets out twice what was not carried on', () => {
    const { life, rhythm } = lived();
    for (const group of life.groups) {
      const asked = rhythm.meetings.flatMap((each) =>
        each.group === group && each.question ? [each.question.promptId] : [],
      );
      expect(new Set(asked).size).toBe(asked.length);
      const fresh = rhythm.commitments
        .filter(({ meeting, carriedFrom }) => meeting.group === group && carriedFrom === null)
        .map(({ entry }) => entry.text);
      expect(new Set(fresh).size).toBe(fresh.length);
    }
  });

  test('reads what came of everything that was looked at, and of nothing that is still open', () => {
    const { commitments } = lived().rhythm;
    for (const { outcome, cameOfIt, lookedAt, meeting } of commitments) {
      if (outcome === null) expect([cameOfIt, lookedAt]).toEqual([null, null]);
      if (outcome === 'kept' || outcome === 'dropped') expect(cameOfIt).not.toBeNull();
      if (lookedAt) expect(lookedAt.onDate > meeting.onDate).toBe(true);
    }
  });
});

test('February Table carried nearly everything on until one question changed its plan, and then kept most', () => {
  const { rhythm } = lived();
  const own = rhythm.meetings.filter(({ group }) => group.brief.slug === 'february-table');
  const turned = own.find(({ question }) => question?.promptId === 'what-we-treat-as-fixed');
  expect(turned?.question?.changed).toBe(true);
  const part = (after: boolean, wanted: string) => {
    const looked = rhythm.commitments.filter(
      ({ meeting, lookedAt }) =>
        meeting.group.brief.slug === 'february-table' &&
        lookedAt !== null &&
        lookedAt.onDate > (turned?.onDate ?? '') === after,
    );
    return looked.filter(({ outcome }) => outcome === wanted).length / looked.length;
  };
  expect(part(false, 'kept')).toBeLessThan(0.35);
  expect(part(true, 'kept')).toBeGreaterThan(0.5);
  const open = rhythm.commitments.filter(
    ({ meeting, outcome }) => outcome === null && meeting.group.brief.slug === 'february-table',
  );
  expect(open.length).toBeGreaterThan(0);
});

describe('a resident who knows the brief of the town', () => {
  test('finds every approach kept, adapted and dropped as often as it says, each with its parent', () => {
    const tally = Object.fromEntries(
      content.approaches.map(({ slug, adoptions }) => [
        slug,
        [
          ...['kept', 'adapted', 'dropped'].map(
            (wanted) => adoptions.filter(({ outcome }) => outcome === wanted).length,
          ),
          adoptions.filter(({ outcome }) => outcome === undefined).length,
        ].join('/'),
      ]),
    );
    expect(tally).toEqual({
      'chalk-the-waterline': '2/2/1/0',
      'ring-in-flood-order': '2/1/1/0',
      'two-rings-then-the-neighbor': '1/0/0/0',
      'map-the-refusals': '1/1/1/0',
      'slowest-stretch-first': '1/0/0/1',
      'owners-hands-on-the-tool': '1/0/2/0',
    });
    const parents = content.approaches.flatMap(({ slug, adoptions }) =>
      adoptions.flatMap(({ child }) => (child === undefined ? [] : [[child, slug]])),
    );
    expect(Object.fromEntries(parents)).toEqual({
      'ring-in-flood-order': 'chalk-the-waterline',
      'map-the-refusals': 'chalk-the-waterline',
      'two-rings-then-the-neighbor': 'ring-in-flood-order',
      'slowest-stretch-first': 'map-the-refusals',
    });
  });

  test('finds that Gully Gang’s first people were of Low Door Watch until the day it began', () => {
    const { life } = lived();
    const [watch, gang] = ['low-door-watch', 'gully-gang'].map((slug) =>
      life.groups.find(({ brief }) => brief.slug === slug),
    );
    const founders = gang?.memberships.filter(({ since }) => since <= gang.foundedOn) ?? [];
    expect(founders.length).toBeGreaterThanOrEqual(4);
    for (const { personId } of founders) {
      const before = watch?.memberships.find((each) => each.personId === personId);
      expect(before).toMatchObject({ state: 'left', until: gang?.foundedOn });
    }
    expect(gang?.memberships.filter(({ state }) => state === 'active')).toHaveLength(8);
  });

  test('finds a full group with four waiting, one on its trial, one that rests and one that closed after fourteen reports', () => {
    const all = lived();
    const states = named('low-door-watch', all)?.memberships.map(({ state }) => state) ?? [];
    expect(states.filter((state) => state === 'active')).toHaveLength(15);
    expect(states.filter((state) => state === 'waitlisted')).toHaveLength(4);
    expect(named('winter-light', all)?.restingUntil?.slice(5)).toBe('10-01');
    const trial = named('read-aloud', all);
    const left = daysBetween(today, addDays(trial?.firstMeetingOn ?? today, 28));
    expect(left).toBeGreaterThan(7);
    expect(left).toBeLessThan(22);
    const closed = named('seats-down-the-hill', all);
    const told = planTownReports(town, all.life, content, 'twice a day', today);
    expect(told.filter(({ group }) => group === closed)).toHaveLength(14);
  });

  test('reads the closing reflection of the group that closed, and finds one reflection open and none overdue', () => {
    const all = lived();
    const closing = all.reflections.filter(({ group }) => group.brief.slug === 'seats-down-the-hill').at(-1);
    expect(closing?.dueOn).toBe(named('seats-down-the-hill', all)?.closedOn);
    expect(closing?.answers.every(({ shared }) => shared)).toBe(true);
    const open = all.reflections.filter(({ finished }) => !finished);
    expect(open.map(({ group }) => group.brief.slug)).toEqual(['two-rings']);
    for (const group of all.life.groups) {
      if (group.closedOn !== null || group.restingUntil !== null || group.kind !== 'impact') continue;
      const last = all.reflections.filter((each) => each.group === group).at(-1);
      const since = all.rhythm.meetings.filter(
        (each) => each.group === group && each.onDate > (last?.dueOn ?? ''),
      );
      const every = reflectEvery(group, content.reflections, 'twice a day');
      if (last?.finished !== false) expect(since.length).toBeLessThan(every);
    }
  });
});
