import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { checkIns, groupPlaces, groups } from '#db/schema/index.ts';
import type { Transaction } from '#db/client.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import type { GroupFields } from './group-form.ts';
import { groupTags } from './groups.ts';
import { asMember, type GroupRow, type GroupServices, type InGroup } from './in-group.server.ts';
import { snapToGrid } from './grid-point.ts';
import { partOfDayAt } from './meeting-dates.ts';

type EditRefusal = 'no-such-group' | 'not-allowed' | 'stale-page' | 'group-closed';
type Result = Promise<Outcome<{ slug: string }, EditRefusal>>;

/** What the form that edits a group shows and changes, its exact place apart. */
const editable = [
  'name',
  'about',
  'ourPart',
  'lang',
  'focusId',
  'neighborhoodId',
  'place',
  'placeIsPublic',
  'pointLon',
  'pointLat',
  'rhythm',
  'weekday',
  'secondWeekday',
  'firstMeetingOn',
  'startsAt',
  'showsExactTime',
  'showsEase',
  'partOfDay',
  'languages',
  'stepFree',
  'welcomesVisitors',
  'staysOut',
  'joining',
  'runBy',
  'contactName',
  'reflectEvery',
  'typedCheckIn',
  'safeguarding',
] as const satisfies (keyof GroupRow)[];
type EditableRow = Pick<GroupRow, (typeof editable)[number]>;

/** What a form saw of a group: it changes with everything that can be edited. */
export function versionOf(group: EditableRow & { exactPlace: string | null }): string {
  const { safeguarding, ...rest } = group;
  const promised = [safeguarding?.concerns ?? [], safeguarding?.confirmedAt !== undefined];
  const seen = editable.filter((column) => column !== 'safeguarding').map((column) => rest[column]);
  return createHash('sha256')
    .update(JSON.stringify([seen, promised, group.exactPlace]))
    .digest('base64url')
    .slice(0, 22);
}

/**
 * Saves what a convener knows of their group. A form that showed an older version is refused (`stale-page`), so that
 * nobody overwrites what another convener just wrote; sent twice, it changes nothing. Clears the group's tags, old
 * neighborhood and focus included, and has visits tended that no longer fall on a meeting.
 */
export function editGroup(services: GroupServices, actor: Actor, fields: GroupFields): Result {
  return asMember<{ slug: string }, EditRefusal>(services, fields.id, actor, 'edit-group', async (inside) => {
    const { tx, group } = inside;
    if (group.closedAt) return refused('group-closed');
    const [exact] = await tx.select().from(groupPlaces).where(eq(groupPlaces.groupId, group.id));
    const exactPlace = exact?.exactPlace ?? null;
    const before = versionOf({ ...group, exactPlace });
    const columns = columnsOf(fields, inside);
    if (before === versionOf({ ...group, ...columns, exactPlace: fields.place }))
      return done({ slug: group.slug });
    if (before !== fields.seen) return refused('stale-page');
    await tx.update(groups).set(columns).where(eq(groups.id, group.id));
    await savePlace(tx, group.id, fields.place);
    if (!fields.typedCheckIn) await tx.delete(checkIns).where(eq(checkIns.groupId, group.id));
    return saved(inside, { ...group, ...columns });
  });
}

/** What a group's row says after the form; points are snapped to the public grid before they are stored. */
function columnsOf(fields: GroupFields, { group, now }: InGroup): EditableRow {
  const { id: _id, seen: _seen, point, concerns, safeguarded, stepFree, place, ...same } = fields;
  const [pointLon, pointLat] = point ? snapToGrid(point) : [null, null];
  const isAsBefore = String(group.safeguarding?.concerns ?? []) === String(concerns);
  const confirmedAt = (isAsBefore && group.safeguarding?.confirmedAt) || now.toISOString();
  return {
    ...same,
    place: same.placeIsPublic ? place : null,
    pointLon,
    pointLat,
    secondWeekday: same.rhythm === 'twice-weekly' ? same.secondWeekday : null,
    partOfDay: same.startsAt === null ? same.partOfDay : partOfDayAt(same.startsAt),
    stepFree: stepFree === null ? null : stepFree === 'yes',
    safeguarding: concerns.length === 0 ? null : { concerns, ...(safeguarded && { confirmedAt }) },
  };
}

async function savePlace(tx: Transaction, groupId: string, exactPlace: string | null): Promise<void> {
  if (exactPlace === null) {
    await tx.delete(groupPlaces).where(eq(groupPlaces.groupId, groupId));
    return;
  }
  await tx
    .insert(groupPlaces)
    .values({ groupId, exactPlace })
    .onConflictDoUpdate({ target: groupPlaces.groupId, set: { exactPlace } });
}

/** Rests until a day, or (null) meets again. Visits in between are called off by the job `tend-group`. */
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

/**
 * Closes a group with its closing words. It stays readable, its members stay, and its reports count; whoever asked,
 * waits or was coming is told by the job `tend-group`. Again: nothing changes.
 */
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

/**
 * Opens a closed group again: it meets as it did, and its closing words are taken back with the closing. A trial that went
 * back to its club stays closed. Again: nothing changes.
 */
export function reopenGroup(services: GroupServices, actor: Actor, id: string): Result {
  return asMember<{ slug: string }, EditRefusal>(services, id, actor, 'close-group', async (inside) => {
    const { group } = inside;
    if (!mayReopen(group)) return refused('group-closed');
    if (!group.closedAt) return done({ slug: group.slug });
    await inside.tx.update(groups).set({ closedAt: null, closingWords: null }).where(eq(groups.id, id));
    return saved(inside, group);
  });
}

/** Whether a closed group may meet again. */
export function mayReopen({ trialDecision }: Pick<GroupRow, 'trialDecision'>): boolean {
  return trialDecision !== 'returned';
}

async function saved(inside: InGroup, now: Pick<GroupRow, 'neighborhoodId' | 'focusId'>) {
  const { tx, services, group } = inside;
  await services.enqueue(tx, 'tend-group', { groupId: group.id }, { singletonKey: group.id });
  await services.clearTags(tx, groupTags({ ...now, id: group.id }, group));
  return done({ slug: group.slug });
}
