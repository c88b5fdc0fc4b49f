import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { Chance } from './chance.ts';
import type { DemoCommitment, DemoCommitments } from './commitments.ts';
import type { Deck } from './deck.ts';
import type { Course, DemoGroup } from './demo.ts';
import type { PlannedMeeting } from './plan-meetings.ts';
import type { PlannedGroup } from './planned.ts';
import type { DemoTownLife } from './town-life.ts';

export interface PlannedCommitment {
  id: string;
  key: string;
  meeting: PlannedMeeting;
  position: number;
  entry: DemoCommitment;
  carriedFrom: string | null;
  /** Null until the group met again. */
  outcome: 'kept' | 'dropped' | 'carried' | null;
  lookedAt: PlannedMeeting | null;
  cameOfIt: string | null;
}

/** What a group has to say, and when a stuck one turned. */
export interface Said {
  deck: Deck<DemoCommitment>;
  texts: DemoCommitments;
  turning: DemoTownLife['turning'];
}

/** Of so many meetings it is told what was set out; of a group that turned, all of them. */
const meetingsTold = 12;
const carriedMost = 3;

/** Of every outcome its part: kept, carried on; the rest is dropped. */
const parts: Record<Course, readonly [kept: number, carried: number]> = {
  better: [0.7, 0.14],
  flat: [0.5, 0.26],
  less: [0.36, 0.3],
  early: [0.6, 0.22],
  'stuck-then-better': [0.12, 0.68],
};

/** What a group set out at its meetings and what came of it, oldest first. The last of it is still open. */
export function planCommitments(
  group: PlannedGroup,
  meetings: readonly PlannedMeeting[],
  said: Said,
  luck: Chance,
  today: CalendarDay,
): PlannedCommitment[] {
  const { slug, course } = group.brief as DemoGroup;
  const turn = said.turning.find((each) => each.group === slug);
  const turnedOn = turn ? addDays(today, -7 * turn.weeks) : null;
  const told = turn ? meetings : meetings.slice(-meetingsTold);
  const made: PlannedCommitment[] = [];
  let open: PlannedCommitment[] = [];
  for (const [at, meeting] of told.entries()) {
    const after = turnedOn !== null && meeting.onDate > turnedOn;
    for (const commitment of open) lookAt(commitment, meeting, parts[after ? 'better' : course], luck, made);
    const ends = group.closedOn !== null && at === told.length - 1;
    const carried = ends ? [] : open.flatMap((before) => carryOn(before, meeting, luck));
    const fresh =
      ends || carried.length > 1 ? [] : anew(group, meeting, carried.length, said.deck, luck, turn ? 1 : 2);
    for (const commitment of open) dress(commitment, said.texts, luck);
    open = [...carried, ...fresh];
    made.push(...open);
  }
  return made;
}

function lookAt(
  commitment: PlannedCommitment,
  meeting: PlannedMeeting,
  [kept, carried]: readonly [number, number],
  luck: Chance,
  made: readonly PlannedCommitment[],
): void {
  const drawn = luck.next();
  const wanted = drawn < kept ? 'kept' : drawn < kept + carried ? 'carried' : 'dropped';
  const tired = chainLength(commitment, made) >= carriedMost;
  commitment.outcome = wanted === 'carried' && tired ? 'dropped' : wanted;
  commitment.lookedAt = meeting;
}

/** How often it has been set out, this time included. */
function chainLength(commitment: PlannedCommitment, made: readonly PlannedCommitment[]): number {
  const before = made.find(({ id }) => id === commitment.carriedFrom);
  return before ? 1 + chainLength(before, made) : 1;
}

function carryOn(before: PlannedCommitment, meeting: PlannedMeeting, luck: Chance): PlannedCommitment[] {
  if (before.outcome !== 'carried') return [];
  return [newCommitment(meeting, before.position, before.entry, before.id, luck)];
}

function anew(
  group: PlannedGroup,
  meeting: PlannedMeeting,
  carried: number,
  deck: Deck<DemoCommitment>,
  luck: Chance,
  most: number,
): PlannedCommitment[] {
  const count = carried > 0 || luck.yes(0.1) ? 0 : luck.yes(most > 1 ? 0.22 : 0) ? 2 : 1;
  return Array.from({ length: count }, () => deck.deal(group.id)).flatMap((entry, at) =>
    entry ? [newCommitment(meeting, at, entry, null, luck)] : [],
  );
}

function newCommitment(
  meeting: PlannedMeeting,
  position: number,
  entry: DemoCommitment,
  carriedFrom: string | null,
  luck: Chance,
): PlannedCommitment {
  const ids = { id: luck.uuid(), key: luck.uuid() };
  return { ...ids, meeting, position, entry, carriedFrom, outcome: null, lookedAt: null, cameOfIt: null };
}

function dress(commitment: PlannedCommitment, { carried }: DemoCommitments, luck: Chance): void {
  const { outcome, entry } = commitment;
  if (outcome === 'kept') commitment.cameOfIt = entry.kept;
  if (outcome === 'dropped') commitment.cameOfIt = entry.dropped;
  if (outcome === 'carried') commitment.cameOfIt = luck.yes(0.7) ? luck.pick(carried) : null;
}
