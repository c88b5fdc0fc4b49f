import type { FeedItem } from './feed.ts';
import { itemsPerPage } from './feed.ts';

/** Reports of one week that nothing is lost by telling in one line: each is a step away. */
export interface ReportsTogether {
  readonly kind: 'reports';
  /** Of the newest of them, and of the oldest. */
  readonly at: Date;
  readonly since: Date;
  readonly count: number;
  readonly groups: number;
  /** The newest, of one group each. */
  readonly shown: readonly FeedItem[];
  /** The item with which the list of all reports is asked so that it begins with these; null for the newest. */
  readonly before: number | null;
}

/** What stands in a feed that tells the reports of a week together. */
export type FeedEntry = FeedItem | ReportsTogether;

/** What of an item decides where it stands. */
export interface Told {
  readonly id: number;
  readonly kind: string;
  readonly at: Date;
  readonly groupId: string | null;
}

/** The reports of a week among the items of a page, newest first. */
export interface Bunch<Row> {
  readonly reports: readonly Row[];
  /** The report told right before them, or what the page was asked with. */
  readonly before: number | null;
}

/** The beginning of `rows` that makes a page: thirty things, of which the reports of a week are one. */
export function pageOfTogether<Row extends Told>(
  rows: readonly Row[],
  weekOf: (at: Date) => string,
  most: number,
): readonly Row[] {
  const things = new Set<string | number>();
  const end = rows.findIndex(({ id, kind, at }) => {
    things.add(kind === 'report' ? weekOf(at) : id);
    return things.size > itemsPerPage;
  });
  return rows.slice(0, Math.min(most, end < 0 ? rows.length : end));
}

/**
 * Puts the reports of each week together, where the newest of them stood; everything else stays where it is.
 * @param rows newest first
 * @param weekOf names the week of an instant
 * @param before what the page was asked with
 */
export function putTogether<Row extends Told>(
  rows: readonly Row[],
  weekOf: (at: Date) => string,
  before: number | null,
): (Row | Bunch<Row>)[] {
  const weeks = new Map<string, Row[]>();
  const entries: (Row | Bunch<Row>)[] = [];
  let last = before;
  for (const row of rows) {
    if (row.kind !== 'report') {
      entries.push(row);
      continue;
    }
    const known = weeks.get(weekOf(row.at));
    if (known) known.push(row);
    else {
      const reports = [row];
      weeks.set(weekOf(row.at), reports);
      entries.push({ reports, before: last });
    }
    last = row.id;
  }
  return entries;
}

/** The newest of them, of one group each. */
export function newestOfEach<Row extends Told>(reports: readonly Row[], most: number): Row[] {
  const seen = new Set<string | null>();
  const first = reports.filter(({ groupId }) => !seen.has(groupId) && seen.add(groupId));
  return first.slice(0, most);
}
