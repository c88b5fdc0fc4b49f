import { type PromptState } from '#features/prompts/group-doing.ts';
import { addDays, type CalendarDay, daysBetween } from '#lib/calendar-day.ts';
import { chance, type Chance } from './chance.ts';
import { type Deck, shuffledDeck } from './deck.ts';
import type { Course, DemoGroup } from './demo.ts';
import type { PlannedMeeting } from './plan-meetings.ts';
import type { PlannedGroup } from './planned.ts';
import type { DemoTownLife } from './town-life.ts';

/** A question of the town's. */
export interface TownPrompt {
  readonly id: string;
  readonly state: PromptState;
}

/** A question as it was asked at a meeting; `changed` is null where nobody said. */
export interface AskedQuestion {
  readonly promptId: string;
  readonly changed: boolean | null;
}

const askedPart = 0.72;

/** The id of a moderator's own question, by its place in `town.yaml`. */
export const ownPromptKey = (seed: string, at: number): string => chance(`${seed}:own-prompt:${at}`).uuid();

/** How groups on a course are taken to be doing, in turn. */
const doing: Record<Course, readonly PromptState[]> = {
  better: ['thriving', 'rushing', 'thriving'],
  flat: ['stuck', 'passive', 'rushing'],
  less: ['stuck', 'passive'],
  'stuck-then-better': ['stuck', 'passive'],
  early: ['forming'],
};

/** Hands out the questions that groups were asked; no group hears one twice. */
export function planQuestions(
  prompts: readonly TownPrompt[],
  { prompts: own, turning }: DemoTownLife,
  seed: string,
  today: CalendarDay,
): (group: PlannedGroup, meetings: PlannedMeeting[], luck: Chance) => void {
  const deckLuck = chance(`${seed}:asked`);
  const decks = new Map<PromptState, Deck<string>>();
  const deckOf = (state: PromptState): Deck<string> => {
    const ids = prompts.filter((prompt) => prompt.state === state).map(({ id }) => id);
    const deck = decks.get(state) ?? shuffledDeck(ids, deckLuck);
    decks.set(state, deck);
    return deck;
  };
  return (group, meetings, luck) => {
    const { slug, course } = group.brief as DemoGroup;
    const turn = turning.find((each) => each.group === slug);
    const turnedOn = turn ? addDays(today, -7 * turn.weeks) : null;
    const turned = meetings.find(({ onDate }) => turnedOn !== null && onDate >= turnedOn);
    for (const [index, meeting] of meetings.entries()) {
      if (!luck.yes(askedPart)) continue;
      const after = turned !== undefined && meeting.onDate > turned.onDate;
      const states = after ? (['thriving', 'rushing'] as const) : doing[course];
      const promptId = deckOf(states[index % states.length] ?? 'stuck').deal(group.id);
      if (promptId === null || promptId === turn?.prompt) continue;
      const changed = luck.yes(0.3) ? null : luck.yes(course === 'less' ? 0.12 : 0.28);
      meeting.question = { promptId, changed };
    }
    if (turn && turned) turned.question = { promptId: turn.prompt, changed: true };
    for (const [at, { asked, changed, days }] of own.entries()) {
      if (!asked.includes(slug)) continue;
      const later = meetings.filter(
        (meeting) => meeting !== turned && daysBetween(meeting.onDate, today) < days,
      );
      if (later.length === 0) continue;
      luck.pick(later).question = {
        promptId: `own-${ownPromptKey(seed, at)}`,
        changed: changed.includes(slug),
      };
    }
  };
}
