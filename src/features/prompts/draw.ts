import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { hash32 } from '#lib/hash.ts';

/** A question that may be asked, and what came of it so far. */
export interface Candidate {
  readonly id: string;
  /** How often it was asked in the town, and how often that changed a plan. */
  readonly asked: number;
  readonly changed: number;
  /** When this group was last asked; null: never. */
  readonly lastAskedOn: CalendarDay | null;
  /** When a moderator wrote it for this group; null: it is for every group. */
  readonly writtenForGroupAt: Date | null;
}

/** A group is not asked the same again within half a year, while there is another question. */
export const notAgainDays = 182;

/**
 * How readily a question is proposed: how often it changed a plan, of how often it was asked, by Laplace's rule of
 * succession. One that nobody was asked yet stands at one half, so that new ones are tried.
 */
export function weightOf({ asked, changed }: Pick<Candidate, 'asked' | 'changed'>): number {
  return (changed + 1) / (asked + 2);
}

/**
 * The question for a group's meeting on a day. One that a moderator wrote for this group comes first, the oldest
 * before others, until it was asked. Then questions this group was not asked within `notAgainDays` are drawn, each as
 * likely as its weight; when there is none, the one asked longest ago. The draw has no hidden chance: the same group,
 * day and figures give the same question.
 */
export function drawPrompt<Each extends Candidate>(
  candidates: readonly Each[],
  meeting: { readonly groupId: string; readonly onDate: CalendarDay },
): Each | null {
  const [written] = candidates
    .filter(({ writtenForGroupAt, lastAskedOn }) => writtenForGroupAt !== null && lastAskedOn === null)
    .sort((a, b) => Number(a.writtenForGroupAt) - Number(b.writtenForGroupAt) || (a.id < b.id ? -1 : 1));
  if (written) return written;
  const since = addDays(meeting.onDate, -notAgainDays);
  const fresh = candidates.filter(({ lastAskedOn }) => lastAskedOn === null || lastAskedOn < since);
  if (fresh.length === 0) return first(candidates, ({ lastAskedOn }) => lastAskedOn ?? '');
  // Efraimidis and Spirakis, 2006: the largest u^(1/w) wins with probability w / Σw.
  const ticket = (each: Each) =>
    -(uniform(`${each.id} ${meeting.groupId} ${meeting.onDate}`) ** (1 / weightOf(each)));
  return first(fresh, ticket);
}

function first<Each extends Candidate>(
  candidates: readonly Each[],
  by: (candidate: Each) => string | number,
): Each | null {
  const sorted = candidates
    .map((candidate) => [by(candidate), candidate] as const)
    .sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : 1));
  return sorted[0]?.[1] ?? null;
}

/** A number strictly between 0 and 1 that follows from a text; the bits of its hash are mixed (MurmurHash3's last step). */
function uniform(text: string): number {
  let bits = hash32(text);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (((bits ^ (bits >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
