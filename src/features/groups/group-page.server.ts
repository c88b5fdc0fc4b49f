import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups } from '#db/schema/index.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { nextMeetings } from './meeting-dates.ts';
import { changesSince, planOf } from './meeting-plan.server.ts';
import { signsSince } from './meeting-signs.server.ts';
import { isPublic, publicColumns } from './public-groups.server.ts';

/** How many dates ahead are offered to somebody who wants to come once. */
const datesAhead = 4;
/** How far back its page tells of meetings, in days; what `keptRhythm` looks at. */
const signDays = 196;

/** A group as its public page shows it. */
export type GroupPage = NonNullable<Awaited<ReturnType<typeof findGroupPage>>>;

/** Another group a page links to. */
export interface RelatedGroup {
  slug: string;
  name: string;
}

/**
 * What the public page of a group shows, without its reports: two queries, however large the town is.
 * @returns null when there is no such group, or none that is public
 */
export async function findGroupPage(db: Queryable, slug: string, now: Date, timeZone: string) {
  const since = addDays(calendarDayIn(now, timeZone), -signDays);
  const dividedFrom = alias(groups, 'divided_from');
  const grownFrom = alias(groups, 'grown_from');
  const [found] = await db
    .select({
      group: publicColumns,
      hour: groups.startsAt,
      changes: changesSince(since),
      signs: signsSince(since),
      dividedFrom: { slug: dividedFrom.slug, name: dividedFrom.name },
      grownFrom: { slug: grownFrom.slug, name: grownFrom.name },
    })
    .from(groups)
    .leftJoin(dividedFrom, and(eq(dividedFrom.id, groups.dividedFromId), isPublic(dividedFrom)))
    .leftJoin(grownFrom, and(eq(grownFrom.id, groups.grownFromId), isPublic(grownFrom)))
    .where(and(eq(groups.slug, slug), isPublic()));
  if (!found) return null;
  const { group, dividedFrom: origin, grownFrom: club } = found;
  // Whether today is still ahead depends on the hour, even where the group does not show it.
  const plan = planOf({ ...group, startsAt: found.hour }, found.changes);
  const meetings = nextMeetings(plan, now, timeZone, datesAhead);
  const divided = await findDivided(db, group.id);
  return { group, dividedFrom: origin, grownFrom: club, divided, meetings, plan, signs: found.signs };
}

/** The public groups that divided from this one. */
async function findDivided(db: Queryable, groupId: string): Promise<RelatedGroup[]> {
  return db
    .select({ slug: groups.slug, name: groups.name })
    .from(groups)
    .where(and(eq(groups.dividedFromId, groupId), isPublic(), isNull(groups.closedAt)))
    .orderBy(asc(groups.createdAt));
}

/** Everything about a group, for those who may edit it; null when there is none. */
export async function findGroupForEditing(db: Queryable, slug: string) {
  const [found] = await db
    .select({ ...getTableColumns(groups), exactPlace: groupPlaces.exactPlace })
    .from(groups)
    .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
    .where(eq(groups.slug, slug));
  return found ?? null;
}
