import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groupMeasures, measures } from '#db/schema/index.ts';
import { type Actor, may } from '#features/organize/permissions.ts';
import { findGroupFacts, type Ledger, type LedgerRefusal } from './ledger-context.server.ts';
import type { OwnMeasureInput } from './measure.ts';
import { tagsOf } from './tags.ts';

/** Measures a group follows at once; more than a few and none is followed. */
export const measuresMost = 4;

export type ChooseRefusal =
  Extract<LedgerRefusal, 'not-found' | 'not-allowed'> | 'too-many-measures' | 'unknown-measure';
export type ChooseResult = { ok: true; groupId: string } | { ok: false; refusal: ChooseRefusal };

/** Whose choice it is, and where. */
export interface Choosing {
  actor: Actor;
  groupId: string;
  baseline: number | null;
  target: number | null;
}

/** Takes up a measure of the town's catalog; again, it changes baseline and target. Clears the group's tags. */
export function chooseMeasure(
  ledger: Ledger,
  choosing: Choosing & { measureId: string },
): Promise<ChooseResult> {
  return changeMeasures(ledger, choosing, async (tx) => {
    const [entry] = await tx
      .select({ id: measures.id })
      .from(measures)
      .where(and(eq(measures.id, choosing.measureId), isNull(measures.groupId), isNull(measures.retiredAt)));
    if (!entry) return 'unknown-measure';
    return takeUp(tx, choosing, entry.id);
  });
}

/**
 * Defines a group's own measure and takes it up. It never enters town totals. Sent twice with the same `key`, it is
 * defined once. Clears the group's tags.
 */
export function defineMeasure(
  ledger: Ledger,
  choosing: Choosing & { key: string; lang: string; measure: OwnMeasureInput },
): Promise<ChooseResult> {
  return changeMeasures(ledger, choosing, async (tx) => {
    const { key: id, measure, groupId, lang } = choosing;
    const { name, unit, kind, better, confirmAfterDays, seasonMonths, sensitive } = measure;
    const rules = { kind, better, confirmAfterDays, seasonMonths, sensitive };
    const [before] = await tx.select({ groupId: measures.groupId }).from(measures).where(eq(measures.id, id));
    if (before) return before.groupId === groupId ? null : 'unknown-measure';
    await tx
      .insert(measures)
      .values({ id, groupId, name: { [lang]: name }, unit: { [lang]: unit }, ...rules });
    return takeUp(tx, choosing, id);
  });
}

/** Stops following a measure; its reports and its line stay. Again: nothing changes. Clears the group's tags. */
export function stopMeasure(
  ledger: Ledger,
  stopping: { actor: Actor; groupId: string; measureId: string },
): Promise<ChooseResult> {
  return changeMeasures(ledger, stopping, async (tx) => {
    const stopped = await tx
      .update(groupMeasures)
      .set({ endedAt: sql`coalesce(${groupMeasures.endedAt}, ${ledger.now().toISOString()})` })
      .where(
        and(eq(groupMeasures.groupId, stopping.groupId), eq(groupMeasures.measureId, stopping.measureId)),
      )
      .returning({ id: groupMeasures.measureId });
    return stopped.length === 0 ? 'unknown-measure' : null;
  });
}

async function changeMeasures(
  ledger: Ledger,
  { actor, groupId }: { actor: Actor; groupId: string },
  change: (tx: Transaction) => Promise<ChooseRefusal | null>,
): Promise<ChooseResult> {
  return ledger.db.transaction(async (tx): Promise<ChooseResult> => {
    const group = await findGroupFacts(tx, groupId, actor);
    if (!group || group.hiddenAt) return { ok: false, refusal: 'not-found' };
    if (!may(actor, 'choose-measure', group)) return { ok: false, refusal: 'not-allowed' };
    const refusal = await change(tx);
    if (refusal) return { ok: false, refusal };
    await ledger.clearTags(tx, tagsOf({ reportId: '', groupIds: [groupId], ...group }));
    return { ok: true, groupId };
  });
}

async function takeUp(tx: Transaction, choosing: Choosing, measureId: string): Promise<ChooseRefusal | null> {
  const { groupId, baseline, target } = choosing;
  const following = and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt));
  const [held] = await tx.select({ total: count() }).from(groupMeasures).where(following);
  const position = held?.total ?? 0;
  const [known] = await tx
    .select({ endedAt: groupMeasures.endedAt })
    .from(groupMeasures)
    .where(and(eq(groupMeasures.groupId, groupId), eq(groupMeasures.measureId, measureId)));
  if (position >= measuresMost && (!known || known.endedAt)) return 'too-many-measures';
  await tx
    .insert(groupMeasures)
    .values({ groupId, measureId, baseline, target, position })
    .onConflictDoUpdate({
      target: [groupMeasures.groupId, groupMeasures.measureId],
      set: { baseline, target, endedAt: null },
    });
  return null;
}
