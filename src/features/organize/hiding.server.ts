import { and, eq } from 'drizzle-orm';
import type { Database, Transaction } from '#db/client.ts';
import { groups, hands, reflectionAnswers, reflections, reports } from '#db/schema/index.ts';
import { holdBack } from '#features/notify/hold-back.server.ts';
import { recordAct } from './audit.server.ts';
import { hideAnswer, hideApproach, hideQuestion } from './hide-creation.server.ts';
import { type Hidden, type HiddenThing, isSame } from './hiding-rules.ts';
import type { HideableType, HidingReason } from './organize.ts';

/**
 * Hides a group, a report, a question, an answer, an approach, what a group shared of a reflection, or a hand passed on, for
 * a listed reason, or shows it again (`reason` null): on every page, in the feed, search, files, and mails that wait. The
 * same again writes nothing. A hidden report still counts; its words are shown nowhere.
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
    const thing = await hide[type](tx, id, hidden);
    if (!thing || thing.again) return thing;
    if (hidden.hiddenAt) await holdBack(tx, thing.path);
    const act = reason === null ? 'show-again' : 'hide-content';
    await recordAct(tx, { actorId, act, subjectType: type, subjectId: id, reason });
    return thing;
  });
}

const hide: Record<
  HideableType,
  (tx: Transaction, id: string, hidden: Hidden) => Promise<HiddenThing | null>
> = {
  group: hideGroup,
  report: hideReport,
  question: hideQuestion,
  answer: hideAnswer,
  approach: hideApproach,
  reflection: hideReflection,
  hand: hideHand,
};

async function hideGroup(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [group] = await tx.select().from(groups).where(eq(groups.id, id)).for('update');
  if (!group) return null;
  const again = isSame(group, hidden);
  if (!again) await tx.update(groups).set(hidden).where(eq(groups.id, id));
  const { neighborhoodId, focusId } = group;
  return {
    groupId: id,
    neighborhoodId,
    focusId,
    reportId: null,
    tags: [],
    path: `/groups/${group.slug}/`,
    again,
  };
}

async function hideReport(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [report] = await tx.select().from(reports).where(eq(reports.id, id)).for('update');
  if (!report) return null;
  const again = isSame(report, hidden);
  if (!again) await tx.update(reports).set(hidden).where(eq(reports.id, id));
  const { groupId, neighborhoodId, focusId } = report;
  return { groupId, neighborhoodId, focusId, reportId: id, tags: [], path: `/reports/${id}/`, again };
}

async function hideReflection(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [reflection] = await tx.select().from(reflections).where(eq(reflections.id, id));
  if (!reflection) return null;
  await tx
    .update(reflectionAnswers)
    .set(hidden)
    .where(and(eq(reflectionAnswers.reflectionId, id), eq(reflectionAnswers.shared, true)));
  return withGroup(tx, reflection.groupId, `/reflections/${id}/`, [`reflection:${id}`, 'reflections']);
}

async function hideHand(tx: Transaction, id: string, hidden: Hidden): Promise<HiddenThing | null> {
  const [hand] = await tx.update(hands).set(hidden).where(eq(hands.id, id)).returning();
  return hand ? withGroup(tx, hand.groupId, '#hands', ['hands']) : null;
}

async function withGroup(
  tx: Transaction,
  groupId: string,
  path: string,
  tags: string[],
): Promise<HiddenThing | null> {
  const [group] = await tx.select().from(groups).where(eq(groups.id, groupId));
  if (!group) return null;
  const { neighborhoodId, focusId, slug } = group;
  const leads = path.startsWith('#') ? `/groups/${slug}/${path}` : path;
  return { groupId, neighborhoodId, focusId, reportId: null, tags, path: leads };
}
