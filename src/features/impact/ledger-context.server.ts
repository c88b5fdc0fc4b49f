import { and, eq, sql } from 'drizzle-orm';
import type { Database, Queryable, Transaction } from '#db/client.ts';
import { groupMeasures, groups, measures, memberships } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import type { Actor, GroupRole } from '#features/organize/permissions.ts';
import type { Direction, MeasureKind, ShareReading } from './measure.ts';
import type { Doubt } from './report.ts';

/** What commands on the ledger work with; `locals.app` is one. */
export interface Ledger {
  readonly db: Database;
  readonly now: () => Date;
  readonly clearTags: (tx: Database | Transaction, tags: readonly string[]) => Promise<void>;
}

/**
 * Why a command did nothing. Each is a text and a status in `ledger-answers.ts`; a doubt is one only until it was
 * looked at.
 */
export type LedgerRefusal =
  | 'not-allowed'
  | 'not-found'
  | 'group-closed'
  | 'a-club'
  | 'measure-not-chosen'
  | 'key-used'
  | 'sent-before'
  | 'withdrawn'
  | 'words-removed'
  | 'words-emptied'
  | 'nothing-to-confirm'
  | 'confirmed-too-early'
  | 'not-another-group'
  | Doubt;

export type LedgerResult<Value> = { ok: true; value: Value } | { ok: false; refusal: LedgerRefusal };

export const done = <Value>(value: Value): LedgerResult<Value> => ({ ok: true, value });
export const refused = (refusal: LedgerRefusal): { ok: false; refusal: LedgerRefusal } => ({
  ok: false,
  refusal,
});

export type GroupFacts = NonNullable<Awaited<ReturnType<typeof findGroupFacts>>>;

/** The group a command touches, with the actor's role in it from an active membership. */
export async function findGroupFacts(db: Queryable, groupId: string, actor: Actor) {
  const [found] = await db
    .select({
      id: groups.id,
      kind: groups.kind,
      name: groups.name,
      focusId: groups.focusId,
      neighborhoodId: groups.neighborhoodId,
      closedAt: groups.closedAt,
      hiddenAt: groups.hiddenAt,
      isPublic: sql<boolean>`${isPublic()}`,
      groupRole: memberships.role,
    })
    .from(groups)
    .leftJoin(
      memberships,
      and(
        eq(memberships.groupId, groups.id),
        eq(memberships.personId, actor.personId),
        eq(memberships.state, 'active'),
      ),
    )
    .where(eq(groups.id, groupId));
  return found ? { ...found, groupRole: found.groupRole as GroupRole | null } : null;
}

/** What a group measures and how, as the ledger's rules need it. */
export interface ChosenMeasure {
  groupId: string;
  measureId: string;
  definition: number;
  ended: boolean;
  kind: MeasureKind;
  readAs: ShareReading;
  better: Direction;
  confirmAfterDays: number | null;
  seasonMonths: number[] | null;
  sensitive: boolean;
  inCatalog: boolean;
  /** Whether the group's area overlaps no other's, so that its level may be added. */
  ownArea: boolean;
}

/**
 * A group's measure, its row locked until the transaction ends: commands on one group and measure take turns,
 * so that its trajectory is told from all of its reports.
 */
export async function lockMeasure(
  tx: Transaction,
  groupId: string,
  measureId: string,
): Promise<ChosenMeasure | null> {
  const [found] = await chosenMeasures(tx)
    .where(and(eq(groupMeasures.groupId, groupId), eq(groupMeasures.measureId, measureId)))
    .for('update', { of: groupMeasures });
  return found ? asChosenMeasure(found) : null;
}

/** Groups' measures with their catalog entries; narrow it with `.where`. */
export function chosenMeasures(db: Queryable) {
  return db
    .select({ chosen: groupMeasures, entry: measures })
    .from(groupMeasures)
    .innerJoin(measures, eq(measures.id, groupMeasures.measureId));
}

export function asChosenMeasure(row: {
  chosen: typeof groupMeasures.$inferSelect;
  entry: typeof measures.$inferSelect;
}): ChosenMeasure {
  const { chosen, entry } = row;
  return {
    groupId: chosen.groupId,
    measureId: chosen.measureId,
    definition: chosen.definition,
    ended: chosen.endedAt !== null,
    kind: entry.kind as MeasureKind,
    readAs: entry.readAs as ShareReading,
    better: entry.better as Direction,
    confirmAfterDays: entry.confirmAfterDays,
    seasonMonths: entry.seasonMonths,
    sensitive: entry.sensitive,
    inCatalog: entry.groupId === null,
    ownArea: chosen.ownArea,
  };
}
