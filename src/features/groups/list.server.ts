import { and, asc, eq, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, neighborhoods } from '#db/schema/index.ts';
import { localized } from '#features/town/localized.ts';
import type { LonLat } from '#features/town/geography.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { type GroupFilters, groupsPerPage } from './filters.ts';
import { type GroupKind, groupState, isQuiet, openPlaces, type PartOfDay, type Rhythm } from './groups.ts';
import { isCalm, isListedGroup, placesLeft } from './public-groups.server.ts';
import type { GroupSummary } from './summary.ts';

/** In whose language, and as of when. */
export interface Reading {
  readonly lang: string;
  readonly now: Date;
  readonly timeZone: string;
}

export interface ListOptions {
  /** Distances count from here, and the nearest stand first. */
  readonly origin?: LonLat | null;
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * Listed groups that match, nearest first where there is an origin, else those with a place first and then by name;
 * resting and quiet ones below the rest. One query.
 */
export async function listGroups(
  db: Queryable,
  filters: Partial<GroupFilters>,
  reading: Reading,
  { origin = null, limit = groupsPerPage, offset = 0 }: ListOptions = {},
): Promise<GroupSummary[]> {
  const today = calendarDayIn(reading.now, reading.timeZone);
  const distance = origin ? distanceFrom(origin) : sql<number | null>`null::float8`;
  const nearest = origin ? [asc(distance)] : [sql`${placesLeft} <= 0`];
  const order = [isCalm(today, reading.timeZone), ...nearest, asc(groups.sortName), asc(groups.id)];
  // First which they are, from the index; only then their words.
  const found = db
    .select({ id: groups.id })
    .from(groups)
    .innerJoin(neighborhoods, eq(neighborhoods.id, groups.neighborhoodId))
    .where(matching(filters, reading))
    .orderBy(...order)
    .limit(limit)
    .offset(offset)
    .as('found');
  const rows = await db
    .select({ ...columns, distance })
    .from(found)
    .innerJoin(groups, eq(groups.id, found.id))
    .innerJoin(neighborhoods, eq(neighborhoods.id, groups.neighborhoodId))
    .orderBy(...order);
  return rows.map((row) => toSummary(row, reading));
}

/** How many groups match, by kind, and how many of them take somebody in now. */
export interface GroupCounts {
  readonly impact: number;
  readonly withPlaces: number;
  readonly interest: number;
}

/** Counts what `listGroups` would list without a limit. One query. */
export async function countGroups(
  db: Queryable,
  filters: Partial<GroupFilters>,
  reading: Pick<Reading, 'now' | 'timeZone'>,
): Promise<GroupCounts> {
  const isImpact = sql`${groups.kind} = 'impact'`;
  const count = (which: SQL) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const [counts] = await db
    .select({
      impact: count(isImpact),
      withPlaces: count(hasPlaces(reading)),
      interest: count(sql`${groups.kind} = 'interest'`),
    })
    .from(groups)
    .where(matching(filters, reading));
  return counts ?? { impact: 0, withPlaces: 0, interest: 0 };
}

const columns = {
  id: groups.id,
  slug: groups.slug,
  name: groups.name,
  lang: groups.lang,
  kind: groups.kind,
  about: groups.about,
  ourPart: groups.ourPart,
  focusId: groups.focusId,
  rhythm: groups.rhythm,
  weekday: groups.weekday,
  secondWeekday: groups.secondWeekday,
  partOfDay: groups.partOfDay,
  startsAt: groups.startsAt,
  showsExactTime: groups.showsExactTime,
  languages: groups.languages,
  stepFree: groups.stepFree,
  welcomesVisitors: groups.welcomesVisitors,
  activeCount: groups.activeCount,
  offeredCount: groups.offeredCount,
  waitingCount: groups.waitingCount,
  createdAt: groups.createdAt,
  lastReportAt: groups.lastReportAt,
  firstMeetingOn: groups.firstMeetingOn,
  restingUntil: groups.restingUntil,
  closedAt: groups.closedAt,
  pointLon: groups.pointLon,
  pointLat: groups.pointLat,
  neighborhoodId: neighborhoods.id,
  neighborhoodName: neighborhoods.name,
  gridRef: neighborhoods.gridRef,
};

/** Impact groups that take somebody in now: with a place, neither resting nor quiet. */
export function hasPlaces({ now, timeZone }: Pick<Reading, 'now' | 'timeZone'>): SQL {
  const calm = isCalm(calendarDayIn(now, timeZone), timeZone);
  return sql`(${groups.kind} = 'impact' and ${placesLeft} > 0 and not ${calm})`;
}

/** The condition for what a reader asks; a group that has not said when it meets or whether it is step-free does not match. */
export function matching(
  filters: Partial<GroupFilters>,
  reading: Pick<Reading, 'now' | 'timeZone'>,
): SQL | undefined {
  const { focus, neighborhood, day, time, language, stepFree, places, visitors, kind } = filters;
  const daily = eq(groups.rhythm, 'daily');
  return and(
    isListedGroup,
    focus ? eq(groups.focusId, focus) : undefined,
    neighborhood ? eq(groups.neighborhoodId, neighborhood) : undefined,
    day ? or(eq(groups.weekday, day), eq(groups.secondWeekday, day), daily) : undefined,
    time ? eq(groups.partOfDay, time) : undefined,
    language ? sql`${groups.languages} @> array[${language}]::text[]` : undefined,
    stepFree ? eq(groups.stepFree, true) : undefined,
    places ? hasPlaces(reading) : undefined,
    visitors ? and(eq(groups.kind, 'impact'), eq(groups.welcomesVisitors, true)) : undefined,
    kind ? eq(groups.kind, kind) : undefined,
  );
}

const metersPerDegree = 111_195;

/** Meters as the crow flies, flat within a town, from a group's public point or the middle of its neighborhood. */
function distanceFrom([lon, lat]: LonLat): SQL<number> {
  const shrink = Math.cos((lat * Math.PI) / 180);
  const east = sql`(coalesce(${groups.pointLon}, ${neighborhoods.lon}) - ${lon}::float8) * ${shrink}::float8`;
  const north = sql`(coalesce(${groups.pointLat}, ${neighborhoods.lat}) - ${lat}::float8)`;
  return sql<number>`(${metersPerDegree}::float8 * sqrt(power(${east}, 2) + power(${north}, 2)))`.mapWith(
    Number,
  );
}

type Row = {
  [Key in keyof typeof columns]: (typeof columns)[Key]['_']['notNull'] extends true
    ? (typeof columns)[Key]['_']['data']
    : (typeof columns)[Key]['_']['data'] | null;
} & { distance: number | null };

function toSummary(row: Row, { lang, now, timeZone }: Reading): GroupSummary {
  const kind = row.kind as GroupKind;
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    lang: row.lang,
    kind,
    state: groupState(row, calendarDayIn(now, timeZone)),
    activeCount: row.activeCount,
    waitingCount: row.waitingCount,
    placesLeft: openPlaces(row),
    about: row.about,
    ourPart: row.ourPart,
    neighborhood: {
      id: row.neighborhoodId,
      name: localized(row.neighborhoodName, lang),
      gridRef: row.gridRef || null,
    },
    focusId: row.focusId,
    rhythm: row.rhythm as Rhythm | null,
    weekday: row.weekday,
    secondWeekday: row.secondWeekday,
    partOfDay: row.partOfDay as PartOfDay | null,
    startTime: row.showsExactTime ? row.startsAt : null,
    languages: row.languages,
    stepFree: row.stepFree,
    welcomesVisitors: row.welcomesVisitors,
    distanceMeters: row.distance,
    quiet: kind === 'impact' && isQuiet(row, now, timeZone),
    point: row.pointLon !== null && row.pointLat !== null ? [row.pointLon, row.pointLat] : null,
  };
}
