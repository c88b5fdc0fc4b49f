import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { groupPlaces, groups } from '#db/schema/index.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import type { GroupFields } from './group-form.ts';
import { mirrorGroup } from './group-document.server.ts';
import { groupTags } from './groups.ts';
import { asMember, type GroupRow, type GroupServices, type InGroup } from './in-group.server.ts';
import { partOfDayAt } from './meeting-dates.ts';

type EditRefusal = 'no-such-group' | 'not-allowed' | 'stale-page' | 'group-closed';
type Result = Promise<Outcome<{ slug: string }, EditRefusal>>;

/** What a form saw of a group: it changes with everything that can be edited. */
export function versionOf(
  group: Omit<
    GroupRow,
    'activeCount' | 'offeredCount' | 'waitingCount' | 'requestCount' | 'lastReportAt' | 'reportCount'
  >,
): string {
  const { name, about, ourPart, focusId, neighborhoodId, place, rhythm, weekday, secondWeekday, startsAt } =
    group;
  const { languages, stepFree, joining, runBy, contactName, welcomesVisitors, firstMeetingOn } = group;
  const seen = [
    name,
    about,
    ourPart,
    focusId,
    neighborhoodId,
    place,
    rhythm,
    weekday,
    secondWeekday,
    startsAt,
  ];
  const more = [languages, stepFree, joining, runBy, contactName, welcomesVisitors, firstMeetingOn];
  return createHash('sha256')
    .update(JSON.stringify([seen, more]))
    .digest('base64url')
    .slice(0, 22);
}

/**
 * Saves what a convener knows of their group. A form that showed an older version is refused (`stale-page`), so that
 * nobody overwrites what another convener just wrote. Clears the group's tags, old neighborhood and focus included.
 */
export function editGroup(services: GroupServices, actor: Actor, fields: GroupFields): Result {
  return asMember<{ slug: string }, EditRefusal>(services, fields.id, actor, 'edit-group', async (inside) => {
    const { tx, group } = inside;
    if (versionOf(group) !== fields.seen) return refused('stale-page');
    const { id, seen: _seen, place, point, stepFree, concerns, safeguarded, partOfDay, ...plain } = fields;
    const startsAt = plain.startsAt;
    await tx
      .update(groups)
      .set({
        ...plain,
        place: plain.placeIsPublic ? place : null,
        pointLon: point?.[0] ?? null,
        pointLat: point?.[1] ?? null,
        stepFree: stepFree === null ? null : stepFree === 'yes',
        partOfDay: startsAt === null ? partOfDay : partOfDayAt(startsAt),
        safeguarding:
          concerns.length === 0
            ? null
            : { concerns, ...(safeguarded ? { confirmedAt: inside.now.toISOString() } : {}) },
      })
      .where(eq(groups.id, id));
    if (place === null) await tx.delete(groupPlaces).where(eq(groupPlaces.groupId, id));
    else
      await tx
        .insert(groupPlaces)
        .values({ groupId: id, exactPlace: place })
        .onConflictDoUpdate({ target: groupPlaces.groupId, set: { exactPlace: place } });
    return saved(inside, { ...group, ...plain });
  });
}

/** Rests until a day, or (null) meets again. */
export function restGroup(
  services: GroupServices,
  actor: Actor,
  id: string,
  until: CalendarDay | null,
): Result {
  return asMember<{ slug: string }, EditRefusal>(services, id, actor, 'rest-group', async (inside) => {
    if (inside.group.closedAt) return refused('group-closed');
    await inside.tx.update(groups).set({ restingUntil: until }).where(eq(groups.id, id));
    return saved(inside, inside.group);
  });
}

/** Closes a group with its closing words. It stays readable, and its reports count. Again: nothing changes. */
export function closeGroup(services: GroupServices, actor: Actor, id: string, words: string | null): Result {
  return asMember<{ slug: string }, EditRefusal>(services, id, actor, 'close-group', async (inside) => {
    if (!inside.group.closedAt)
      await inside.tx
        .update(groups)
        .set({ closedAt: inside.now, closingWords: words })
        .where(eq(groups.id, id));
    return saved(inside, inside.group);
  });
}

async function saved(inside: InGroup, now: Pick<GroupRow, 'id' | 'neighborhoodId' | 'focusId'>) {
  const { tx, services, group } = inside;
  await mirrorGroup(tx, group.id);
  await services.clearTags(tx, groupTags({ ...now, id: group.id }, group));
  return done({ slug: group.slug });
}
