import { and, desc, eq, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { adoptions, approachEvidence, approaches, approachTexts, reports } from '#db/schema/index.ts';
import { askAfterDays } from '#features/approaches/approaches.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { chance } from './chance.ts';
import type { DemoApproach, DemoGroup } from './demo.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { instantOf } from './rows.ts';

/** Weeks that it takes a group to say what came of an approach. */
const weeksToTell = 3;

/** Writes the approaches of a planned life, the reports behind them, and what came of them elsewhere. */
export async function writeApproaches(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly DemoApproach[],
  seed: string,
  today: CalendarDay,
): Promise<void> {
  const groupOf = new Map(life.groups.map((group) => [group.brief.slug, group]));
  const group = (slug: string): PlannedGroup => {
    const found = groupOf.get(slug);
    if (!found) throw new Error(`the demonstration town has no group ${slug}`);
    return found;
  };
  const luck = chance(`${seed}:approaches`);
  const idOf = new Map(planned.map(({ slug }) => [slug, luck.uuid()]));
  const id = (slug: string): string => {
    const found = idOf.get(slug);
    if (!found) throw new Error(`the demonstration town has no approach ${slug}`);
    return found;
  };
  const parentOf = new Map(
    planned.flatMap(({ slug, adoptions: taken }) =>
      taken.flatMap(({ child }) => (child === undefined ? [] : [[child, id(slug)] as const])),
    ),
  );
  // A parent is written before what was made of it.
  for (const approach of [...planned].sort((a, b) => b.weeks - a.weeks)) {
    const writer = group(approach.group);
    const writtenAt = instantOf(addDays(today, -7 * approach.weeks));
    const approachId = id(approach.slug);
    const brief = writer.brief as DemoGroup;
    await tx.insert(approaches).values({
      id: approachId,
      idempotencyKey: approachId,
      slug: approach.slug,
      groupId: writer.id,
      parentId: parentOf.get(approach.slug) ?? null,
      focusId: brief.focus,
      neighborhoodId: brief.neighborhood,
      lang: Object.keys(approach.texts)[0] ?? brief.lang,
      writtenBy: writer.memberships[0]?.personId ?? null,
      writtenAt,
    });
    const texts = Object.entries(approach.texts).map(([lang, words]) => ({ lang, ...words }));
    await tx
      .insert(approachTexts)
      .values(texts.map((text) => ({ approachId, changedAt: writtenAt, ...text })));
    await writeEvidence(tx, approachId, writer.id, writtenAt, approach.evidence);
  }
  const taken = planned.flatMap((approach) =>
    approach.adoptions.map((adoption): typeof adoptions.$inferInsert => {
      const adopter = group(adoption.group);
      const adoptedOn = addDays(today, -7 * adoption.weeks);
      const person = adopter.memberships[0]?.personId ?? null;
      const told = adoption.outcome !== undefined;
      return {
        id: luck.uuid(),
        approachId: id(approach.slug),
        groupId: adopter.id,
        adoptedAt: instantOf(adoptedOn),
        adoptedBy: person,
        askAt: instantOf(addDays(adoptedOn, askAfterDays[0])),
        outcome: adoption.outcome ?? null,
        outcomeAt: told ? instantOf(addDays(adoptedOn, 7 * weeksToTell)) : null,
        outcomeBy: told ? person : null,
        line: adoption.line ?? null,
        lang: adoption.lang,
        childId: adoption.child === undefined ? null : id(adoption.child),
      };
    }),
  );
  await tx.insert(adoptions).values(taken);
}

async function writeEvidence(
  tx: Transaction,
  approachId: string,
  groupId: string,
  until: Date,
  most: number,
): Promise<void> {
  const found = await tx
    .select({ reportId: reports.id })
    .from(reports)
    .where(
      and(
        eq(reports.groupId, groupId),
        eq(reports.outcome, 'counted'),
        isNull(reports.withdrawnAt),
        lte(reports.postedAt, until),
      ),
    )
    .orderBy(desc(reports.postedAt))
    .limit(most);
  if (found.length > 0)
    await tx.insert(approachEvidence).values(found.map(({ reportId }) => ({ approachId, reportId })));
}
