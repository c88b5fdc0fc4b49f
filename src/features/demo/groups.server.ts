import type { Transaction } from '#db/client.ts';
import { groupMeasures, groupPlaces, groups, measures } from '#db/schema/index.ts';
import { trialDays } from '#features/groups/groups.ts';
import { partOfDayAt } from '#features/groups/meeting-dates.ts';
import type { Town } from '#features/town/town.ts';
import { addDays } from '#lib/calendar-day.ts';
import type { DemoContent, DemoGroup } from './demo.ts';
import { reflectEvery } from './plan-reflections.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { inChunks, instantOf } from './rows.ts';

/** Writes the groups of a planned life in one go, so that each may point to another, their places and measures. */
export async function writeGroups(
  tx: Transaction,
  town: Town,
  life: PlannedLife,
  content: DemoContent,
  seed: string,
): Promise<void> {
  const idOf = new Map(life.groups.map(({ id, brief }) => [brief.slug, id]));
  const rows = life.groups.map((group) =>
    groupRow(group, idOf, reflectEvery(group, content.reflections, seed)),
  );
  await tx.insert(groups).values(rows);
  await tx
    .insert(groupPlaces)
    .values(life.groups.map(({ id, brief }) => ({ groupId: id, exactPlace: brief.place })));
  const impact = life.groups.filter(({ kind }) => kind === 'impact');
  await inChunks(impact.flatMap(ownMeasureRows), (own) => tx.insert(measures).values(own));
  await inChunks(
    impact.flatMap((group) => measureRows(group, town)),
    (chosen) => tx.insert(groupMeasures).values(chosen),
  );
}

function groupRow(
  group: PlannedGroup,
  idOf: ReadonlyMap<string, string>,
  every: number,
): typeof groups.$inferInsert {
  const { brief } = group;
  const impact = group.kind === 'impact' ? (brief as DemoGroup) : null;
  const isPublic = impact?.public ?? true;
  const quiet = impact && impact.quietWeeks > 4 && group.restingUntil === null;
  return {
    id: group.id,
    slug: brief.slug,
    kind: group.kind,
    name: brief.name,
    lang: brief.lang,
    about: brief.about,
    ourPart: impact?.ourPart ?? null,
    focusId: impact?.focus ?? null,
    neighborhoodId: brief.neighborhood,
    place: isPublic ? brief.place : null,
    placeIsPublic: isPublic,
    rhythm: impact?.rhythm ?? 'weekly',
    weekday: brief.weekday,
    startsAt: brief.at,
    partOfDay: partOfDayAt(brief.at),
    showsExactTime: isPublic,
    firstMeetingOn: group.firstMeetingOn,
    languages: impact?.languages ?? [brief.lang],
    stepFree: impact?.stepFree ?? null,
    welcomesVisitors: group.closedOn === null,
    joining: impact?.joining ?? 'open',
    contactName: impact?.contact ?? null,
    safeguarding: impact?.children ? { concerns: ['children'], confirmedAt: group.foundedOn } : null,
    reflectEvery: every,
    typedCheckIn: impact?.typedCheckIn ?? false,
    staysOut: impact?.staysOut ?? false,
    forModerators: impact?.forModerators ?? false,
    trialEndsOn: impact?.trial ? addDays(group.firstMeetingOn, trialDays) : null,
    dividedFromId: idOf.get(impact?.dividedFrom ?? '') ?? null,
    grownFromId: idOf.get(impact?.grownFrom ?? '') ?? null,
    createdAt: instantOf(group.foundedOn),
    createdBy: group.memberships[0]?.personId ?? null,
    restingUntil: group.restingUntil,
    closedAt: group.closedOn ? instantOf(group.closedOn) : null,
    closingWords: impact?.closingWords ?? null,
    quietAskedAt: quiet
      ? instantOf(addDays(group.foundedOn, 7 * (impact.began - impact.quietWeeks + 4)))
      : null,
  };
}

function ownMeasureRows({ id, brief }: PlannedGroup): (typeof measures.$inferInsert)[] {
  const own = (brief as DemoGroup).ownMeasure;
  return own ? [{ ...own, groupId: id, kind: 'count', better: 'more' }] : [];
}

function measureRows({ id, brief }: PlannedGroup, town: Town): (typeof groupMeasures.$inferInsert)[] {
  const { measure, ownMeasure } = brief as DemoGroup;
  const measureId = ownMeasure?.id ?? measure;
  if (measureId === undefined) return [];
  if (!ownMeasure && !town.measures.some((each) => each.id === measureId))
    throw new Error(`the demonstration town has no measure ${measureId}`);
  return [{ groupId: id, measureId }];
}
