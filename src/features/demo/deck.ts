import type { Chance } from './chance.ts';

/** Lines that are dealt out so that one hand never gets a line twice, and the table hears each as rarely as may be. */
export interface Deck<Line> {
  /** The line unused for longest that `hand` has not had; null when it has had them all. */
  deal(hand: string): Line | null;
}

/** A shuffled deck of `lines`. */
export function shuffledDeck<Line>(lines: readonly Line[], luck: Chance): Deck<Line> {
  const waiting = shuffled(lines, luck);
  const had = new Map<string, Set<Line>>();
  return {
    deal: (hand) => {
      const held = had.get(hand) ?? new Set<Line>();
      const at = waiting.findIndex((line) => !held.has(line));
      const [line] = at < 0 ? [] : waiting.splice(at, 1);
      if (line === undefined) return null;
      waiting.push(line);
      had.set(hand, held.add(line));
      return line;
    },
  };
}

/** Fisher and Yates. */
function shuffled<Line>(lines: readonly Line[], luck: Chance): Line[] {
  const mixed = [...lines];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = luck.int(0, last);
    [mixed[last], mixed[other]] = [mixed[other] as Line, mixed[last] as Line];
  }
  return mixed;
}
