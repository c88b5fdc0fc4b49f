import { and, asc, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures } from '#db/schema/index.ts';
import { beforeAndAfter } from '#features/impact/before-after.ts';
import { asChosenMeasure, chosenMeasures } from '#features/impact/ledger-context.server.ts';
import { toMeasureView } from '#features/impact/measure-view.server.ts';
import { trajectoryReportsOf } from '#features/impact/trajectory.server.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import type { Adopter, AdopterStory } from './approach-view.ts';

/**
 * What each adopter's own first measure did before and after, by the rule of `beforeAndAfter`. Groups without a
 * measure, and sensitive measures, are left out. Two queries, however many adopters.
 */
export async function adopterStories(
  db: Queryable,
  adopters: readonly Adopter[],
  timeZone: string,
): Promise<AdopterStory[]> {
  if (adopters.length === 0) return [];
  const ids = adopters.map(({ group }) => group.id);
  const chosen = await chosenMeasures(db)
    .where(and(inArray(groupMeasures.groupId, ids), isNull(groupMeasures.endedAt)))
    .orderBy(asc(groupMeasures.position), asc(groupMeasures.measureId));
  const firstOf = new Map<string, (typeof chosen)[number]>();
  for (const row of chosen) if (!firstOf.has(row.chosen.groupId)) firstOf.set(row.chosen.groupId, row);
  const told = [...firstOf.values()].filter(({ entry }) => !entry.sensitive);
  const reports = await trajectoryReportsOf(db, told.map(asChosenMeasure));
  return adopters.flatMap(({ adoptionId, group, adoptedAt }) => {
    const row = firstOf.get(group.id);
    if (!row || row.entry.sensitive) return [];
    const measure = toMeasureView(row.entry, row.chosen.definition);
    const day = calendarDayIn(adoptedAt, timeZone);
    return [{ adoptionId, measure, told: beforeAndAfter(measure, reports.get(group.id) ?? [], day) }];
  });
}
