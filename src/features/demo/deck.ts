import type { Chance } from './chance.ts';

/** Lines that are dealt out in turn, so that the table hears each as rarely as may be. */
export interface Deck<Line> {
  /** The line unused for longest that `hand` has not had; null when it has had them all. */
  deal(hand: string): Line | null;
  /** The line unused for longest among `these`, whoever had it. */
  next(these: readonly Line[]): Line | null;
}

/** A shuffled deck of `lines`. */
export function shuffledDeck<Line>(lines: readonly Line[], luck: Chance): Deck<Line> {
  const waiting = shuffled(lines, luck);
  const had = new Map<string, Set<Line>>();
  const take = (suits: (line: Line) => boolean): Line | null => {
    const at = waiting.findIndex(suits);
    const [line] = at < 0 ? [] : waiting.splice(at, 1);
    if (line === undefined) return null;
    waiting.push(line);
    return line;
  };
  return {
    deal: (hand) => {
      const held = had.get(hand) ?? new Set<Line>();
      const line = take((each) => !held.has(each));
      if (line !== null) had.set(hand, held.add(line));
      return line;
    },
    next: (these) => take((each) => these.includes(each)),
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
