import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { adoptions, approaches, groups, memberships, reports } from '#db/schema/index.ts';
import { asMember, type GroupServices } from '#features/groups/in-group.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { approachTags, askAfterDays, type OutcomeFields } from './approaches.ts';
import { isPublicApproach } from './list-approaches.server.ts';

export type AdoptionRefusal =
  'no-such-group' | 'no-such-approach' | 'not-allowed' | 'group-closed' | 'own-approach' | 'told-already';

/** The job that asks a group what came of an approach it took up. */
export const askAdoptionJob = 'adoption-ask';

const dayMs = 86_400_000;

/**
 * “We try this too”: the group takes an approach up and is asked after two weeks what came of it. Again: nothing
 * changes. Clears `approachTags`.
 */
export async function adoptApproach(
  services: GroupServices,
  actor: Actor,
  adopt: { approachId: string; groupId: string; lang: string },
): Promise<Outcome<{ adoptionId: string; groupSlug: string; askAt: Date }, AdoptionRefusal>> {
  const { approachId, groupId, lang } = adopt;
  return asMember<{ adoptionId: string; groupSlug: string; askAt: Date }, AdoptionRefusal>(
    services,
    groupId,
    actor,
    'adopt-approach',
    async ({ tx, group, now }) => {
      if (group.closedAt) return refused('group-closed');
      if (group.kind !== 'impact' || group.hiddenAt) return refused('no-such-group');
      const approach = await findPublic(tx, approachId);
      if (!approach) return refused('no-such-approach');
      if (approach.groupId === groupId) return refused('own-approach');
      const askAt = new Date(now.getTime() + askAfterDays[0] * dayMs);
      const [made] = await tx
        .insert(adoptions)
        .values({ approachId, groupId, adoptedAt: now, adoptedBy: actor.personId, askAt, lang })
        .onConflictDoNothing()
        .returning({ id: adoptions.id, askAt: adoptions.askAt });
      const adoption = made ?? (await findStanding(tx, approachId, groupId));
      if (made) {
        for (const days of askAfterDays) {
          const startAfter = new Date(now.getTime() + days * dayMs);
          await services.enqueue(tx, askAdoptionJob, { adoptionId: made.id, days }, { startAfter });
        }
        await services.clearTags(tx, approachTags([approachId], [groupId, approach.groupId]));
      }
      return done({ adoptionId: adoption.id, groupSlug: group.slug, askAt: adoption.askAt });
    },
  );
}

async function findPublic(tx: Transaction, approachId: string) {
  const [row] = await tx
    .select({ groupId: approaches.groupId })
    .from(approaches)
    .innerJoin(groups, eq(groups.id, approaches.groupId))
    .where(and(eq(approaches.id, approachId), isPublicApproach()));
  return row ?? null;
}

async function findStanding(tx: Transaction, approachId: string, groupId: string) {
  const [row] = await tx
    .select({ id: adoptions.id, askAt: adoptions.askAt })
    .from(adoptions)
    .where(and(eq(adoptions.approachId, approachId), eq(adoptions.groupId, groupId)));
  if (!row) throw new Error('an adoption that conflicted is gone');
  return row;
}

/**
 * What came of it: kept, adapted or dropped, with a line and a report of the group that shows it. It may be told
 * anew (the same again changes nothing), but an adoption whose adapted approach is written stays adapted (`told-already`). Clears `approachTags`.
 */
export async function tellOutcome(
  services: GroupServices,
  actor: Actor,
  fields: OutcomeFields,
  lang: string,
): Promise<Outcome<{ groupSlug: string; adoptionId: string }, AdoptionRefusal>> {
  const [known] = await services.db
    .select({ groupId: adoptions.groupId })
    .from(adoptions)
    .where(eq(adoptions.id, fields.adoption));
  if (!known) return refused('no-such-approach');
  return asMember<{ groupSlug: string; adoptionId: string }, AdoptionRefusal>(
    services,
    known.groupId,
    actor,
    'tell-adoption',
    async ({ tx, group, now }) => {
      const [adoption] = await tx
        .select()
        .from(adoptions)
        .where(eq(adoptions.id, fields.adoption))
        .for('update');
      if (!adoption) return refused('no-such-approach');
      if (adoption.childId !== null && fields.outcome !== 'adapted') return refused('told-already');
      const reportId = await ownReport(tx, group.id, fields.report);
      const { outcome, line } = fields;
      const again = adoption.outcome === outcome && adoption.line === line && adoption.reportId === reportId;
      if (again) return done({ groupSlug: group.slug, adoptionId: adoption.id });
      await tx
        .update(adoptions)
        .set({
          outcome,
          line,
          reportId,
          lang,
          outcomeAt: now,
          outcomeBy: actor.personId,
        })
        .where(eq(adoptions.id, adoption.id));
      await services.clearTags(tx, approachTags([adoption.approachId], [group.id]));
      return done({ groupSlug: group.slug, adoptionId: adoption.id });
    },
  );
}

async function ownReport(tx: Transaction, groupId: string, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [row] = await tx
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.id, id), eq(reports.groupId, groupId), isNull(reports.withdrawnAt)));
  return row?.id ?? null;
}

/** The groups in which somebody may take an approach up, with what they said of it before. */
export async function findMyGroups(db: Queryable, personId: string, approachId: string) {
  return db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      adoptionId: adoptions.id,
    })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .leftJoin(adoptions, and(eq(adoptions.groupId, groups.id), eq(adoptions.approachId, approachId)))
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
        eq(groups.kind, 'impact'),
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
      ),
    )
    .orderBy(groups.name);
}
