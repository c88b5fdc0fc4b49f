import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '#db/client.ts';
import { groups, reports } from '#db/schema/index.ts';
import { recordAct } from './audit.server.ts';
import type { HideableType, HidingReason } from './organize.ts';

/** What a hidden thing belongs to, for the caches to clear; null: there is no such thing. */
export interface HiddenThing {
  groupId: string;
  neighborhoodId: string;
  focusId: string | null;
  reportId: string | null;
}

/**
 * Hides a group or a report for a listed reason, or shows it again (`reason` null). Hiding twice changes nothing
 * but the reason. A hidden report still counts; its words are shown nowhere.
 */
export async function setHidden(
  db: Database,
  actorId: string,
  type: HideableType,
  id: string,
  reason: HidingReason | null,
  now: Date,
): Promise<HiddenThing | null> {
  return db.transaction(async (tx) => {
    const hidden = { hiddenAt: reason === null ? null : now, hiddenReason: reason };
    const thing = type === 'group' ? await hideGroup(tx, id, hidden) : await hideReport(tx, id, hidden);
    if (!thing) return null;
    const act = reason === null ? 'show-again' : 'hide-content';
    await recordAct(tx, { actorId, act, subjectType: type, subjectId: id, reason });
    return thing;
  });
}

type Hidden = { hiddenAt: Date | null; hiddenReason: string | null };

async function hideGroup(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const place = { groupId: groups.id, neighborhoodId: groups.neighborhoodId, focusId: groups.focusId };
  const [group] = await tx.update(groups).set(hidden).where(eq(groups.id, id)).returning(place);
  return group ? { ...group, reportId: null } : null;
}

async function hideReport(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const place = {
    groupId: reports.groupId,
    neighborhoodId: reports.neighborhoodId,
    focusId: reports.focusId,
  };
  const [report] = await tx.update(reports).set(hidden).where(eq(reports.id, id)).returning(place);
  return report ? { ...report, reportId: id } : null;
}
