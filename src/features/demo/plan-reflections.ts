import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { chance } from './chance.ts';
import type { DemoGroup } from './demo.ts';
import { nextDate, type PlannedMeeting, stepOf } from './plan-meetings.ts';
import type { PlannedGroup } from './planned.ts';
import type { DemoReflection } from './town-life.ts';

export interface PlannedReflection {
  id: string;
  group: PlannedGroup;
  since: CalendarDay;
  dueOn: CalendarDay;
  openedOn: CalendarDay;
  finished: boolean;
  answers: DemoReflection['answers'];
}

const usual = 6;
const earlierTold = 2;

/** After how many meetings a group steps back; those whose words are known do so every six. */
export function reflectEvery(group: PlannedGroup, said: readonly DemoReflection[], seed: string): number {
  const { slug, rhythm } = group.brief as DemoGroup;
  if (said.some((each) => each.group === slug)) return usual;
  const luck = chance(`${seed}:reflect-every:${slug}`);
  return luck.pick(rhythm === 'fortnightly' ? [3, 4, 6] : [4, 6, 6, 8, 10]);
}

/**
 * When a group stepped back, oldest first, and what it said; steps without a word were skipped. None is due at once but
 * those that `said` has open.
 */
export function planReflections(
  group: PlannedGroup,
  meetings: readonly PlannedMeeting[],
  said: readonly DemoReflection[],
  seed: string,
  today: CalendarDay,
): PlannedReflection[] {
  const { slug } = group.brief as DemoGroup;
  const luck = chance(`${seed}:reflections:${slug}`);
  const own = said.filter((each) => each.group === slug);
  const every = reflectEvery(group, said, seed);
  const last = meetings.length - 1;
  const told = own.filter(({ ago }) => ago !== undefined).map((each) => last - (each.ago ?? 0));
  const newest = told.length > 0 ? Math.max(...told) : last - luck.int(0, every - 2);
  const places = new Set(told);
  for (let back = 0; back <= earlierTold; back += 1) places.add(newest - back * every);
  const days = [...places]
    .filter((at) => at >= 2)
    .sort((a, b) => a - b)
    .flatMap((at) => ({ at, day: meetings[at]?.onDate ?? null }));
  const planned: PlannedReflection[] = [];
  const add = (
    dueOn: CalendarDay,
    openedOn: CalendarDay,
    finished: boolean,
    answers: DemoReflection['answers'],
  ) => {
    const before = planned.at(-1)?.dueOn;
    const since = before ? addDays(before, 1) : firstSince(group, dueOn, every);
    planned.push({ id: luck.uuid(), group, since, dueOn, openedOn, finished, answers });
  };
  for (const { at, day } of days) {
    if (day === null) continue;
    const words = own.find(({ ago }) => ago !== undefined && last - ago === at);
    add(day, addDays(day, -4), true, words?.answers ?? []);
  }
  const closing = own.find((each) => each.closing);
  if (closing && group.closedOn) add(group.closedOn, addDays(group.closedOn, -4), true, closing.answers);
  const open = own.find((each) => each.open);
  if (open) {
    const dueOn = nextDate(group, today);
    const usualDay = addDays(dueOn, -4);
    const yesterday = addDays(today, -1);
    add(dueOn, usualDay < yesterday ? usualDay : yesterday, false, open.answers);
  }
  return planned;
}

/** The first one that is told looks back over as many meetings as the others, or to the group's beginning. */
function firstSince(group: PlannedGroup, dueOn: CalendarDay, every: number): CalendarDay {
  const far = addDays(dueOn, 1 - every * stepOf(group.brief as DemoGroup));
  return far < group.firstMeetingOn ? group.firstMeetingOn : far;
}
