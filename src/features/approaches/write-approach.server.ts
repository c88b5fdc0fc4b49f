import { and, eq, inArray, isNull, like, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { adoptions, approachEvidence, approaches, approachTexts, reports } from '#db/schema/index.ts';
import { asMember, type GroupServices, type InGroup } from '#features/groups/in-group.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { freeSlug, slugify } from '#lib/slug.ts';
import { type ApproachFields, approachTags, type NewApproach } from './approaches.ts';

export type ApproachRefusal =
  'no-such-group' | 'no-such-approach' | 'not-allowed' | 'group-closed' | 'key-used' | 'stale-page';

/** Two approaches of one title may be written at once: their slugs are chosen one after the other. */
const slugLock = 7_270_223;

/**
 * Writes a group's approach down. With `adoption` it is what the group made of an approach it had taken up: that
 * becomes its parent, and the adoption is told as adapted. Sent twice with the same `key`, it is written once.
 * Clears `approachTags` of it and its parent.
 * @param lang the language its words are written in
 */
export async function writeApproach(
  services: GroupServices,
  actor: Actor,
  fields: NewApproach,
  lang: string,
): Promise<Outcome<{ id: string; slug: string }, ApproachRefusal>> {
  return asMember<{ id: string; slug: string }, ApproachRefusal>(
    services,
    fields.group,
    actor,
    'write-approach',
    async (inside) => {
      const { tx, group } = inside;
      const before = await findWritten(tx, fields.key);
      if (before) return before.writtenBy === actor.personId ? done(before) : refused('key-used');
      if (group.kind !== 'impact' || group.hiddenAt) return refused('no-such-group');
      const adoption = fields.adoption === null ? null : await findAdoption(tx, fields.adoption, group.id);
      if (fields.adoption !== null && !adoption) return refused('no-such-approach');
      const slug = await chooseSlug(tx, fields.title);
      await insert(inside, actor, fields, { slug, lang, parentId: adoption?.approachId ?? null });
      if (adoption?.childId === null) await tellAdapted(inside, actor, adoption.id, fields.key, lang);
      const ids = [fields.key, ...(adoption ? [adoption.approachId] : [])];
      await services.clearTags(tx, approachTags(ids, [group.id]));
      return done({ id: fields.key, slug });
    },
  );
}

async function findWritten(db: Queryable, key: string) {
  const [row] = await db
    .select({ id: approaches.id, slug: approaches.slug, writtenBy: approaches.writtenBy })
    .from(approaches)
    .where(eq(approaches.idempotencyKey, key));
  return row ?? null;
}

async function findAdoption(tx: Transaction, id: string, groupId: string) {
  const [row] = await tx
    .select()
    .from(adoptions)
    .where(and(eq(adoptions.id, id), eq(adoptions.groupId, groupId)))
    .for('update');
  return row ?? null;
}

async function chooseSlug(tx: Transaction, title: string): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(${slugLock})`);
  const wanted = slugify(title) || 'approach';
  const rows = await tx
    .select({ slug: approaches.slug })
    .from(approaches)
    .where(or(eq(approaches.slug, wanted), like(approaches.slug, `${wanted}-%`)));
  // Its own pages live beside the approaches.
  return freeSlug(wanted, new Set(['write', ...rows.map((row) => row.slug)]));
}

async function insert(
  { tx, group, now }: InGroup,
  actor: Actor,
  fields: NewApproach,
  more: { slug: string; lang: string; parentId: string | null },
): Promise<void> {
  const { key, title, whatToDo, whatItTakes, whenItFails } = fields;
  await tx.insert(approaches).values({
    id: key,
    idempotencyKey: key,
    groupId: group.id,
    focusId: group.focusId,
    neighborhoodId: group.neighborhoodId,
    writtenBy: actor.personId,
    writtenAt: now,
    ...more,
  });
  await tx.insert(approachTexts).values({
    approachId: key,
    lang: more.lang,
    title,
    whatToDo,
    whatItTakes,
    whenItFails,
    changedAt: now,
  });
  await setEvidence(tx, key, group.id, fields.evidence);
}

async function tellAdapted(
  { tx, now }: InGroup,
  actor: Actor,
  adoptionId: string,
  childId: string,
  lang: string,
): Promise<void> {
  await tx
    .update(adoptions)
    .set({ outcome: 'adapted', outcomeAt: now, outcomeBy: actor.personId, childId, lang })
    .where(eq(adoptions.id, adoptionId));
}

/** Keeps as evidence those of the named reports that are the group's own and stand. */
async function setEvidence(
  tx: Transaction,
  approachId: string,
  groupId: string,
  reportIds: readonly string[],
): Promise<void> {
  await tx.delete(approachEvidence).where(eq(approachEvidence.approachId, approachId));
  if (reportIds.length === 0) return;
  const own = await tx
    .select({ reportId: reports.id })
    .from(reports)
    .where(
      and(inArray(reports.id, [...reportIds]), eq(reports.groupId, groupId), isNull(reports.withdrawnAt)),
    );
  if (own.length > 0)
    await tx.insert(approachEvidence).values(own.map(({ reportId }) => ({ approachId, reportId })));
}

/**
 * Changes an approach's words in one language, or adds a language, and its evidence. Refused as `stale-page` when
 * those words changed since `seen`.
 */
export async function editApproach(
  services: GroupServices,
  actor: Actor,
  fields: ApproachFields,
): Promise<Outcome<{ slug: string }, ApproachRefusal>> {
  const [known] = await services.db
    .select({ groupId: approaches.groupId, slug: approaches.slug })
    .from(approaches)
    .where(and(eq(approaches.id, fields.id), isNull(approaches.hiddenAt)));
  if (!known) return refused('no-such-approach');
  return asMember<{ slug: string }, ApproachRefusal>(
    services,
    known.groupId,
    actor,
    'edit-approach',
    async ({ tx, now, group }) => {
      const { id, lang, title, whatToDo, whatItTakes, whenItFails } = fields;
      const [standing] = await tx
        .select({ changedAt: approachTexts.changedAt })
        .from(approachTexts)
        .where(and(eq(approachTexts.approachId, id), eq(approachTexts.lang, lang)));
      if ((standing?.changedAt.toISOString() ?? null) !== fields.seen) return refused('stale-page');
      const words = { title, whatToDo, whatItTakes, whenItFails, changedAt: now };
      await tx
        .insert(approachTexts)
        .values({ approachId: id, lang, ...words })
        .onConflictDoUpdate({ target: [approachTexts.approachId, approachTexts.lang], set: words });
      await setEvidence(tx, id, group.id, fields.evidence);
      await services.clearTags(tx, approachTags([id], [group.id]));
      return done({ slug: known.slug });
    },
  );
}
