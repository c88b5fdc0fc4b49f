import { addDays, type CalendarDay, calendarDayIn } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';

/** The digest goes out on Thursdays at seven in the town's zone: early enough to go somewhere on the weekend. */
export const digestWeekday = 4;
export const digestTime = '07:00';
/** A portal that was down sends it up to so many days late; after that it waits for the next. */
export const digestLateDays = 3;
/** What is older is no news any more, however long somebody got no digest. */
export const digestReachDays = 14;
export const digestItemsMost = 12;
/** One group does not fill it. */
export const digestOfOneGroupMost = 3;

const dayMs = 86_400_000;

/** A digest that is due: the day that names it, and the instant up to which it tells. */
export interface DueDigest {
  readonly day: CalendarDay;
  readonly until: Date;
}

/** The digest of this week as long as it may go out, else null. */
export function dueDigest(now: Date, timeZone: string): DueDigest | null {
  const today = calendarDayIn(now, timeZone);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const back = (weekday - digestWeekday + 7) % 7;
  const days = [addDays(today, -back), addDays(today, -back - 7)];
  const found = days
    .map((day) => ({ day, until: instantOf(day, digestTime, timeZone) }))
    .find(({ until }) => until <= now);
  return found && now.getTime() - found.until.getTime() <= digestLateDays * dayMs ? found : null;
}

/**
 * From when on things are news to somebody. A digest that was sent by a clock that ran ahead does not silence the
 * following ones.
 */
export function newsSince(digestedUntil: Date | null, { until }: DueDigest): Date {
  const week = new Date(until.getTime() - 7 * dayMs);
  if (digestedUntil === null || digestedUntil > until) return week;
  const reach = new Date(until.getTime() - digestReachDays * dayMs);
  return digestedUntil < reach ? reach : digestedUntil;
}

/** An event that a digest may tell, and what it is about. */
export interface News {
  readonly id: number;
  readonly at: Date;
  readonly groupId: string | null;
  readonly focusId: string | null;
  readonly neighborhoodId: string | null;
  /** The question that was answered. */
  readonly questionId: string | null;
  /** The approach that was taken up or made one's own. */
  readonly approachId: string | null;
}

/** What somebody wants to hear of. */
export interface Interests {
  readonly groups: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  readonly approaches: ReadonlySet<string>;
  readonly focuses: ReadonlySet<string>;
  readonly neighborhoods: ReadonlySet<string>;
}

type Subject = 'groupId' | 'questionId' | 'approachId' | 'focusId' | 'neighborhoodId';
export type NewsIndex = Readonly<Record<Subject, ReadonlyMap<string, readonly News[]>>>;

const subjects = ['groupId', 'questionId', 'approachId', 'focusId', 'neighborhoodId'] as const;

/** News by what they are about, so that one person's digest looks only at what concerns them. `news`: newest first. */
export function indexNews(news: readonly News[]): NewsIndex {
  const index = Object.fromEntries(subjects.map((subject) => [subject, new Map<string, News[]>()])) as Record<
    Subject,
    Map<string, News[]>
  >;
  for (const item of news) {
    for (const subject of subjects) {
      const key = item[subject];
      if (key === null) continue;
      const known = index[subject].get(key);
      if (known) known.push(item);
      else index[subject].set(key, [item]);
    }
  }
  return index;
}

/**
 * What one person's digest tells: first what they follow by name and their own groups, then their focuses, then their
 * neighborhood; each newest first; not more than `digestItemsMost`, of which few of one group.
 */
export function chooseNews(index: NewsIndex, interests: Interests, since: Date): News[] {
  const { groups, questions, approaches, focuses, neighborhoods } = interests;
  const chosen = new Map<number, News>();
  const ofGroup = new Map<string, number>();
  const tiers: [Subject, ReadonlySet<string>][][] = [
    [
      ['groupId', groups],
      ['questionId', questions],
      ['approachId', approaches],
    ],
    [['focusId', focuses]],
    [['neighborhoodId', neighborhoods]],
  ];
  for (const tier of tiers) {
    const found = tier.flatMap(([subject, ids]) =>
      [...ids].flatMap((id) => newer(index[subject].get(id) ?? [], since)),
    );
    for (const item of found.sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id)) {
      if (chosen.size >= digestItemsMost) return [...chosen.values()];
      const key = item.groupId ?? `item ${item.id}`;
      const told = ofGroup.get(key) ?? 0;
      if (chosen.has(item.id) || told >= digestOfOneGroupMost) continue;
      chosen.set(item.id, item);
      ofGroup.set(key, told + 1);
    }
  }
  return [...chosen.values()];
}

/** How many of one subject are looked at: enough even where most of them are of one group. */
const lookedAtMost = 10 * digestItemsMost;

function newer(items: readonly News[], since: Date): readonly News[] {
  const found: News[] = [];
  for (const item of items) {
    if (item.at <= since || found.length >= lookedAtMost) break;
    found.push(item);
  }
  return found;
}
