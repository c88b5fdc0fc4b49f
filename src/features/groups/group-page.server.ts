import { and, eq, getTableColumns } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups } from '#db/schema/index.ts';
import { publicHandsOf } from '#features/hands/list-hands.server.ts';
import { groupReflectionsOf } from '#features/reflections/shared-reflections.server.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { visitDatesAhead } from './groups.ts';
import { offspringOf } from './lineage.server.ts';
import { nextMeetings } from './meeting-dates.ts';
import { changesSince, planOf } from './meeting-plan.server.ts';
import { signsSince } from './meeting-signs.server.ts';
import { isPublic, publicColumns } from './public-groups.server.ts';

/** How far back its page tells of meetings, in days; what `keptRhythm` looks at. */
const signDays = 196;

/** A group as its public page shows it. */
export type GroupPage = NonNullable<Awaited<ReturnType<typeof findGroupPage>>>;

/**
 * What the public page of a group shows, without its reports, in one query.
 * @returns null when there is no such group, or none that is public
 */
export async function findGroupPage(db: Queryable, slug: string, now: Date, timeZone: string) {
  const since = addDays(calendarDayIn(now, timeZone), -signDays);
  const dividedFrom = alias(groups, 'divided_from');
  const grownFrom = alias(groups, 'grown_from');
  const sisterOf = alias(groups, 'sister_of');
  const [found] = await db
    .select({
      group: publicColumns,
      hour: groups.startsAt,
      changes: changesSince(since),
      signs: signsSince(since),
      dividedFrom: { slug: dividedFrom.slug, name: dividedFrom.name },
      grownFrom: { slug: grownFrom.slug, name: grownFrom.name },
      sisterOf: { slug: sisterOf.slug, name: sisterOf.name },
      trialEndsOn: groups.trialEndsOn,
      trialDecision: groups.trialDecision,
      offspring: offspringOf,
      hands: publicHandsOf,
      reflected: groupReflectionsOf,
    })
    .from(groups)
    .leftJoin(dividedFrom, and(eq(dividedFrom.id, groups.dividedFromId), isPublic(dividedFrom)))
    .leftJoin(grownFrom, and(eq(grownFrom.id, groups.grownFromId), isPublic(grownFrom)))
    .leftJoin(sisterOf, and(eq(sisterOf.id, groups.sisterOfId), isPublic(sisterOf)))
    .where(and(eq(groups.slug, slug), isPublic()));
  if (!found) return null;
  const { group, hour, changes, ...more } = found;
  // Whether today is still ahead depends on the hour, even where the group does not show it.
  const plan = planOf({ ...group, startsAt: hour }, changes);
  const meetings = nextMeetings(plan, now, timeZone, visitDatesAhead);
  return { group, ...more, meetings, plan };
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
