import { addDays, type CalendarDay, daysBetween } from '#lib/calendar-day.ts';
import { chance, type Chance } from './chance.ts';
import type { DemoContent, DemoGroup } from './demo.ts';
import { type PlannedCommitment, planCommitments } from './plan-commitments.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { type AskedQuestion, planQuestions, type TownPrompt } from './plan-questions.ts';
import { type Deck, shuffledDeck } from './deck.ts';

export interface PlannedMeeting {
  id: string;
  key: string;
  group: PlannedGroup;
  onDate: CalendarDay;
  guests: number;
  present: string[];
  question: AskedQuestion | null;
}

export interface PlannedChange {
  groupId: string;
  onDate: CalendarDay;
  movedTo: CalendarDay | null;
}

export interface PlannedRhythm {
  meetings: PlannedMeeting[];
  changes: PlannedChange[];
  commitments: PlannedCommitment[];
}

/** What the meetings follow from: the days on which a group's reports end, by group id. */
export interface MeetingRequest {
  life: PlannedLife;
  reported: ReadonlyMap<string, ReadonlySet<CalendarDay>>;
  content: DemoContent;
  prompts: readonly TownPrompt[];
  seed: string;
  today: CalendarDay;
}

const weeksTold = 26;
/** Of the dates without a report, how many were met on all the same, and how many skipped beforehand. */
const metAnyway = 0.3;
const skippedPart = 0.35;

/** How often a demonstration group meets, in days; those who meet daily note their week once. */
export const stepOf = ({ rhythm }: DemoGroup): number => (rhythm === 'fortnightly' ? 14 : 7);

/** The meetings of the last half year, with what was asked and set out; the same request gives the same. */
export function planMeetings(request: MeetingRequest): PlannedRhythm {
  const { life, content, seed, today } = request;
  const asks = planQuestions(request.prompts, content.town, seed, today);
  const decks = new Map<string, Deck<DemoContent['commitments']['en']['any'][number]>>();
  const planned: PlannedRhythm = { meetings: [], changes: [], commitments: [] };
  for (const group of life.groups) {
    if (group.kind !== 'impact') continue;
    const brief = group.brief as DemoGroup;
    const luck = chance(`${seed}:meetings:${brief.slug}`);
    const { days, changes } = datesOf(group, request.reported.get(group.id), today, luck);
    const meetings = days.map((onDate) => meetingOf(group, onDate, luck));
    asks(group, meetings, luck);
    const texts = content.commitments[brief.lang] ?? content.commitments.en;
    const key = `${brief.lang} ${brief.focus}`;
    const deck = decks.get(key) ?? shuffledDeck([...(texts[brief.focus] ?? []), ...texts.any], luck);
    decks.set(key, deck);
    planned.meetings.push(...meetings);
    planned.changes.push(...changes, ...changeAhead(group, today, luck));
    planned.commitments.push(
      ...planCommitments(group, meetings, { deck, texts, turning: content.town.turning }, luck, today),
    );
  }
  return planned;
}

function datesOf(
  group: PlannedGroup,
  reported: ReadonlySet<CalendarDay> | undefined,
  today: CalendarDay,
  luck: Chance,
): { days: CalendarDay[]; changes: PlannedChange[] } {
  const brief = group.brief as DemoGroup;
  const stop = group.closedOn ?? addDays(today, -7 * brief.quietWeeks);
  const from = addDays(stop, -7 * weeksTold);
  const days: CalendarDay[] = [];
  const changes: PlannedChange[] = [];
  for (let day = group.firstMeetingOn; day < stop; day = addDays(day, stepOf(brief))) {
    if (day < from) continue;
    const always = day === group.firstMeetingOn || !(brief.measure ?? brief.ownMeasure);
    if (always || reported?.has(day) || luck.yes(metAnyway)) days.push(day);
    else if (luck.yes(skippedPart)) changes.push({ groupId: group.id, onDate: day, movedTo: null });
  }
  return { days, changes };
}

function meetingOf(group: PlannedGroup, onDate: CalendarDay, luck: Chance): PlannedMeeting {
  const there = group.memberships.filter(
    ({ state, since, until }) =>
      since <= onDate && (state === 'active' || (until !== undefined && until >= onDate)),
  );
  const present = there.filter(({ role }, at) => at === 0 || luck.yes(role === 'moderator' ? 0.9 : 0.76));
  return {
    id: luck.uuid(),
    key: luck.uuid(),
    group,
    onDate,
    guests: luck.yes(0.14) ? luck.int(1, 2) : 0,
    present: present.map(({ personId }) => personId),
    question: null,
  };
}

/** Some groups skip or move their next date. */
function changeAhead(group: PlannedGroup, today: CalendarDay, luck: Chance): PlannedChange[] {
  const brief = group.brief as DemoGroup;
  if (group.closedOn ?? group.restingUntil) return [];
  if (brief.rhythm === 'daily' || brief.trial || brief.quietWeeks > 0 || !luck.yes(0.14)) return [];
  const onDate = addDays(nextDate(group, today), stepOf(brief));
  return [{ groupId: group.id, onDate, movedTo: luck.yes(0.6) ? addDays(onDate, luck.int(1, 2)) : null }];
}

/** The day of a group's rhythm that is today or comes next. */
export function nextDate(group: PlannedGroup, today: CalendarDay): CalendarDay {
  const step = stepOf(group.brief as DemoGroup);
  const past = Math.max(0, Math.ceil(daysBetween(group.firstMeetingOn, today) / step));
  return addDays(group.firstMeetingOn, past * step);
}
