import { and, eq, isNull, notExists, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { instantOf } from '#lib/zoned-time.ts';
import { capacity, quietAfterDays } from './groups.ts';

/**
 * Which groups the public may know of; the only place that decides it, whether for a page, a list, the map, search or
 * an export. Hidden groups are not, nor those that work with children, in homes or on the road before they have
 * confirmed their safeguarding (the column says so). Closed and resting groups are.
 * @param table `groups`, or an alias of it
 */
export function isPublic(table: { readonly isPublic: PgColumn } = groups): SQL {
  return sql`${table.isPublic}`;
}

/** Whether something is of no group that is not public; asked so, only the few of those are looked up. */
export const isNotOfHidden = (db: Queryable, groupId: PgColumn): SQL =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(groups)
      .where(and(eq(groups.id, groupId), sql`not ${isPublic()}`)),
  );

/**
 * What the public may know of them: the place and its point only where it is a public venue, the hour only where the
 * group shows it (the part of the day always).
 */
export const publicColumns = {
  id: groups.id,
  slug: groups.slug,
  kind: sql<'impact' | 'interest'>`${groups.kind}`.as('kind'),
  name: groups.name,
  lang: groups.lang,
  about: groups.about,
  ourPart: groups.ourPart,
  focusId: groups.focusId,
  neighborhoodId: groups.neighborhoodId,
  place: sql<string | null>`case when ${groups.placeIsPublic} then ${groups.place} end`.as('place'),
  placeIsPublic: groups.placeIsPublic,
  pointLon: groups.pointLon,
  pointLat: groups.pointLat,
  rhythm: sql<'daily' | 'twice-weekly' | 'weekly' | 'fortnightly' | null>`${groups.rhythm}`.as('rhythm'),
  weekday: groups.weekday,
  secondWeekday: groups.secondWeekday,
  startsAt: sql<string | null>`case when ${groups.showsExactTime} then ${groups.startsAt} end`.as(
    'starts_at',
  ),
  partOfDay: sql<'morning' | 'afternoon' | 'evening' | null>`${groups.partOfDay}`.as('part_of_day'),
  firstMeetingOn: groups.firstMeetingOn,
  languages: groups.languages,
  stepFree: groups.stepFree,
  welcomesVisitors: groups.welcomesVisitors,
  joining: sql<'open' | 'request'>`${groups.joining}`.as('joining'),
  runBy: sql<'residents' | 'town'>`${groups.runBy}`.as('run_by'),
  contactName: groups.contactName,
  createdAt: groups.createdAt,
  restingUntil: groups.restingUntil,
  closedAt: groups.closedAt,
  closingWords: groups.closingWords,
  lastReportAt: groups.lastReportAt,
  reportCount: groups.reportCount,
  activeCount: groups.activeCount,
  offeredCount: groups.offeredCount,
  waitingCount: groups.waitingCount,
};

/** What stands in lists and on maps: public and not closed. */
export const isListedGroup: SQL | undefined = and(isPublic(), isNull(groups.closedAt));

/** Places nobody holds and that are offered to nobody; `openPlaces` in SQL. */
export const placesLeft = sql<number>`(${capacity}::int - ${groups.activeCount} - ${groups.offeredCount})`;

/** Impact groups that rest, or are quiet as `isQuiet` says; they stand below the rest. */
export function isCalm(today: CalendarDay, timeZone: string): SQL<boolean> {
  // The first day that is not too long ago, and the instant at which it began: cheaper than every group's own days.
  const since = addDays(today, -quietAfterDays);
  const began = instantOf(since, '00:00', timeZone).toISOString();
  const before = (instant: PgColumn) => sql`${instant} < ${began}::timestamptz`;
  const dayBefore = (day: PgColumn) => sql`coalesce(${day} < ${since}::date, true)`;
  return sql`(${groups.kind} = 'impact' and (coalesce(${groups.restingUntil} > ${today}::date, false)
    or (${before(groups.createdAt)} and coalesce(${before(groups.lastReportAt)}, true)
      and ${dayBefore(groups.firstMeetingOn)} and ${dayBefore(groups.restingUntil)})))`;
}
