import type { Queryable } from '#db/client.ts';
import { calendarDayIn, weekStart } from '#lib/calendar-day.ts';
import type { FeedFilter } from './feed.ts';
import { describeItems } from './feed-items.server.ts';
import { type FeedRow, newestOf } from './feed.server.ts';
import {
  type Bunch,
  type FeedEntry,
  newestOfEach,
  pageOfTogether,
  putTogether,
  type ReportsTogether,
} from './together.ts';

/** One page, and the id to ask the next one with (`before`); null where it ends. */
export interface TogetherPage {
  readonly entries: readonly FeedEntry[];
  readonly next: number | null;
}

/** So many items are read for a page at most, however many of them are reports. */
const rowsMost = 300;
/** So many reports of a week are told themselves. */
const shownMost = 3;

/**
 * The feed of everything, newest first, the reports of a week in one line, so that what is asked, answered and taken up
 * is seen among them. Depends on `feedTags`.
 * @param before the last item of the page before; null for the newest
 */
export async function readTogether(
  db: Queryable,
  filter: FeedFilter,
  before: number | null,
  lang: string,
  timeZone: string,
): Promise<TogetherPage> {
  const rows = await newestOf(db, filter, before, rowsMost + 1);
  const weekOf = (at: Date) => weekStart(calendarDayIn(at, timeZone));
  const page = pageOfTogether(rows, weekOf, rowsMost);
  const told = putTogether(page, weekOf, before);
  const wanted = told.flatMap((each) => ('reports' in each ? newestOfEach(each.reports, shownMost) : [each]));
  const items = new Map((await describeItems(db, wanted, lang)).map((item) => [item.id, item]));
  const itemsOf = (some: readonly FeedRow[]) => some.flatMap(({ id }) => items.get(id) ?? []);
  return {
    entries: told.flatMap((each): FeedEntry[] =>
      'reports' in each ? [lineOf(each, itemsOf(newestOfEach(each.reports, shownMost)))] : itemsOf([each]),
    ),
    next: page.length < rows.length ? (page.at(-1)?.id ?? null) : null,
  };
}

function lineOf({ reports, before }: Bunch<FeedRow>, shown: ReportsTogether['shown']): ReportsTogether {
  const at = reports[0]?.at ?? new Date(0);
  return {
    kind: 'reports',
    at,
    since: reports.at(-1)?.at ?? at,
    count: reports.length,
    groups: new Set(reports.map(({ groupId }) => groupId)).size,
    shown,
    before,
  };
}
